#pragma once

#include <QDir>
#include <QGuiApplication>
#include <QPixmap>
#include <QString>
#include <QTest>
#include <QWidget>

namespace ws::tests {

/// Where the photographs of views go: WARMSTART_PHOTOGRAPHS, else a folder of the build. Those at
/// another scale than 1 (QT_SCALE_FACTOR) are in a folder of theirs, "2x".
inline QString photographs() {
    QString folder = qEnvironmentVariable("WARMSTART_PHOTOGRAPHS",
                                          QStringLiteral(WARMSTART_BINARY_DIR "/screenshots"));
    if (const double scale = qGuiApp->devicePixelRatio(); scale != 1.0)
        folder += QStringLiteral("/%1x").arg(scale);
    QDir().mkpath(folder);
    return folder;
}

/// With the pixels of the screen that it is on.
inline void keepPhotograph(const QPixmap& picture, const QString& name) {
    const QString file = QStringLiteral("%1/%2.png").arg(photographs(), name);
    QVERIFY2(picture.save(file), qPrintable(file));
}
inline void photograph(QWidget& shown, const QString& name) {
    keepPhotograph(shown.grab(), name);
}

} // namespace ws::tests
