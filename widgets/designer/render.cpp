#include "widgets/designer/render.h"

#include "engine/statemachine/definitiontext.h"
#include "widgets/designer/workflowscene.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
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

namespace {

/// One page of just the drawing's size; a scene unit is a point at 96 to the inch.
QByteArray drawnAsPdf(WorkflowScene& scene) {
    constexpr int kPerInch = 96;
    const QRectF area = scene.sceneRect();
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    QPdfWriter writer(&out);
    writer.setResolution(kPerInch);
    writer.setPageSize(QPageSize(area.size() * 72.0 / kPerInch, QPageSize::Point));
    writer.setPageMargins({});
    QPainter painter(&writer);
    scene.render(&painter, QRectF(QPointF(0, 0), area.size()), area);
    painter.end();
    return out.data();
}

} // namespace

namespace {

/// A picture has no use for words about what a run would tell.
void closeUntold(statemachine::Nestings& nestings) {
    for (auto& [state, nesting] : nestings) {
        if (nesting.isOpen() && nesting.show != statemachine::Nesting::Show::Drawn)
            nesting.show = statemachine::Nesting::Show::Closed;
        closeUntold(nesting.inside);
    }
}

statemachine::Nestings nestingsOf(const statemachine::Graph& graph,
                                  const workspace::CanvasSettings& settings,
                                  statemachine::MachineSource* machines) {
    if (!machines)
        return {};
    auto nestings =
        statemachine::nestingsOf(graph, {settings.opened, settings.collapsedInside}, *machines, {});
    closeUntold(nestings);
    return nestings;
}

} // namespace

base::Status renderDefinition(const std::string& definitionText, const QString& outFile,
                              theme::Scheme scheme, const workspace::CanvasSettings& settings,
                              statemachine::MachineSource* machines) {
    auto document = statemachine::loadDefinition(definitionText);
    if (!document)
        return document.error();
    const auto graph = statemachine::buildGraph(*document);
    if (graph.nodes.empty())
        return base::Error{"render.noStates", {}};
    theme::Theme theme;
    theme.setScheme(scheme);
    WorkflowScene scene(theme);
    scene.setAnnotations(settings.annotations);
    scene.setDiagram(makeDiagram(graph, settings.collapsed, layout::Direction::TopDown,
                                 CanvasStyle::standard(), nestingsOf(graph, settings, machines)));
    const QString ending = QFileInfo(outFile).suffix().toLower();
    if (ending == QLatin1String("svg"))
        return save(drawnAsSvg(scene), outFile);
    if (ending == QLatin1String("pdf"))
        return save(drawnAsPdf(scene), outFile);
    if (ending == QLatin1String("png"))
        return save(drawnAsPng(scene), outFile);
    return base::Error{"render.format", {{"path", outFile.toStdString()}}};
}

} // namespace ws::designer
