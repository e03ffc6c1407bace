#include "widgets/designer/annotationplaces.h"

#include "widgets/designer/index.h"

#include <QFontMetricsF>
#include <QTextLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

namespace ws::designer {

namespace {

using workspace::CanvasNote;
using workspace::CanvasRegion;

constexpr double kLeastSide = 40;
constexpr double kLostGap = 32;   // between the graph and notes whose state is gone
constexpr double kAround = 16;    // from a region's states to its border
constexpr double kNesting = 12;   // more for each region inside
constexpr double kTitle = 24;     // height
constexpr double kTitleSide = 14; // around the title's words
constexpr double kApart = 10;     // between a region and what it does not hold
constexpr double kRound = 10;     // corners of a region
constexpr double kBeside = 24;    // between a state and its note
constexpr double kPadding = 8;    // of a note

/// The state's box, or that of what it is closed away in.
struct Found {
    int node = -1;
    bool hidden = false;
};

Found find(const Diagram& diagram, const std::string& state) {
    if (const int node = diagram.graph.findByName(state); node >= 0)
        return {node, false};
    for (std::size_t i = 0; i < diagram.nodes.size(); ++i) {
        const auto& hidden = diagram.nodes[i].hidden;
        if (std::find(hidden.begin(), hidden.end(), state) != hidden.end())
            return {static_cast<int>(i), true};
    }
    return {};
}

QSizeF sizeOf(const CanvasNote& note) {
    return {std::max(note.width, kLeastSide), std::max(note.height, kLeastSide)};
}

std::vector<NotePlace> notePlaces(const Diagram& diagram, const std::vector<CanvasNote>& notes) {
    using Tie = NotePlace::Tie;
    std::vector<NotePlace> places;
    QPointF lost = diagram.bounds.topRight() + QPointF(kLostGap, 0);
    for (const CanvasNote& note : notes) {
        const QPointF shift(note.x, note.y);
        NotePlace place;
        const Found found = note.state.empty() ? Found{} : find(diagram, note.state);
        if (note.state.empty()) {
            place.rect = {diagram.bounds.topLeft() + shift, sizeOf(note)};
        } else if (found.node < 0) {
            place.tie = Tie::Lost;
            place.rect = {lost, sizeOf(note)};
            lost.ry() += place.rect.height() + kAround;
        } else if (found.hidden) {
            place.tie = Tie::Hidden;
        } else {
            place.tie = Tie::State;
            place.node = found.node;
            place.rect = {diagram.nodes[at(found.node)].header.topLeft() + shift, sizeOf(note)};
        }
        places.push_back(place);
    }
    return places;
}

/// For each region how many levels of others lie in it: one with the same states lies in an
/// earlier one.
std::vector<int> nestings(const std::vector<std::set<int>>& members) {
    std::vector<std::size_t> order(members.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return members[a].size() < members[b].size();
    });
    std::vector<int> levels(members.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (!members[order[j]].empty() &&
                std::ranges::includes(members[order[i]], members[order[j]]))
                levels[order[i]] = std::max(levels[order[i]], levels[order[j]] + 1);
        }
    }
    return levels;
}

/// The state that the container of another one is; -1: it is in none.
int holderOf(const statemachine::Graph& graph, int node) {
    return graph.regions[at(graph.nodes[at(node)].region)].owner;
}

bool isIn(const statemachine::Graph& graph, int node, const std::set<int>& holders) {
    for (int up = node; up >= 0; up = holderOf(graph, up)) {
        if (holders.contains(up))
            return true;
    }
    return false;
}

/// The places of states that are among a region's states and not of them.
std::vector<QRectF> othersIn(const Diagram& diagram, const std::set<int>& members,
                             const QRectF& rect) {
    std::set<int> around; // what the members are in holds the region too
    for (const int member : members) {
        for (int up = holderOf(diagram.graph, member); up >= 0; up = holderOf(diagram.graph, up))
            around.insert(up);
    }
    std::vector<QRectF> others;
    for (int node = 0; node < static_cast<int>(diagram.nodes.size()); ++node) {
        const QRectF& box = diagram.nodes[at(node)].rect;
        if (box.intersects(rect) && !around.contains(node) && !isIn(diagram.graph, node, members))
            others.push_back(box.adjusted(-kApart, -kApart, kApart, kApart));
    }
    return others;
}

/// At the upper edge, from the left, where it covers no other state.
QRectF titlePlace(const RegionPlace& place, double width) {
    const QRectF first(place.rect.topLeft(), QSizeF(width, kTitle));
    const auto isFree = [&](const QRectF& wish) {
        return wish.right() <= place.rect.right() &&
               std::ranges::none_of(place.others,
                                    [&](const QRectF& other) { return other.intersects(wish); });
    };
    QRectF wish = first;
    for (const QRectF& other : place.others) {
        if (isFree(wish))
            return wish;
        wish.moveLeft(other.right());
    }
    return isFree(wish) ? wish : first;
}

std::vector<RegionPlace> regionPlaces(const Diagram& diagram,
                                      const std::vector<CanvasRegion>& regions) {
    std::vector<std::set<int>> members;
    for (const CanvasRegion& region : regions) {
        std::set<int> nodes;
        for (const std::string& state : region.states) {
            if (const Found found = find(diagram, state); found.node >= 0)
                nodes.insert(found.node);
        }
        members.push_back(std::move(nodes));
    }
    const std::vector<int> levels = nestings(members);
    const QFontMetricsF metrics(CanvasStyle::standard().label);
    std::vector<RegionPlace> places(regions.size());
    for (std::size_t i = 0; i < regions.size(); ++i) {
        RegionPlace& place = places[i];
        if (members[i].empty())
            continue;
        place.nesting = levels[i];
        place.depth = diagram.nodes[at(*members[i].begin())].depth;
        for (const int node : members[i]) {
            place.rect |= diagram.nodes[at(node)].rect;
            place.depth = std::min(place.depth, diagram.nodes[at(node)].depth);
        }
        const double around = kAround + kNesting * levels[i];
        place.rect.adjust(-around, -around - kTitle * (levels[i] + 1), around, around);
        const double words = metrics.horizontalAdvance(QString::fromStdString(regions[i].title));
        place.others = othersIn(diagram, members[i], place.rect);
        place.title = titlePlace(
            place, std::min(std::max(words, kTitle) + 2 * kTitleSide, place.rect.width()));
    }
    return places;
}

} // namespace

AnnotationPlaces placesOf(const Diagram& diagram, const workspace::Annotations& annotations) {
    return {notePlaces(diagram, annotations.notes), regionPlaces(diagram, annotations.regions)};
}

QPainterPath groundOf(const RegionPlace& region) {
    QPainterPath ground;
    ground.addRoundedRect(region.rect, kRound, kRound);
    for (const QRectF& other : region.others) {
        QPainterPath hole;
        hole.addRoundedRect(other, kRound, kRound);
        ground -= hole;
    }
    return ground;
}

void setPlace(CanvasNote& note, const Diagram& diagram, const QRectF& rect) {
    const Found found = note.state.empty() ? Found{} : find(diagram, note.state);
    QPointF origin = diagram.bounds.topLeft();
    if (found.node >= 0)
        origin = diagram.nodes[at(found.node)].header.topLeft();
    else
        note.state.clear(); // whoever moves a note whose state is gone wants it there
    // Whole pixels: the file is read by people.
    note.x = std::round(rect.x() - origin.x());
    note.y = std::round(rect.y() - origin.y());
    note.width = std::round(std::max(rect.width(), kLeastSide));
    note.height = std::round(std::max(rect.height(), kLeastSide));
}

QRectF placeBeside(const Diagram& diagram, const AnnotationPlaces& places, int node, QSizeF size,
                   const QRectF& seen) {
    const QRectF box = diagram.nodes[at(node)].header;
    const QRectF right({box.right() + kBeside, box.top()}, size);
    const std::array<QRectF, 4> wishes{
        right, QRectF({box.left() - kBeside - size.width(), box.top()}, size),
        QRectF({box.right() + kBeside, box.top() - size.height() + box.height()}, size),
        QRectF({box.left() - kBeside - size.width(), box.top() - size.height() + box.height()},
               size)};
    const auto isFree = [&](const QRectF& wish) {
        return std::ranges::none_of(
                   diagram.nodes,
                   [&](const auto& state) {
                       return (state.inset ? state.rect : state.header).intersects(wish);
                   }) &&
               std::ranges::none_of(
                   diagram.edges,
                   [&](const auto& edge) { return edge.labelRect.intersects(wish); }) &&
               std::ranges::none_of(places.notes,
                                    [&](const auto& note) { return note.rect.intersects(wish); });
    };
    const auto isSeen = [&](const QRectF& wish) { return seen.contains(wish) && isFree(wish); };
    auto found = std::ranges::find_if(wishes, isSeen);
    if (found == wishes.end())
        found = std::ranges::find_if(wishes, isFree);
    return found == wishes.end() ? right : *found;
}

QFont noteFont() {
    return CanvasStyle::standard().detail;
}

QStringList wrappedText(const QString& text, double width) {
    QStringList lines;
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    for (const QString& paragraph : text.split(u'\n')) {
        QTextLayout layout(paragraph, noteFont());
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(std::max(width - 2 * kPadding, 1.0));
            lines << paragraph.mid(line.textStart(), line.textLength());
        }
        layout.endLayout();
    }
    return lines;
}

double heightFor(const QString& text, double width) {
    return std::ceil(QFontMetricsF(noteFont()).lineSpacing() *
                         static_cast<double>(wrappedText(text, width).size()) +
                     2 * kPadding);
}

} // namespace ws::designer
