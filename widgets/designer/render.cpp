#include "widgets/designer/render.h"

#include "engine/statemachine/definitiontext.h"
#include "widgets/designer/workflowscene.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <cmath>

namespace ws::designer {

namespace {

constexpr double kScale = 2;       // of a png
constexpr double kMaxSide = 16000; // pixels; larger diagrams are scaled down

/// In place and never by a rename, which would put a file where a device or a pipe was.
base::Status save(const QByteArray& picture, const QString& file) {
    QFile out(file);
    if (out.open(QIODevice::WriteOnly) && out.write(picture) == picture.size() && out.flush())
        return {};
    return base::Error{"file.unwritable",
                       {{"path", file.toStdString()}, {"reason", out.errorString().toStdString()}}};
}

QByteArray drawnAsSvg(WorkflowScene& scene) {
    const QRectF area = scene.sceneRect();
    QBuffer out;
    QSvgGenerator generator;
    generator.setOutputDevice(&out);
    generator.setSize(area.size().toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), area.size()));
    QPainter painter(&generator);
    scene.render(&painter, QRectF(QPointF(0, 0), area.size()), area);
    painter.end();
    return out.data();
}

QByteArray drawnAsPng(WorkflowScene& scene) {
    const QRectF area = scene.sceneRect();
    const double side = std::max(area.width(), area.height());
    const double scale = std::min(kScale, kMaxSide / side);
    QImage image((area.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::SmoothPixmapTransform);
    scene.render(&painter, QRectF(QPointF(0, 0), QSizeF(image.size())), area);
    painter.end();
    QBuffer out;
    image.save(&out, "PNG");
    return out.data();
}

} // namespace

base::Status renderDefinition(const std::string& definitionText, const QString& outFile,
                              theme::Scheme scheme) {
    auto document = statemachine::loadDefinition(definitionText);
    if (!document)
        return document.error();
    auto graph = statemachine::buildGraph(*document);
    if (graph.nodes.empty())
        return base::Error{"render.noStates", {}};
    theme::Theme theme;
    theme.setScheme(scheme);
    WorkflowScene scene(theme);
    scene.setDiagram(
        makeDiagram(std::move(graph), layout::Direction::TopDown, CanvasStyle::standard()));
    const QString ending = QFileInfo(outFile).suffix().toLower();
    if (ending == QLatin1String("svg"))
        return save(drawnAsSvg(scene), outFile);
    if (ending == QLatin1String("png"))
        return save(drawnAsPng(scene), outFile);
    return base::Error{"render.format", {{"path", outFile.toStdString()}}};
}

} // namespace ws::designer
