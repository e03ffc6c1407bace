#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QXmlStreamReader>

#include <optional>
#include <utility>
#include <vector>

namespace ws::tests {

/// A report in JUnit's format, read strictly: an element or an attribute that the format does not
/// have there, one that is missing, and text between elements are problems.
struct JunitFile {
    struct Sums {
        int tests = 0;
        int failures = 0;
        int errors = 0;
        double time = 0;
    };
    struct Failure {
        QString message;
        QString text;
    };
    struct Case {
        QString className;
        QString name;
        double time = 0;
        std::optional<Failure> failure;
    };
    struct Suite {
        QString name;
        Sums sums;
        std::vector<Case> cases;
    };

    explicit JunitFile(const QByteArray& xml)
        : m_xml(xml) {
        if (enter("testsuites")) {
            sums = readSums({});
            while (enter("testsuite"))
                readSuite();
        }
        while (!m_xml.atEnd())
            m_xml.readNext();
        if (m_xml.hasError())
            say(m_xml.errorString());
    }

    Sums sums;
    std::vector<Suite> suites;
    QStringList problems;

private:
    void say(const QString& problem) {
        problems << QStringLiteral("line %1: %2").arg(m_xml.lineNumber()).arg(problem);
    }

    /// Whether the next thing begins such an element; if not, the one around it ends here.
    bool enter(const char* element) {
        while (!m_xml.atEnd()) {
            switch (m_xml.readNext()) {
            case QXmlStreamReader::StartElement:
                if (m_xml.name() == QLatin1String(element))
                    return true;
                say(QStringLiteral("<%1> in place of <%2>")
                        .arg(m_xml.name(), QLatin1String(element)));
                m_xml.skipCurrentElement();
                break;
            case QXmlStreamReader::EndElement:
                return false;
            case QXmlStreamReader::Characters:
                if (!m_xml.isWhitespace())
                    say(QStringLiteral("text: %1").arg(m_xml.text()));
                break;
            default:
                break;
            }
        }
        return false;
    }

    QString attribute(const char* name) {
        if (!m_xml.attributes().hasAttribute(QLatin1String(name)))
            say(QStringLiteral("no attribute %1").arg(QLatin1String(name)));
        return m_xml.attributes().value(QLatin1String(name)).toString();
    }

    double number(const char* name) {
        bool isNumber = false;
        const double value = attribute(name).toDouble(&isNumber);
        if (!isNumber || value < 0)
            say(QStringLiteral("%1 is no number").arg(QLatin1String(name)));
        return value;
    }

    void expectOnly(const QStringList& names) {
        for (const QXmlStreamAttribute& each : m_xml.attributes()) {
            if (!names.contains(each.name()))
                say(QStringLiteral("attribute %1").arg(each.name()));
        }
    }

    Sums readSums(const QStringList& more) {
        expectOnly(QStringList{QStringLiteral("tests"), QStringLiteral("failures"),
                               QStringLiteral("errors"), QStringLiteral("time")} +
                   more);
        return {int(number("tests")), int(number("failures")), int(number("errors")),
                number("time")};
    }

    void readSuite() {
        Suite suite;
        suite.sums = readSums({QStringLiteral("name")});
        suite.name = attribute("name");
        while (enter("testcase")) {
            Case read;
            expectOnly(
                {QStringLiteral("classname"), QStringLiteral("name"), QStringLiteral("time")});
            read.className = attribute("classname");
            read.name = attribute("name");
            read.time = number("time");
            while (enter("failure")) {
                expectOnly({QStringLiteral("message")});
                Failure failure{attribute("message"), {}};
                failure.text = m_xml.readElementText();
                read.failure = std::move(failure);
            }
            suite.cases.push_back(std::move(read));
        }
        suites.push_back(std::move(suite));
    }

    QXmlStreamReader m_xml;
};

} // namespace ws::tests
