// Executes the recorded Lambda cases of ../shared/conformance/lambda (its README says what they
// are) through the Lambda API: the real registry, fleet and processes; compares every answer that
// was recorded.
//
// One case alone, with both sides of every comparison: --only SUBSTRING (or WARMSTART_CASE).

#include "tests/conformance/lambda/lambdacase.h"
#include "tests/support/conformance.h"
#include "tests/support/machine.h"

#include <QTest>

#include <array>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace ws;
using conformance::LambdaCase;
using json::Value;

/// Cases that pass where everything that they run on is there. It never goes down.
constexpr int kFloor = 45;

std::string& filter() {
    static std::string text;
    return text;
}

struct KnownDifference {
    std::string_view test;
    std::string_view reason;
};
constexpr std::array kKnownDifferences{
    KnownDifference{"::test_mixed_architecture",
                    "runs a function on arm64: this machine has one kind of processor"},
    KnownDifference{"::test_lambda_runtime_exit_segfault",
                    "the service ran out of time before it ran out of memory: how fast it recurses "
                    "is a matter of its machines (the corpus says so)"},
};

std::string_view knownReason(std::string_view id) {
    for (const KnownDifference& known : kKnownDifferences) {
        if (id.ends_with(known.test))
            return known.reason;
    }
    return {};
}

Value fileValue(const QString& path) {
    const auto parsed = Value::parse(conformance::fileText(path));
    return parsed ? *parsed : Value();
}

struct Count {
    int passed = 0;
    int total = 0;
};

} // namespace

class ConformanceLambda : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordedCasesComeOutTheSame();
};

void ConformanceLambda::recordedCasesComeOutTheSame() {
    const QString root = conformance::folder(QStringLiteral("lambda"));
    if (root.isEmpty())
        QSKIP("no recorded cases: set WARMSTART_CONFORMANCE to a folder that has them");
    const Value index = fileValue(root + QStringLiteral("/index.json"));
    const Value groups = fileValue(root + QStringLiteral("/transformers.json"));
    QVERIFY(index.size() > 0);
    if (!tests::hasNamespaces())
        QSKIP(tests::kNoNamespaces); // what is recorded names its places
    const auto detail =
        filter().empty() ? LambdaCase::Detail::Differences : LambdaCase::Detail::BothSides;
    std::map<std::string, Count> families;
    std::map<std::string, std::vector<std::string>> waiting; // by what for
    Count all;
    for (const Value& entry : index.items()) {
        const std::string& id = entry["id"].toString();
        if (id.find(filter()) == std::string::npos)
            continue;
        const std::string name = id.substr(id.find("::") + 2);
        LambdaCase one(
            fileValue(root + QLatin1Char('/') + QString::fromStdString(entry["file"].toString())),
            groups, root.toStdString());
        if (const std::string need = one.waitsFor(); !need.empty()) {
            waiting[need].push_back(name);
            continue;
        }
        const LambdaCase::Outcome outcome = one.run(detail);
        for (const std::string& both : outcome.dump)
            std::cout << both << '\n';
        Count& family = families[entry["group"].toString()];
        for (Count* count : {&all, &family}) {
            ++count->total;
            count->passed += outcome.difference.empty() ? 1 : 0;
        }
        const std::string_view known = knownReason(id);
        if (!outcome.difference.empty())
            std::cout << (known.empty() ? "FAIL " : "KNOWN ") << name << "\n     "
                      << (known.empty() ? outcome.difference : std::string(known)) << std::endl;
    }
    for (const auto& [need, names] : waiting)
        std::cout << "lambda: " << names.size() << " wait for " << need << '\n';
    for (const auto& [family, count] : families)
        std::cout << "lambda " << family << ' ' << count.passed << '/' << count.total << '\n';
    std::cout << "lambda: " << all.passed << '/' << all.total << " passed" << std::endl;
    if (filter().empty())
        QVERIFY2(all.passed >= kFloor, "fewer recorded cases pass than before");
}

int main(int argc, char** argv) {
    return conformance::runFiltered<ConformanceLambda>(argc, argv, filter());
}

#include "tst_conformance_lambda.moc"
