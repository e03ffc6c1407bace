#include "app/junit.h"

#include "widgets/theme/messages.h"

#include <QStringList>
#include <QXmlStreamWriter>

#include <algorithm>
#include <chrono>

namespace ws::app {

using workspace::ScenarioResult;

namespace {

/// What XML 1.0 has no way to say (control characters, lone surrogates) is shown as U+FFFD.
QString writable(QString text) {
    for (QChar& character : text) {
        const char16_t unit = character.unicode();
        const bool isControl = unit < 0x20 && unit != '\t' && unit != '\n' && unit != '\r';
        if (isControl || unit == 0xFFFE || unit == 0xFFFF)
            character = QChar(QChar::ReplacementCharacter);
    }
    return text;
}

QString writable(const std::string& text) {
    return writable(QString::fromStdString(text));
}

QString seconds(base::Duration duration) {
    return QString::number(std::chrono::duration<double>(duration).count(), 'f', 3);
}

struct Sums {
    int tests = 0;
    int failures = 0;
    base::Duration took{0};
};

Sums sumsOf(const std::vector<const ScenarioResult*>& results) {
    Sums sums;
    for (const ScenarioResult* result : results) {
        ++sums.tests;
        sums.failures += result->passed() ? 0 : 1;
        sums.took += result->took;
    }
    return sums;
}

void writeSums(QXmlStreamWriter& xml, const Sums& sums) {
    xml.writeAttribute(QStringLiteral("tests"), QString::number(sums.tests));
    xml.writeAttribute(QStringLiteral("failures"), QString::number(sums.failures));
    xml.writeAttribute(QStringLiteral("errors"), QStringLiteral("0"));
    xml.writeAttribute(QStringLiteral("time"), seconds(sums.took));
}

void writeCase(QXmlStreamWriter& xml, const ScenarioResult& result) {
    xml.writeStartElement(QStringLiteral("testcase"));
    xml.writeAttribute(QStringLiteral("classname"), writable(result.target));
    xml.writeAttribute(QStringLiteral("name"), writable(result.name));
    xml.writeAttribute(QStringLiteral("time"), seconds(result.took));
    QStringList lines;
    for (const base::Error& difference : result.differences)
        lines << writable(theme::message(difference));
    if (!lines.isEmpty()) {
        xml.writeStartElement(QStringLiteral("failure"));
        xml.writeAttribute(QStringLiteral("message"), lines.first());
        xml.writeCharacters(lines.join(QLatin1Char('\n')));
        xml.writeEndElement();
    }
    xml.writeEndElement();
}

} // namespace

QByteArray junitReport(const std::vector<ScenarioResult>& results) {
    std::vector<std::string> targets; // in the order in which they ran
    std::vector<const ScenarioResult*> all;
    for (const ScenarioResult& result : results) {
        all.push_back(&result);
        if (std::find(targets.begin(), targets.end(), result.target) == targets.end())
            targets.push_back(result.target);
    }
    QByteArray out;
    QXmlStreamWriter xml(&out);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("testsuites"));
    writeSums(xml, sumsOf(all));
    for (const std::string& target : targets) {
        std::vector<const ScenarioResult*> own;
        std::copy_if(all.begin(), all.end(), std::back_inserter(own),
                     [&](const ScenarioResult* result) { return result->target == target; });
        xml.writeStartElement(QStringLiteral("testsuite"));
        xml.writeAttribute(QStringLiteral("name"), writable(target));
        writeSums(xml, sumsOf(own));
        for (const ScenarioResult* result : own)
            writeCase(xml, *result);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    return out;
}

} // namespace ws::app
