#include "widgets/codeeditor/language.h"

#include <QFileInfo>
#include <QHash>

namespace ws::codeeditor {
namespace {

Language languageOfShebang(std::string_view text) {
    if (!text.starts_with("#!"))
        return Language::Plain;
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.find("python") != std::string_view::npos)
        return Language::Python;
    if (line.find("node") != std::string_view::npos)
        return Language::JavaScript;
    return line.find("sh") != std::string_view::npos ? Language::Shell : Language::Plain;
}

} // namespace

Language languageOf(const QString& path, std::string_view text) {
    static const QHash<QString, Language> bySuffix{
        {QStringLiteral("py"), Language::Python},
        {QStringLiteral("js"), Language::JavaScript},
        {QStringLiteral("mjs"), Language::JavaScript},
        {QStringLiteral("cjs"), Language::JavaScript},
        {QStringLiteral("json"), Language::Json},
        {QStringLiteral("yaml"), Language::Yaml},
        {QStringLiteral("yml"), Language::Yaml},
        {QStringLiteral("sh"), Language::Shell},
        {QStringLiteral("bash"), Language::Shell},
        {QStringLiteral("asl"), Language::StateMachine},
    };
    const QFileInfo info(path);
    if (info.fileName().endsWith(QLatin1String(".asl.json"), Qt::CaseInsensitive))
        return Language::StateMachine;
    const auto found = bySuffix.constFind(info.suffix().toLower());
    return found != bySuffix.constEnd() ? *found : languageOfShebang(text);
}

QByteArray lineComment(Language language) {
    switch (language) {
    case Language::Python:
    case Language::Yaml:
    case Language::Shell:
        return "#";
    case Language::JavaScript:
        return "//";
    case Language::Plain:
    case Language::Json:
    case Language::StateMachine:
        break;
    }
    return {};
}

QString languageIcon(Language language) {
    switch (language) {
    case Language::Python:
        return QStringLiteral("python");
    case Language::JavaScript:
        return QStringLiteral("nodejs");
    case Language::Json:
        return QStringLiteral("json");
    case Language::StateMachine:
        return QStringLiteral("machine");
    case Language::Shell:
        return QStringLiteral("shell");
    case Language::Yaml:
    case Language::Plain:
        break;
    }
    return QStringLiteral("file");
}

} // namespace ws::codeeditor
