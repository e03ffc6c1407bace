#include "app/commandlinecommands.h"
#include "app/commandlineio.h"
#include "engine/workspace/samples.h"

#include <QCoreApplication>
#include <QFile>

namespace ws::app {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ws::app::CommandLine)
};

void printSamples() {
    for (const workspace::Sample& sample : workspace::samples()) {
        QStringList parts;
        for (const std::string& name : sample.functions)
            parts << QString::fromStdString(name);
        for (const std::string& name : sample.machines)
            parts << Text::tr("%1 (machine)").arg(QString::fromStdString(name));
        printLine(QStringLiteral("%1  %2")
                      .arg(QString::fromStdString(sample.id), -18)
                      .arg(parts.join(QStringLiteral(", "))));
    }
}

} // namespace

ExitCode samplesCommand(const QStringList& arguments) {
    CommandParser parser(QStringLiteral("samples [--copy NAME [DIR]]"),
                         Text::tr("Lists the sample workspaces, or makes a copy of one."));
    parser.options().addPositionalArgument(
        QStringLiteral("DIR"),
        Text::tr("Where the copy goes, a new or empty folder; without it, ~/Warmstart/NAME."));
    parser.options().addOption({QStringLiteral("copy"),
                                Text::tr("Copies this sample and prints "
                                         "the folder. Files that are there "
                                         "already stay as they are."),
                                QStringLiteral("NAME")});
    if (const auto over = parser.parse(arguments))
        return *over;
    if (parser.positional().size() > (parser.has("copy") ? 1 : 0))
        return parser.usageError(Text::tr("samples takes --copy NAME and one folder"));
    if (!parser.has("copy")) {
        printSamples();
        return ExitCode::Done;
    }
    const std::string id = parser.value("copy").toStdString();
    const auto folder = workspace::copySample(
        id, parser.positional().isEmpty()
                ? workspace::defaultSampleFolder(id)
                : QFile::encodeName(parser.positional().first()).toStdString());
    if (!folder)
        return complain(folder.error());
    printLine(*folder);
    return ExitCode::Done;
}

} // namespace ws::app
