#include "app/committedtext.h"

#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

namespace ws::app {

namespace {

constexpr std::chrono::seconds kPatience{10};

} // namespace

void readCommittedText(const QString& path, QObject* context,
                       std::function<void(base::Result<std::string>)> done) {
    const QString git = QStandardPaths::findExecutable(QStringLiteral("git"));
    if (git.isEmpty()) {
        done(base::Error{"git.missing", {}});
        return;
    }
    const QFileInfo file(path);
    auto* process = new QProcess(context);
    process->setWorkingDirectory(file.absolutePath());
    QObject::connect(
        process, &QProcess::finished, context,
        [process, path, done](int code, QProcess::ExitStatus status) {
            process->deleteLater();
            if (status == QProcess::NormalExit && code == 0) {
                done(process->readAllStandardOutput().toStdString());
                return;
            }
            const QByteArray reason = process->readAllStandardError().simplified();
            done(base::Error{"git.notThere",
                             {{"path", path.toStdString()}, {"reason", reason.toStdString()}}});
        });
    QTimer::singleShot(kPatience, process, &QProcess::kill);
    process->start(git, {QStringLiteral("-c"), QStringLiteral("core.fsmonitor=false"),
                         QStringLiteral("show"), QStringLiteral("--no-textconv"),
                         QStringLiteral("HEAD:./%1").arg(file.fileName())});
    process->closeWriteChannel();
}

} // namespace ws::app
