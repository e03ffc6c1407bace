#include "widgets/timeline/timelineaccessible.h"

#include "widgets/timeline/timelinecanvas.h"
#include "widgets/timeline/timelinetext.h"

#include <QAccessibleWidget>
#include <QPointer>
#include <QStringList>

#include <unordered_map>

namespace ws::timeline {

namespace {

/// One lane. Keeps the id and asks the canvas each time: lanes come and go.
class LaneAccessible : public QAccessibleInterface {
public:
    LaneAccessible(TimelineCanvas* canvas, base::EnvironmentId environment)
        : m_canvas(canvas)
        , m_environment(environment) {}

    bool isValid() const override { return m_canvas && lane() && row(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(m_canvas);
    }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString&) override {}

    QRect rect() const override {
        if (!isValid())
            return {};
        const QRect inside = m_canvas->rowRect(*row());
        return {m_canvas->viewport()->mapToGlobal(inside.topLeft()), inside.size()};
    }

    QString text(QAccessible::Text kind) const override {
        if (!isValid())
            return {};
        if (kind == QAccessible::Name)
            return environmentName(*lane(), m_canvas->rows().rows()[*row()].letter);
        if (kind == QAccessible::Description)
            return laneDetails(m_canvas->cut().head(*lane()), m_canvas->now());
        if (kind == QAccessible::Value && m_canvas->cut().spanCount(*lane()) > 0)
            return spanDescription(span(), m_canvas->cut(), m_canvas->now());
        return {};
    }

    QAccessible::State state() const override {
        QAccessible::State state;
        state.focusable = true;
        state.selectable = true;
        const auto current = m_canvas ? m_canvas->current() : std::nullopt;
        state.focused = current && current->environment == m_environment && m_canvas->hasFocus();
        state.invalid = !isValid();
        return state;
    }

private:
    const telemetry::Lane* lane() const { return m_canvas->recorder().lane(m_environment); }
    std::optional<std::size_t> row() const { return m_canvas->rows().rowOf(m_environment); }
    /// The one under the keyboard, else what the environment does then.
    telemetry::Span span() const {
        const auto current = m_canvas->current();
        const bool here = current && current->environment == m_environment && current->span;
        const auto cut = m_canvas->cut();
        return cut.span(*lane(), here ? *current->span : cut.spanCount(*lane()) - 1);
    }

    const QPointer<TimelineCanvas> m_canvas;
    const base::EnvironmentId m_environment;
};

class CanvasAccessible : public QAccessibleWidget {
public:
    explicit CanvasAccessible(TimelineCanvas* canvas)
        : QAccessibleWidget(canvas, QAccessible::List)
        , m_canvas(canvas) {}
    ~CanvasAccessible() override {
        for (const auto& [environment, id] : m_children)
            QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return int(m_canvas->rows().laneCount()); }
    QAccessibleInterface* child(int index) const override {
        int seen = 0;
        for (const Row& row : m_canvas->rows().rows()) {
            if (!row.isHeading() && seen++ == index)
                return childOf(row.environment);
        }
        return nullptr;
    }
    int indexOfChild(const QAccessibleInterface* wanted) const override {
        for (int i = 0; i < childCount(); ++i) {
            if (child(i) == wanted)
                return i;
        }
        return -1;
    }
    QAccessibleInterface* focusChild() const override {
        const auto current = m_canvas->current();
        return current && m_canvas->hasFocus() ? childOf(current->environment) : nullptr;
    }
    QString text(QAccessible::Text kind) const override {
        const auto current = m_canvas->current();
        const auto* child = current ? childOf(current->environment) : nullptr;
        if (kind != QAccessible::Value)
            return QAccessibleWidget::text(kind);
        QStringList told;
        if (const auto instant = m_canvas->instant())
            told << instantText(*instant);
        if (child && child->isValid())
            told << child->text(QAccessible::Name) << child->text(QAccessible::Value);
        return told.isEmpty() ? QAccessibleWidget::text(kind) : told.join(QStringLiteral(", "));
    }

private:
    QAccessibleInterface* childOf(base::EnvironmentId environment) const {
        const auto known = m_children.find(environment);
        if (known != m_children.end())
            return QAccessible::accessibleInterface(known->second);
        auto* made = new LaneAccessible(m_canvas, environment);
        m_children[environment] = QAccessible::registerAccessibleInterface(made);
        return made;
    }

    TimelineCanvas* const m_canvas; ///< not owned; outlives this
    mutable std::unordered_map<base::EnvironmentId, QAccessible::Id> m_children;
};

} // namespace

QAccessibleInterface* makeTimelineAccessible(const QString&, QObject* object) {
    auto* canvas = qobject_cast<TimelineCanvas*>(object);
    return canvas ? new CanvasAccessible(canvas) : nullptr;
}

} // namespace ws::timeline
