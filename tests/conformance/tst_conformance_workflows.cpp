#include "engine/statemachine/validator.h"
#include "tests/support/conformance.h"

#include <QtTest>

using namespace ws;
using statemachine::Diagnostic;
using statemachine::Severity;

/// Workflows as people wrote them: they ran somewhere, so the validator must not complain.
class TestConformanceWorkflows : public QObject {
    Q_OBJECT

private slots:
    void findsNoErrorInWhatPeopleRun();
};

namespace {

QString difference(const std::string& text, statemachine::DefinitionKind kind) {
    const auto document = statemachine::loadDefinition(text, kind);
    if (!document)
        return QString::fromStdString(document.error().arg("reason"));
    for (const Diagnostic& diagnostic : statemachine::validate(*document)) {
        if (diagnostic.severity != Severity::Error)
            continue;
        const auto at = document->position(diagnostic.range.begin);
        return QString::fromStdString(diagnostic.code + ": " + diagnostic.message + " at " +
                                      diagnostic.pointer + ", line " + std::to_string(at.line));
    }
    return {};
}

const QMap<QString, QString>& knownDifferences() {
    static const QMap<QString, QString> known{
        {QStringLiteral("aws-samples__step-functions-workflows-collection__shared-fallback-state-"
                        "jsonata__statemachine__statemachine.asl.json"),
         QStringLiteral("QueryLanguage stands among the states, where it is a state that is no "
                        "object; the machine is JSONPath with fields of JSONata")},
    };
    return known;
}

} // namespace

void TestConformanceWorkflows::findsNoErrorInWhatPeopleRun() {
    const QString folder = conformance::folder(QStringLiteral("workflows"));
    if (folder.isEmpty())
        QSKIP("the conformance corpora are not there");
    conformance::Tally tally(QStringLiteral("workflows"), knownDifferences());
    for (const QString& file : QDir(folder).entryList(QDir::Files, QDir::Name)) {
        tally.add(file, difference(conformance::fileText(folder + QLatin1Char('/') + file),
                                   statemachine::definitionKindOfFile(file.toStdString())));
    }
    QCOMPARE(tally.finish(), QStringList());
}

QTEST_GUILESS_MAIN(TestConformanceWorkflows)
#include "tst_conformance_workflows.moc"
