#include "widgets/designer/render.h"

#include "engine/statemachine/definitiontext.h"
#include "widgets/designer/workflowscene.h"

#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSvgGenerator>

#include <cmath>

namespace ws::designer {

namespace {

constexpr double kScale = 2;       // of a png
constexpr double kMaxSide = 16000; // pixels; larger diagrams are scaled down

base::Error unwritable(const QString& file, const char* reason) {
    return {"file.unwritable", {{"path", file.toStdString()}, {"reason", reason}}};
}

base::Status renderSvg(WorkflowScene& scene, const QString& file) {
    const QRectF area = scene.sceneRect();
    QSvgGenerator generator;
    generator.setFileName(file);
    generator.setSize(area.size().toSize());
    generator.setViewBox(QRectF(QPointF(0, 0), area.size()));
    QPainter painter;
    if (!painter.begin(&generator))
        return unwritable(file, "open");
    scene.render(&painter, QRectF(QPointF(0, 0), area.size()), area);
    return {};
}

base::Status renderPng(WorkflowScene& scene, const QString& file) {
    const QRectF area = scene.sceneRect();
    const double side = std::max(area.width(), area.height());
    const double scale = std::min(kScale, kMaxSide / side);
    QImage image((area.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing |
                           QPainter::SmoothPixmapTransform);
    scene.render(&painter, QRectF(QPointF(0, 0), QSizeF(image.size())), area);
    painter.end();
    return image.save(file) ? base::Status{} : unwritable(file, "write");
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
        return renderSvg(scene, outFile);
    if (ending == QLatin1String("png"))
        return renderPng(scene, outFile);
    return base::Error{"render.format", {{"path", outFile.toStdString()}}};
}

} // namespace ws::designer
