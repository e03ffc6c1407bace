#include "widgets/dataplane/spandelegate.h"

#include <QPainter>

#include <algorithm>

namespace ws::dataplane {

using telemetry::RunTree;
using theme::Role;

namespace {

constexpr double kBar = 10;
constexpr double kLeast = 2; // pixels: what took no time is still there

QRectF barArea(const QRectF& cell) {
    return cell.adjusted(4, 0, -4, 0);
}

QColor lighter(QColor colour) {
    colour.setAlphaF(0.3F);
    return colour;
}

} // namespace

SpanDelegate::SpanDelegate(const models::RunModel& model, const models::RunFilter& filter,
                           const SpanScale& scale, theme::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
    , m_filter(filter)
    , m_scale(scale)
    , m_theme(theme) {}

SpanDelegate::Bars SpanDelegate::barsOf(const RunTree::Node& node, const QRectF& rect) const {
    const auto span = [&](base::TimePoint begin, base::TimePoint end) {
        const double left = std::max(0.0, m_scale.xOf(begin, rect.width()));
        const double right = std::min(rect.width(), m_scale.xOf(end, rect.width()));
        if (right < 0 || left > rect.width())
            return QRectF();
        return QRectF(rect.left() + std::min(left, rect.width() - kLeast),
                      rect.center().y() - kBar / 2, std::max(kLeast, right - left), kBar);
    };
    Bars bars;
    const base::TimePoint end = node.end.value_or(std::max(m_scale.present, node.begin));
    bars.whole = span(node.begin, end);
    for (const RunTree::Attempt& attempt : node.attempts)
        bars.attempts.push_back(span(attempt.begin, attempt.end.value_or(end)));
    for (std::size_t i = 0; i < node.attempts.size(); ++i) {
        const RunTree::Attempt& attempt = node.attempts[i];
        if (attempt.failed && attempt.end)
            bars.failed.push_back(span(attempt.begin, *attempt.end));
        if (i > 0 && node.attempts[i - 1].end)
            bars.waits.push_back(span(*node.attempts[i - 1].end, attempt.begin));
    }
    return bars;
}

int SpanDelegate::attemptAt(const RunTree::Node& node, const QRectF& cell,
                            const QPointF& position) const {
    constexpr double kNear = 3; // pixels: what was short is still hit
    const Bars bars = barsOf(node, barArea(cell));
    for (std::size_t i = bars.attempts.size(); i > 0; --i) {
        const QRectF& bar = bars.attempts[i - 1];
        if (!bar.isEmpty() &&
            bar.adjusted(-kNear, -cell.height(), kNear, cell.height()).contains(position))
            return int(i - 1);
    }
    return -1;
}

void SpanDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const {
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    QStyledItemDelegate::paint(painter, ground, QModelIndex());
    if (!index.isValid())
        return;
    const QModelIndex source = m_filter.mapToSource(index);
    const RunTree::Node& node = m_model.nodeOf(source);
    const bool isContainer = node.isContainer() || m_model.placeOf(source).node < 0;
    if (isContainer && m_scale.containers == SpanScale::Containers::Hidden)
        return;
    const Bars bars = barsOf(node, barArea(option.rect));
    if (bars.whole.isEmpty())
        return;
    painter->save();
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    const theme::StatusStyle style = m_theme.status(models::themeStatus(node.status));
    if (isContainer) {
        painter->setPen(QPen(style.border, 1));
        painter->setBrush(style.fill);
        painter->drawRoundedRect(bars.whole.adjusted(0.5, 2.5, -0.5, -2.5), 2, 2);
        painter->restore();
        return;
    }
    painter->setBrush(style.border);
    painter->drawRoundedRect(bars.whole, 2, 2);
    for (const QRectF& wait : bars.waits) {
        painter->setBrush(m_theme.colour(Role::Panel));
        painter->drawRect(wait);
        painter->setBrush(lighter(m_theme.status(theme::Status::Waiting).border));
        painter->drawRect(wait.adjusted(0, 3, 0, -3));
    }
    painter->setBrush(m_theme.status(theme::Status::Failed).border);
    for (const QRectF& failed : bars.failed)
        painter->drawRoundedRect(failed, 1, 1);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(m_theme.colour(Role::Text), 1.5));
    for (std::size_t i = 0; i < node.attempts.size(); ++i) {
        if (m_scale.attempt > 0 && node.attempts[i].scheduled == m_scale.attempt)
            painter->drawRoundedRect(bars.attempts[i].adjusted(-2, -2, 2, 2), 2, 2);
    }
    painter->restore();
}

} // namespace ws::dataplane
