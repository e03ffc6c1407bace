#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QTest>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace ws::conformance {

/// A folder of the shared corpora, or an empty text when they are not there.
inline QString folder(const QString& name) {
    QString root = qEnvironmentVariable("WARMSTART_CONFORMANCE");
    if (root.isEmpty())
        root = QStringLiteral(WARMSTART_SOURCE_DIR "/../shared/conformance");
    const QDir dir(root + QLatin1Char('/') + name);
    return dir.exists() ? dir.absolutePath() : QString();
}

inline std::string fileText(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

/// Counts cases and prints "NAME: PASSED/TOTAL passed" with the first difference of each failure.
///
/// `known` names the cases in which a corpus and the real service disagree, each with the reason.
/// They count as not passed; one that passes all the same is reported, so that the list stays true.
class Tally {
public:
    Tally(QString name, QMap<QString, QString> known = {})
        : m_name(std::move(name))
        , m_known(std::move(known)) {}

    /// `difference`: empty when the case passes.
    void add(const QString& id, const QString& difference) {
        ++m_total;
        const auto known = m_known.constFind(id);
        if (difference.isEmpty()) {
            ++m_passed;
            if (known != m_known.constEnd())
                m_unexpected << id + QStringLiteral(": passes, but is listed as a difference");
        } else if (known == m_known.constEnd()) {
            m_unexpected << id + QStringLiteral(": ") + difference;
        } else {
            print(QStringLiteral("  known: %1: %2").arg(id, *known));
        }
    }
    void skip(const QString& why) { ++m_skipped[why]; }

    /// Prints the sums; what failed without being known.
    QStringList finish() {
        for (const QString& failure : std::as_const(m_unexpected))
            print(QStringLiteral("  failed: ") + failure);
        for (auto it = m_skipped.cbegin(); it != m_skipped.cend(); ++it)
            print(QStringLiteral("%1: %2 skipped: %3").arg(m_name).arg(it.value()).arg(it.key()));
        print(QStringLiteral("%1: %2/%3 passed").arg(m_name).arg(m_passed).arg(m_total));
        return m_unexpected;
    }

private:
    static void print(const QString& line) {
        std::fputs(line.toUtf8().constData(), stdout);
        std::fputc('\n', stdout);
    }

    const QString m_name;
    const QMap<QString, QString> m_known;
    int m_total = 0;
    int m_passed = 0;
    QMap<QString, int> m_skipped;
    QStringList m_unexpected;
};

/// One case alone: --only SUBSTRING, or WARMSTART_CASE; what is wanted comes into `filter`.
template <typename Test>
int runFiltered(int argc, char** argv, std::string& filter) {
    if (const char* only = std::getenv("WARMSTART_CASE"))
        filter = only;
    std::vector<char*> rest;
    for (int at = 0; at < argc; ++at) {
        if (std::string_view(argv[at]) == "--only" && at + 1 < argc)
            filter = argv[++at];
        else
            rest.push_back(argv[at]);
    }
    int count = static_cast<int>(rest.size());
    rest.push_back(nullptr);
    QCoreApplication app(count, rest.data());
    Test test;
    return QTest::qExec(&test, count, rest.data());
}

} // namespace ws::conformance
