#include "engine/json/draft.h"
#include "engine/statemachine/definitiontext.h"
#include "engine/statemachine/edit.h"
#include "engine/workspace/textfile.h"
#include "tests/support/conformance.h"
#include "tests/support/layoutrelations.h"
#include "widgets/designer/diagram.h"
#include "widgets/designer/render.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace ws;
using statemachine::Graph;

/// Workflows as people wrote them, through everything that a designer does to a file.
class tst_Corpus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWorkflowOpensIsDrawnIsSavedAndRenamed();
    void everyStateCanBeWorkedOn();
};

namespace {

/// What the file has as text: some of the corpus are no definitions that can be read at all.
struct Workflow {
    QString name;
    std::string text;
    statemachine::DefinitionKind kind;
};

std::vector<Workflow> workflows() {
    std::vector<Workflow> found;
    const QString folder = conformance::folder(QStringLiteral("workflows"));
    if (folder.isEmpty())
        return found;
    for (const QString& file : QDir(folder).entryList(QDir::Files, QDir::Name)) {
        const QString path = folder + QLatin1Char('/') + file;
        found.push_back({file, conformance::fileText(path),
                         statemachine::definitionKindOfFile(file.toStdString())});
    }
    return found;
}

QString drawn(const Graph& graph) {
    for (const auto direction : {layout::Direction::TopDown, layout::Direction::LeftRight}) {
        const auto diagram =
            designer::makeDiagram(graph, direction, designer::CanvasStyle::standard());
        const auto input = designer::layoutInput(diagram);
        const auto output = layout::arrange(input, designer::layoutOptions(direction));
        const QStringList broken = tests::LayoutRelations(input, output).broken() +
                                   tests::LayoutRelations(input, output).hidden();
        if (!broken.isEmpty())
            return broken.join(QLatin1String("; "));
    }
    return {};
}

QString rendered(const Workflow& workflow, const QTemporaryDir& folder) {
    for (const char* ending : {"png", "svg"}) {
        const QString file = folder.filePath(QStringLiteral("a.%1").arg(QLatin1String(ending)));
        const auto status = designer::renderDefinition(workflow.text, file, theme::Scheme::Light);
        if (!status)
            return QString::fromStdString(status.error().code);
        if (QFileInfo(file).size() < 500)
            return QStringLiteral("an empty picture");
        QFile::remove(file);
    }
    return {};
}

QString saved(const Workflow& workflow, const json::Document& document,
              const QTemporaryDir& folder) {
    const std::string path = folder.filePath(QStringLiteral("a.json")).toStdString();
    QFile::remove(QString::fromStdString(path));
    const auto written = workspace::writeTextFile(path, document.text(), {});
    const auto back = workspace::readTextFile(path);
    return written && back && back->text == workflow.text ? QString()
                                                          : QStringLiteral("other bytes");
}

/// Each change must stand where the old name stood, and there must be as many as name the state.
QString renamed(const json::Document& document, const Graph& graph, const Graph::Node& node) {
    const auto change = statemachine::renameState(document, node.pointer, "a quite new name");
    if (!change)
        return QString::fromStdString(change.error().code + " at " + node.pointer);
    const int self = graph.findByPointer(node.pointer);
    std::size_t expected = 1;
    for (const Graph::Edge& edge : graph.edges)
        expected += edge.to == self ? 1 : 0;
    if (change->edits.size() != expected)
        return QStringLiteral("%1 edits instead of %2 at %3")
            .arg(change->edits.size())
            .arg(expected)
            .arg(QString::fromStdString(node.pointer));
    const std::string after = json::applied(document.text(), change->edits);
    for (const json::Edit& edit : change->edits) {
        const auto at = document.nodeAt(edit.range.begin);
        if (document.node(at).key != node.name && document.string(at) != node.name)
            return QStringLiteral("an edit beside the name");
    }
    return json::applied(after, json::inverse(document.text(), change->edits)) == document.text()
               ? QString()
               : QStringLiteral("does not come back");
}

} // namespace

void tst_Corpus::everyWorkflowOpensIsDrawnIsSavedAndRenamed() {
    const auto all = workflows();
    if (all.empty())
        QSKIP("the conformance corpora are not there");
    QTemporaryDir folder;
    conformance::Tally tally(QStringLiteral("designer"));
    for (const Workflow& workflow : all) {
        const auto document = statemachine::loadDefinition(workflow.text, workflow.kind);
        if (!document) {
            tally.add(workflow.name, QString::fromStdString(document.error().code));
            continue;
        }
        const Graph graph = statemachine::buildGraph(*document);
        QString difference = drawn(graph);
        if (difference.isEmpty())
            difference = rendered(workflow, folder);
        if (difference.isEmpty())
            difference = saved(workflow, *document, folder);
        for (const Graph::Node& node : graph.nodes) {
            if (difference.isEmpty())
                difference = renamed(*document, graph, node);
        }
        tally.add(workflow.name, difference);
    }
    QCOMPARE(tally.finish(), QStringList());
}

/// Every state is duplicated, deleted, copied and wrapped: what comes of it reads back as what was
/// meant, or there is a reason.
void tst_Corpus::everyStateCanBeWorkedOn() {
    const auto all = workflows();
    if (all.empty())
        QSKIP("the conformance corpora are not there");
    conformance::Tally tally(QStringLiteral("edits"));
    constexpr std::size_t kStates = 12; // of each, so that large ones do not take minutes
    for (const Workflow& workflow : all) {
        const auto document = statemachine::loadDefinition(workflow.text, workflow.kind);
        if (!document)
            continue;
        const Graph graph = statemachine::buildGraph(*document);
        for (std::size_t i = 0; i < std::min(graph.nodes.size(), kStates); ++i) {
            const std::string& state = graph.nodes[i].pointer;
            const auto report = [&](const char* what, const auto& change) {
                const bool fails = !change && change.error().code == "edit.shared";
                tally.add(workflow.name + QLatin1Char(' ') + QLatin1String(what) +
                              QLatin1Char(' ') + QString::fromStdString(state),
                          fails ? QStringLiteral("cannot be written") : QString());
            };
            report("duplicate", statemachine::duplicateStates(*document, {state}));
            report("remove", statemachine::removeStates(*document, {state}));
            report("wrap",
                   statemachine::wrapStates(*document, {state}, statemachine::StateType::Parallel));
            report("copy", statemachine::copyStates(*document, {state}));
            report("shift", statemachine::shiftState(*document, state, statemachine::Shift::Later));
        }
    }
    QCOMPARE(tally.finish(), QStringList());
}

QTEST_MAIN(tst_Corpus)
#include "tst_corpus.moc"
