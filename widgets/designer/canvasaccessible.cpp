#include "widgets/designer/canvasaccessible.h"

#include "widgets/designer/statusnames.h"
#include "widgets/designer/workflowview.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace ws::designer {

namespace {

/// What states and transitions have in common: an item of the view's list that has a place and no
/// parts. Owned by its view's interface.
class PartInterface : public QAccessibleInterface {
public:
    explicit PartInterface(WorkflowView* view)
        : m_view(view) {}

    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(m_view);
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    void setText(QAccessible::Text, const QString&) override {}
    QAccessible::Role role() const override { return QAccessible::ListItem; }

    QRect rect() const override {
        if (!isValid())
            return {};
        const QRect local = m_view->mapFromScene(box()).boundingRect();
        return {m_view->viewport()->mapToGlobal(local.topLeft()), local.size()};
    }

    QAccessible::State state() const override {
        QAccessible::State state;
        state.selectable = state.focusable = true;
        state.invalid = !isValid();
        const QWidget* seen = m_view->viewport();
        state.offscreen = !rect().intersects({seen->mapToGlobal(QPoint()), seen->size()});
        return state;
    }

protected:
    /// In the scene.
    virtual QRectF box() const = 0;
    const Diagram& diagram() const { return m_view->workflow().diagram(); }

    WorkflowView* const m_view;
};

/// One state; invalid once the diagram has fewer states.
class NodeInterface : public PartInterface {
public:
    NodeInterface(WorkflowView* view, int node)
        : PartInterface(view)
        , m_node(node) {}

    bool isValid() const override {
        return m_view && m_node < static_cast<int>(diagram().nodes.size());
    }

    QString text(QAccessible::Text kind) const override {
        if (!isValid())
            return {};
        const NodeLook look = m_view->workflow().content().nodeLook(m_node);
        if (kind == QAccessible::Name)
            return look.node->name;
        if (kind != QAccessible::Description && kind != QAccessible::Value)
            return {};
        return descriptionOf(look).join(QLatin1String(", "));
    }

    QAccessible::State state() const override {
        QAccessible::State state = PartInterface::state();
        const bool foldable = isValid() && diagram().nodes[std::size_t(m_node)].foldable;
        state.expandable = foldable;
        state.collapsed = foldable && diagram().nodes[std::size_t(m_node)].isClosed();
        state.expanded = foldable && !state.collapsed;
        state.selected = isValid() && m_view->workflow().chosenNodes().contains(m_node);
        state.focused = m_view->workflow().selectedNode() == m_node && m_view->hasFocus();
        return state;
    }

    /// Of a state, wherever it is drawn.
    static QStringList descriptionOf(const NodeLook& look) {
        QStringList parts{look.node->fullTypeLine};
        if (!look.node->hidden.empty())
            parts << WorkflowView::tr("Collapsed");
        if (look.node->inset)
            parts << (look.node->inset->words.isEmpty()
                          ? WorkflowView::tr("Shows the state machine “%1” inside")
                                .arg(look.node->machine)
                          : look.node->inset->words);
        else if (look.node->nested && !look.node->machine.isEmpty())
            parts << WorkflowView::tr("Starts the state machine “%1”").arg(look.node->machine);
        if (look.flags & NodeLook::HoldsSelected)
            parts << WorkflowView::tr("The selected state is inside");
        if (look.run)
            parts << statusName(look.run->status) << look.aside;
        else if (look.flags & NodeLook::InRun)
            parts << statusName(theme::Status::NotStarted);
        if (look.state->retryCount > 0)
            parts << QStringLiteral("Retry %1").arg(look.state->retryMaxAttempts);
        if (look.state->catchCount > 0)
            parts << QStringLiteral("Catch %1").arg(look.state->catchCount);
        if (look.flags & NodeLook::Paused)
            parts << statusName(theme::Status::Paused);
        if (look.flags & NodeLook::Breakpoint)
            parts << WorkflowView::tr("Breakpoint");
        if (look.flags & NodeLook::BreakpointOff)
            parts << WorkflowView::tr("Breakpoint, switched off");
        if (look.flags & NodeLook::Mocked)
            parts << WorkflowView::tr("Mocked");
        for (const QString& note : look.notes)
            parts << WorkflowView::tr("Note: %1").arg(note);
        return parts;
    }

private:
    QRectF box() const override { return diagram().nodes[static_cast<std::size_t>(m_node)].header; }

    const int m_node;
};

/// One state inside an opened Task, by its number among them.
class InsetInterface : public PartInterface {
public:
    InsetInterface(WorkflowView* view, int index)
        : PartInterface(view)
        , m_index(index) {}

    bool isValid() const override { return m_view && place().has_value(); }

    QString text(QAccessible::Text kind) const override {
        const auto found = place();
        if (!found)
            return {};
        const NodeLook look = m_view->workflow().insetLook(found->spot);
        if (kind == QAccessible::Name)
            return WorkflowView::tr("%1, inside “%2”", "two states")
                .arg(look.node->name, QString::fromStdString(found->spot.path.back()));
        if (kind != QAccessible::Description && kind != QAccessible::Value)
            return {};
        return NodeInterface::descriptionOf(look).join(QLatin1String(", "));
    }

    QAccessible::State state() const override {
        QAccessible::State state = PartInterface::state();
        const auto found = place();
        if (found) {
            const Diagram::Node& node = *m_view->workflow().insetLook(found->spot).node;
            state.expandable = node.foldable;
            state.collapsed = node.foldable && node.isClosed();
            state.expanded = node.foldable && !state.collapsed;
        }
        state.selected = found && m_view->workflow().selectedInset() == found->spot;
        state.focused = state.selected && m_view->hasFocus();
        state.readOnly = true;
        return state;
    }

private:
    QRectF box() const override { return place()->box; }
    std::optional<StatePlace> place() const {
        const std::vector<StatePlace>& all = m_view->workflow().insetPlaces();
        return std::size_t(m_index) < all.size() ? std::optional(all[std::size_t(m_index)])
                                                 : std::nullopt;
    }

    const int m_index;
};

/// One transition as it is drawn.
class EdgeInterface : public PartInterface {
public:
    EdgeInterface(WorkflowView* view, int edge)
        : PartInterface(view)
        , m_edge(edge) {}

    bool isValid() const override {
        return m_view && m_edge < static_cast<int>(diagram().edges.size());
    }

    QString text(QAccessible::Text kind) const override {
        if (!isValid())
            return {};
        if (kind == QAccessible::Name)
            return QStringLiteral("%1 → %2").arg(nameOf(line().from), nameOf(line().to));
        if (kind != QAccessible::Description && kind != QAccessible::Value)
            return {};
        QStringList parts{line().fullLabel.isEmpty()
                              ? keyword()
                              : QStringLiteral("%1: %2").arg(keyword(), line().fullLabel)};
        const auto look = m_view->workflow().content().edgeLook(m_edge);
        if (look.taken)
            parts << WorkflowView::tr("Taken in the run");
        else if (look.faded)
            parts << WorkflowView::tr("Not taken in the run");
        return parts.join(QLatin1String(", "));
    }

    QAccessible::State state() const override {
        QAccessible::State state = PartInterface::state();
        state.selected = isValid() && m_view->workflow().selectedEdge() == m_edge;
        state.focused = state.selected && m_view->hasFocus();
        return state;
    }

private:
    QRectF box() const override {
        return line().line.boundingRect().united(line().labelRect).adjusted(-1, -1, 1, 1);
    }
    /// Of the language, never translated.
    QString keyword() const {
        using Kind = statemachine::Graph::EdgeKind;
        switch (line().kind) {
        case Kind::Choice:
            return QStringLiteral("Choices");
        case Kind::Default:
            return QStringLiteral("Default");
        case Kind::Catch:
            return QStringLiteral("Catch");
        default:
            return QStringLiteral("Next");
        }
    }
    const Diagram::Edge& line() const { return diagram().edges[static_cast<std::size_t>(m_edge)]; }
    QString nameOf(int node) const { return diagram().nodes[static_cast<std::size_t>(node)].name; }

    const int m_edge;
};

/// A note or a region.
class AnnotationInterface : public PartInterface {
public:
    AnnotationInterface(WorkflowView* view, AnnotationRef part)
        : PartInterface(view)
        , m_part(part) {}

    bool isValid() const override {
        const AnnotationPlaces& all = m_view->workflow().places();
        return std::size_t(m_part.index) < (isNote() ? all.notes.size() : all.regions.size());
    }

    QString text(QAccessible::Text kind) const override {
        if (!isValid())
            return {};
        const auto& all = m_view->workflow().annotations();
        if (kind == QAccessible::Name)
            return isNote() ? WorkflowView::tr("Note: %1").arg(QString::fromStdString(note().text))
                            : WorkflowView::tr("Region: %1")
                                  .arg(QString::fromStdString(all.regions[index()].title));
        if (kind != QAccessible::Description)
            return {};
        if (isNote())
            return note().state.empty()
                       ? QString()
                       : WorkflowView::tr("On “%1”").arg(QString::fromStdString(note().state));
        QStringList states;
        for (const std::string& state : all.regions[index()].states)
            states << QString::fromStdString(state);
        return states.join(QLatin1String(", "));
    }

    QAccessible::State state() const override {
        QAccessible::State state;
        state.selectable = state.focusable = true;
        state.selected = m_view->workflow().selectedAnnotation() == m_part;
        state.focused = state.selected && m_view->hasFocus();
        state.invisible = isValid() && box().isEmpty();
        return state;
    }

private:
    std::size_t index() const { return std::size_t(m_part.index); }
    bool isNote() const { return m_part.kind == AnnotationRef::Kind::Note; }
    const workspace::CanvasNote& note() const {
        return m_view->workflow().annotations().notes[index()];
    }
    QRectF box() const override {
        const AnnotationPlaces& all = m_view->workflow().places();
        return isNote() ? all.notes[index()].rect : all.regions[index()].title;
    }

    const AnnotationRef m_part;
};

/// The states, then the transitions, the notes, the regions and what opened Tasks show.
class ViewInterface : public QAccessibleWidget {
public:
    explicit ViewInterface(WorkflowView* view)
        : QAccessibleWidget(view, QAccessible::List)
        , m_view(view) {}
    ~ViewInterface() override {
        for (const auto& ids : m_ids) {
            for (const auto& [index, id] : ids)
                QAccessible::deleteAccessibleInterface(id);
        }
    }

    int childCount() const override {
        int count = 0;
        for (const int part : counts())
            count += part;
        return count;
    }
    QAccessibleInterface* child(int index) const override {
        // What was a state may be a transition after the definition has changed.
        for (std::size_t kind = 0; kind < kKinds && index >= 0; ++kind) {
            const int count = counts()[kind];
            if (index < count)
                return part(kind, index);
            index -= count;
        }
        return nullptr;
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        int first = 0;
        for (std::size_t kind = 0; kind < kKinds; ++kind) {
            for (const auto& [index, id] : m_ids[kind]) {
                if (QAccessible::accessibleInterface(id) == child)
                    return first + index;
            }
            first += counts()[kind];
        }
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        const QPoint local = m_view->viewport()->mapFromGlobal(QPoint(x, y));
        const QPointF position = m_view->mapToScene(local);
        if (const auto found = scene().annotationAt(position))
            return annotation(*found);
        if (const auto spot = scene().insetAt(position); spot && spot->node >= 0)
            return inset(*spot);
        return child(scene().nodeAt(position));
    }
    QAccessibleInterface* focusChild() const override {
        if (const auto& chosen = scene().selectedAnnotation())
            return annotation(*chosen);
        if (const auto& spot = scene().selectedInset())
            return inset(*spot);
        return child(scene().selectedNode());
    }

private:
    enum Kind : std::size_t { kNodes, kEdges, kNotes, kRegions, kInsets, kKinds };

    const WorkflowScene& scene() const { return m_view->workflow(); }
    std::array<int, kKinds> counts() const {
        const Diagram& diagram = scene().diagram();
        const AnnotationPlaces& places = scene().places();
        return {int(diagram.nodes.size()), int(diagram.edges.size()), int(places.notes.size()),
                int(places.regions.size()), int(scene().insetPlaces().size())};
    }
    QAccessibleInterface* annotation(const AnnotationRef& chosen) const {
        return part(chosen.kind == AnnotationRef::Kind::Note ? kNotes : kRegions, chosen.index);
    }
    QAccessibleInterface* inset(const InsetSpot& spot) const {
        const std::vector<StatePlace>& all = scene().insetPlaces();
        const auto found = std::ranges::find(all, spot, &StatePlace::spot);
        return found == all.end() ? nullptr : part(kInsets, int(found - all.begin()));
    }
    QAccessibleInterface* part(std::size_t kind, int index) const {
        auto& id = m_ids[kind][index];
        if (id == 0)
            id = QAccessible::registerAccessibleInterface(made(kind, index));
        return QAccessible::accessibleInterface(id);
    }
    QAccessibleInterface* made(std::size_t kind, int index) const {
        if (kind == kNodes)
            return new NodeInterface(m_view, index);
        if (kind == kEdges)
            return new EdgeInterface(m_view, index);
        if (kind == kInsets)
            return new InsetInterface(m_view, index);
        const auto which = kind == kNotes ? AnnotationRef::Kind::Note : AnnotationRef::Kind::Region;
        return new AnnotationInterface(m_view, {which, index});
    }

    WorkflowView* const m_view;
    mutable std::array<std::map<int, QAccessible::Id>, kKinds> m_ids;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    if (auto* view = qobject_cast<WorkflowView*>(object))
        return new ViewInterface(view);
    return nullptr;
}

} // namespace

void announceFocus(WorkflowView& view) {
    if (!QAccessible::isActive())
        return;
    QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&view);
    QAccessibleInterface* now = list ? list->focusChild() : nullptr;
    if (!now)
        return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(list->indexOfChild(now));
    QAccessible::updateAccessibility(&event);
}

void installCanvasAccessibility() {
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed);
}

} // namespace ws::designer
