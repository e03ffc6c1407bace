#include "widgets/designer/diagram.h"

#include "widgets/designer/edgestroke.h"
#include "widgets/designer/statusnames.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGuiApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <unordered_map>

namespace ws::designer {

namespace {

using statemachine::Graph;
using Kind = Graph::EdgeKind;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ws::designer::Diagram)
};

constexpr int kLabelLetters = 32; // of a condition on an edge; the tooltip has all

QRectF toRect(const layout::Rect& rect) {
    return {rect.x, rect.y, rect.width, rect.height};
}

QPolygonF toLine(const std::vector<layout::Point>& points) {
    QPolygonF line;
    for (const auto& point : points)
        line << QPointF(point.x, point.y);
    return line;
}

QString shortened(const QString& text) {
    if (text.size() <= kLabelLetters)
        return text;
    return text.left(kLabelLetters - 1).trimmed() + QChar(0x2026);
}

QString catchText(const Graph& graph, const std::vector<int>& parts) {
    QStringList numbers;
    QStringList errors;
    for (const int part : parts) {
        const Graph::Edge& edge = graph.edges[static_cast<std::size_t>(part)];
        numbers << QString::number(edge.index + 1);
        const QString error = QString::fromStdString(edge.label);
        if (!error.isEmpty() && !errors.contains(error))
            errors << error;
    }
    const QString which =
        Texts::tr("Catch %1", "numbers of the catchers").arg(numbers.join(QLatin1String(", ")));
    if (errors.isEmpty())
        return which;
    return QStringLiteral("%1 · %2").arg(which, errors.join(QLatin1String(", ")));
}

QString labelOf(const Graph& graph, const Diagram::Edge& edge) {
    const Graph::Edge& first = graph.edges[static_cast<std::size_t>(edge.parts.front())];
    switch (edge.kind) {
    case Kind::Choice:
        return first.label.empty() ? Texts::tr("Rule #%1").arg(first.index + 1)
                                   : QString::fromStdString(first.label);
    case Kind::Default:
        return Texts::tr("Default");
    case Kind::Catch:
        return catchText(graph, edge.parts);
    default:
        return {};
    }
}

/// From which corner on, counted from the source, `line` runs on `other`; its size when nowhere.
qsizetype joins(const QPolygonF& line, const QPolygonF& other) {
    constexpr double kSame = 0.01;
    const auto same = [](QPointF a, QPointF b) { return QLineF(a, b).length() < kSame; };
    qsizetype mine = line.size() - 1;
    qsizetype theirs = other.size() - 1;
    if (mine < 1 || theirs < 1 || !same(line[mine], other[theirs]))
        return line.size();
    while (mine > 0 && theirs > 0 && same(line[mine - 1], other[theirs - 1])) {
        --mine;
        --theirs;
    }
    if (mine == 0 || theirs == 0)
        return mine;
    // The last common segment may be longer in the other line.
    const QLineF last(line[mine], line[mine - 1]);
    const QLineF further(other[theirs], other[theirs - 1]);
    const double along = (last.dx() * further.dx() + last.dy() * further.dy()) / further.length();
    const bool covered = std::abs(along - last.length()) < kSame && further.length() >= along;
    return covered ? mine - 1 : mine;
}

/// `line` until a little after corner `joint`, far enough for the corner to keep its round shape.
QPolygonF cutAfter(const QPolygonF& line, qsizetype joint) {
    if (joint == 0)
        return {};
    constexpr double kKept = 2 * CanvasStyle::kCorner;
    for (; joint + 1 < line.size(); ++joint) {
        const QLineF next(line[joint], line[joint + 1]);
        if (next.length() < kKept + 2)
            continue;
        QPolygonF part(line.first(joint + 1));
        part << next.pointAt(kKept / next.length());
        return part;
    }
    return line;
}

using Show = statemachine::Nesting::Show;

QString emptyWords(const statemachine::Nesting& nesting) {
    const QString machine = QString::fromStdString(nesting.machine);
    switch (nesting.show) {
    case Show::Untold:
        return Texts::tr("Which state machine is started here, only a run tells. Run it to see the "
                         "machine here.");
    case Show::Missing:
        return Texts::tr("The state machine “%1” is not in the workspace.").arg(machine);
    default:
        return Texts::tr("“%1” cannot be drawn: its text cannot be read, or has no states yet.")
            .arg(machine);
    }
}

/// Of the words in an inset, on as many lines as they need.
QSizeF sizeOfWords(const QString& words, const CanvasStyle& style) {
    constexpr double kWidth = 260;
    const QRectF box = QFontMetricsF(style.detail)
                           .boundingRect(QRectF(0, 0, kWidth, 1000), Qt::TextWordWrap, words);
    return {kWidth, std::ceil(box.height())};
}

class Maker {
public:
    Maker(Graph graph, layout::Direction direction, const CanvasStyle& style)
        : m_style(style) {
        m_diagram.graph = std::move(graph);
        m_diagram.direction = direction;
        for (const Graph::Node& source : m_diagram.graph.nodes) {
            Diagram::Node& node = m_diagram.nodes.emplace_back();
            node.fullTypeLine = typeLine(source);
        }
    }

    Maker(const Graph& whole, const statemachine::ClosedStates& closed, layout::Direction direction,
          const CanvasStyle& style, const statemachine::Nestings& nestings)
        : m_style(style)
        , m_nestings(nestings) {
        statemachine::FoldedGraph folded = statemachine::fold(whole, closed);
        m_diagram.graph = std::move(folded.graph);
        m_diagram.direction = direction;
        for (std::size_t i = 0; i < folded.source.size(); ++i) {
            Diagram::Node& node = m_diagram.nodes.emplace_back();
            node.fullTypeLine = typeLine(whole.nodes[std::size_t(folded.source[i])]);
            for (const int inner : folded.hidden[i])
                node.hidden.push_back(whole.nodes[std::size_t(inner)].name);
            if (!node.hidden.empty())
                node.fullTypeLine =
                    Texts::tr("%n state(s) inside · %1", nullptr, int(node.hidden.size()))
                        .arg(node.fullTypeLine);
        }
    }

    Maker& keepingOrderOf(const Diagram* before) {
        if (before && before->direction == m_diagram.direction)
            m_before = before;
        return *this;
    }
    Diagram make() {
        makeNodes();
        for (std::size_t i = 0; i < m_diagram.nodes.size(); ++i)
            makeInset(i);
        makeEdges();
        makeRegions();
        place();
        return std::move(m_diagram);
    }

private:
    void makeNodes();
    void makeInset(std::size_t index);
    /// What was drawn inside that state, of the same machine; nullptr: nothing.
    const Diagram* insetBefore(const Diagram::Node& node) const;
    void makeEdges();
    void makeRegions();
    void place();
    void rememberPlaces(layout::Input& input) const;
    void shareLines();

    const CanvasStyle& m_style;
    const statemachine::Nestings m_nestings;
    const Diagram* m_before = nullptr; // not owned
    Diagram m_diagram;
};

void Maker::makeNodes() {
    const QFontMetricsF names(m_style.name);
    const QFontMetricsF details(m_style.detail);
    for (std::size_t i = 0; i < m_diagram.nodes.size(); ++i) {
        const Graph::Node& source = m_diagram.graph.nodes[i];
        Diagram::Node& node = m_diagram.nodes[i];
        node.name = QString::fromStdString(source.name);
        node.typeLine = node.fullTypeLine;
        node.container = !source.regions.empty();
        const int owner = m_diagram.graph.regions[static_cast<std::size_t>(source.region)].owner;
        node.depth = owner < 0 ? 0 : m_diagram.nodes[static_cast<std::size_t>(owner)].depth + 1;
        const double badges = (source.retryCount > 0 ? 30 : 0) + (source.catchCount > 0 ? 30 : 0);
        const double nameFrame = CanvasStyle::kTextLeft + CanvasStyle::kNameAside;
        const double detailFrame = CanvasStyle::kTextLeft + CanvasStyle::kDetailAside + badges;
        const double wanted = std::max(names.horizontalAdvance(node.name) + nameFrame,
                                       details.horizontalAdvance(node.typeLine) + detailFrame);
        const double width = std::clamp(wanted, CanvasStyle::kMinWidth, CanvasStyle::kMaxWidth);
        node.shownName = names.elidedText(node.name, Qt::ElideMiddle, width - nameFrame + 2);
        node.typeLine = details.elidedText(node.typeLine, Qt::ElideRight, width - detailFrame + 2);
        // Even widths keep the middle of a node on whole pixels, and so its edges crisp.
        node.header.setSize({std::ceil(width / 2) * 2, CanvasStyle::kNodeHeight});
        node.foldable = node.container || !node.hidden.empty();
    }
}

const Diagram* Maker::insetBefore(const Diagram::Node& node) const {
    const int old = m_before ? m_before->graph.findByName(node.name.toStdString()) : -1;
    if (old < 0)
        return nullptr;
    const Diagram::Node& before = m_before->nodes[static_cast<std::size_t>(old)];
    return before.inset && before.machine == node.machine ? &before.inset->diagram : nullptr;
}

void Maker::makeInset(std::size_t index) {
    Diagram::Node& node = m_diagram.nodes[index];
    const auto found = m_nestings.find(m_diagram.graph.nodes[index].name);
    if (found == m_nestings.end())
        return;
    const statemachine::Nesting& nesting = found->second;
    node.nested = nesting.show;
    node.machine = QString::fromStdString(nesting.machine);
    node.foldable = nesting.canOpen();
    if (!nesting.isOpen())
        return;
    auto inset = std::make_shared<Inset>();
    if (nesting.show == Show::Drawn)
        inset->diagram = Maker(nesting.definition->graph(), nesting.closed, m_diagram.direction,
                               m_style, nesting.inside)
                             .keepingOrderOf(insetBefore(node))
                             .make();
    else
        inset->words = emptyWords(nesting);
    node.inset = std::move(inset);
}

void Maker::makeEdges() {
    const QFontMetricsF labels(m_style.label);
    std::map<std::pair<int, int>, std::size_t> catches;
    for (std::size_t i = 0; i < m_diagram.graph.edges.size(); ++i) {
        const Graph::Edge& source = m_diagram.graph.edges[i];
        if (source.from == Graph::kNone || source.to == Graph::kNone)
            continue;
        const int part = static_cast<int>(i);
        if (source.kind == Kind::Catch) {
            const auto [found, fresh] =
                catches.try_emplace({source.from, source.to}, m_diagram.edges.size());
            if (!fresh) {
                m_diagram.edges[found->second].parts.push_back(part);
                continue;
            }
        }
        Diagram::Edge& edge = m_diagram.edges.emplace_back();
        edge.kind = source.kind;
        edge.from = source.from;
        edge.to = source.to;
        edge.parts = {part};
    }
    for (Diagram::Edge& edge : m_diagram.edges) {
        edge.fullLabel = labelOf(m_diagram.graph, edge);
        if (edge.fullLabel.isEmpty())
            continue;
        edge.label = labels.elidedText(shortened(edge.fullLabel), Qt::ElideRight,
                                       CanvasStyle::kMaxLabel - 16);
        edge.labelRect.setSize({std::ceil(labels.horizontalAdvance(edge.label) / 2) * 2 + 16,
                                CanvasStyle::kLabelHeight});
    }
}

void Maker::makeRegions() {
    for (const Graph::Region& source : m_diagram.graph.regions) {
        Diagram::Region region;
        const bool several =
            source.owner >= 0 &&
            m_diagram.graph.nodes[static_cast<std::size_t>(source.owner)].regions.size() > 1;
        if (several)
            region.caption = Texts::tr("Branch %1").arg(source.index + 1);
        m_diagram.regions.push_back(std::move(region));
    }
}

/// States are the same ones by their names, which are unique in a machine.
void Maker::rememberPlaces(layout::Input& input) const {
    if (!m_before)
        return;
    std::unordered_map<std::string_view, const Diagram::Node*> places;
    for (std::size_t i = 0; i < m_before->nodes.size(); ++i)
        places.emplace(m_before->graph.nodes[i].name, &m_before->nodes[i]);
    const bool down = m_diagram.direction == layout::Direction::TopDown;
    for (std::size_t i = 0; i < input.nodes.size(); ++i) {
        const auto found = places.find(m_diagram.graph.nodes[i].name);
        if (found == places.end())
            continue;
        const QPointF middle = found->second->header.center();
        input.nodes[i].former = {found->second->rank, down ? middle.x() : middle.y()};
    }
}

void Maker::place() {
    layout::Input input = layoutInput(m_diagram);
    rememberPlaces(input);
    const layout::Output output = layout::arrange(input, layoutOptions(m_diagram.direction));
    for (std::size_t i = 0; i < output.nodes.size(); ++i) {
        m_diagram.nodes[i].rank = output.nodes[i].reachable ? output.nodes[i].rank : -1;
        m_diagram.nodes[i].rect = toRect(output.nodes[i].rect);
        m_diagram.nodes[i].header = toRect(output.nodes[i].header);
    }
    for (std::size_t i = 0; i < output.edges.size(); ++i) {
        m_diagram.edges[i].line = toLine(output.edges[i].points);
        m_diagram.edges[i].labelRect = toRect(output.edges[i].label);
        m_diagram.edges[i].back = output.edges[i].back;
    }
    for (std::size_t i = 0; i < output.regions.size(); ++i) {
        m_diagram.regions[i].rect = toRect(output.regions[i].rect);
        m_diagram.regions[i].entry = toLine(output.regions[i].entry);
        m_diagram.regions[i].cap = toRect(output.regions[i].startCap);
    }
    m_diagram.bounds = toRect(output.bounds);
    shareLines();
}

void Maker::shareLines() {
    std::map<std::pair<int, Kind>, std::vector<const Diagram::Edge*>> groups;
    for (Diagram::Edge& edge : m_diagram.edges) {
        const Kind look = edge.kind == Kind::Choice ? Kind::Next : edge.kind;
        auto& earlier = groups[{edge.to, look}];
        qsizetype joint = edge.line.size();
        for (const Diagram::Edge* other : earlier)
            joint = std::min(joint, joins(edge.line, other->line));
        edge.own = cutAfter(edge.line, joint);
        edge.ownTail = roundedLength(edge.line, CanvasStyle::kCorner) -
                       roundedLength(edge.own, CanvasStyle::kCorner);
        earlier.push_back(&edge);
    }
}

} // namespace

Diagram makeDiagram(statemachine::Graph graph, layout::Direction direction,
                    const CanvasStyle& style) {
    return Maker(std::move(graph), direction, style).make();
}

Diagram makeDiagram(const statemachine::Graph& graph, const statemachine::ClosedStates& closed,
                    layout::Direction direction, const CanvasStyle& style,
                    const statemachine::Nestings& nestings, const Diagram* before) {
    return Maker(graph, closed, direction, style, nestings).keepingOrderOf(before).make();
}

namespace {

/// Where an inset's flow begins, in its own diagram.
QPointF beginOf(const Diagram& diagram) {
    const QRectF cap = diagram.regions.empty() ? QRectF() : diagram.regions.front().cap;
    return cap.isEmpty() ? diagram.bounds.center() : cap.center();
}

} // namespace

/// The drawing stands under the caption, and its begin under the header or, from the left to the
/// right, at the left.
QTransform Diagram::Node::fromInset() const {
    const QRectF inner = inset->diagram.bounds;
    const double scale = CanvasStyle::kInsetScale;
    const double begin = (beginOf(inset->diagram).x() - inner.left()) * scale;
    const bool down = inset->diagram.direction == layout::Direction::TopDown;
    const double left =
        down ? header.center().x() - begin : rect.left() + CanvasStyle::kInsetPadding;
    const double top = header.bottom() + CanvasStyle::kInsetCaption;
    return QTransform::fromTranslate(-inner.left(), -inner.top()) *
           QTransform::fromScale(scale, scale) * QTransform::fromTranslate(left, top);
}

CanvasStyle CanvasStyle::standard() {
    CanvasStyle style;
    style.name = QGuiApplication::font();
    style.name.setPixelSize(15);
    style.name.setWeight(QFont::DemiBold);
    style.detail = QGuiApplication::font();
    style.detail.setPixelSize(12);
    style.label = style.detail;
    return style;
}

layout::Options layoutOptions(layout::Direction direction) {
    layout::Options options;
    options.direction = direction;
    options.headerOverlap = CanvasStyle::kNodeHeight / 2;
    options.capSize = CanvasStyle::kCap;
    return options;
}

namespace {

/// What an opened Task needs below its header, in whole and even numbers as all boxes are.
layout::Size contentOf(const Diagram::Node& node, const CanvasStyle& style) {
    if (!node.inset)
        return {};
    constexpr double kPadding = CanvasStyle::kInsetPadding;
    const QSizeF inner = node.inset->words.isEmpty()
                             ? node.inset->diagram.bounds.size() * CanvasStyle::kInsetScale
                             : sizeOfWords(node.inset->words, style);
    return {std::ceil(inner.width() / 2) * 2 + 2 * kPadding,
            std::ceil(inner.height()) + CanvasStyle::kInsetCaption + kPadding};
}

double entryOf(const Diagram::Node& node) {
    if (!node.inset || !node.inset->words.isEmpty())
        return 0;
    const Diagram& inner = node.inset->diagram;
    const QPointF begin = (beginOf(inner) - inner.bounds.topLeft()) * CanvasStyle::kInsetScale;
    return inner.direction == layout::Direction::TopDown ? CanvasStyle::kInsetPadding + begin.x()
                                                         : CanvasStyle::kInsetCaption + begin.y();
}

} // namespace

layout::Input layoutInput(const Diagram& diagram) {
    layout::Input input;
    const CanvasStyle style = CanvasStyle::standard();
    for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
        const Graph::Node& source = diagram.graph.nodes[i];
        const QSizeF size = diagram.nodes[i].header.size();
        input.nodes.push_back({{size.width(), size.height()},
                               source.region,
                               source.regions,
                               0,
                               contentOf(diagram.nodes[i], style),
                               entryOf(diagram.nodes[i])});
    }
    for (const Graph::Region& region : diagram.graph.regions)
        input.regions.push_back({region.owner, region.start});
    for (const Diagram::Edge& edge : diagram.edges) {
        const auto& first = diagram.graph.edges[static_cast<std::size_t>(edge.parts.front())];
        const auto role =
            edge.kind == Kind::Catch ? layout::EdgeRole::Side : layout::EdgeRole::Main;
        input.edges.push_back({edge.from,
                               edge.to,
                               role,
                               {edge.labelRect.width(), edge.labelRect.height()},
                               first.index});
    }
    return input;
}

} // namespace ws::designer
