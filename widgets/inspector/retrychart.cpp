#include "widgets/inspector/retrychart.h"

#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace ws::inspector {

using execution::PlannedRetry;
using theme::Role;

namespace {

constexpr std::size_t kMostRows = 8;
constexpr int kPadding = 8;

double secondsOf(base::Duration duration) {
    return std::chrono::duration<double>(duration).count();
}

} // namespace

RetryChart::RetryChart(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    theme::setAccessibleRole(*this, QAccessible::Chart);
    connect(&theme, &theme::Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void RetryChart::setRetrier(const statemachine::Retrier& retrier) {
    m_plan = execution::plannedRetries(retrier, kMostRows);
    m_attempts = std::max<std::int64_t>(0, retrier.maxAttempts);
    m_jitter = retrier.fullJitter;
    retranslate();
    updateGeometry();
    update();
}

QString RetryChart::lineOf(const PlannedRetry& retry) const {
    return m_jitter
               ? tr("Retry %1 after a pause of 0 to %2, between %3 and %4 after the first "
                    "failure.")
                     .arg(retry.number)
                     .arg(theme::durationText(retry.longest), theme::durationText(retry.earliest),
                          theme::durationText(retry.latest))
               : tr("Retry %1 after a pause of %2, %3 after the first failure.")
                     .arg(retry.number)
                     .arg(theme::durationText(retry.longest), theme::durationText(retry.latest));
}

QString RetryChart::summary() const {
    if (m_plan.empty())
        return tr("There is no retry: the error goes on at once.");
    const bool more = m_attempts > std::int64_t(m_plan.size());
    return more ? tr("The first %1 of %2 retries, if every attempt fails at once")
                      .arg(m_plan.size())
                      .arg(m_attempts)
                : tr("When the retries begin, if every attempt fails at once");
}

void RetryChart::retranslate() {
    setAccessibleName(tr("Preview of the retries"));
    QStringList lines{summary()};
    for (const PlannedRetry& retry : m_plan)
        lines += lineOf(retry);
    setAccessibleDescription(lines.join(u'\n'));
}

int RetryChart::rowHeight() const {
    return fontMetrics().height() + 6;
}

int RetryChart::rowsTop() const {
    return kPadding + rowHeight();
}

QSize RetryChart::sizeHint() const {
    return {320, rowsTop() + int(m_plan.size()) * rowHeight() + (m_plan.empty() ? 0 : kPadding)};
}

QSize RetryChart::minimumSizeHint() const {
    return {200, sizeHint().height()};
}

void RetryChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(
        QPen(m_theme.colour(hasFocus() ? Role::Accent : Role::Border), hasFocus() ? 2 : 1));
    painter.setBrush(m_theme.colour(Role::PanelRaised));
    painter.drawRoundedRect(frame, 6, 6);
    painter.setFont(m_theme.textFont(-1));
    painter.setPen(m_theme.colour(Role::TextSecondary));
    const int inner = width() - 2 * kPadding;
    painter.drawText(QRect(kPadding, kPadding / 2, inner, rowHeight()), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(summary(), Qt::ElideRight, inner));
    if (m_plan.empty())
        return;
    const QFontMetrics metrics = painter.fontMetrics();
    int labelWidth = 0;
    for (const PlannedRetry& retry : m_plan)
        labelWidth = std::max(labelWidth,
                              metrics.horizontalAdvance(QStringLiteral("%1.").arg(retry.number)));
    int timeWidth = 0;
    const auto timeOf = [&](const PlannedRetry& retry) {
        return m_jitter ? tr("0 to %1").arg(theme::durationText(retry.latest))
                        : theme::durationText(retry.latest);
    };
    for (const PlannedRetry& retry : m_plan)
        timeWidth = std::max(timeWidth, metrics.horizontalAdvance(timeOf(retry)));
    const double left = kPadding + labelWidth + 8;
    const double right = width() - kPadding - timeWidth - 10;
    const double whole = std::max(1e-6, secondsOf(m_plan.back().latest));
    const auto x = [&](base::Duration at) { return left + (right - left) * secondsOf(at) / whole; };
    base::Duration before{0};
    for (std::size_t at = 0; at < m_plan.size(); ++at) {
        const PlannedRetry& retry = m_plan[at];
        const int top = rowsTop() + int(at) * rowHeight();
        const QRectF row(left, top, right - left, rowHeight());
        const double middle = row.center().y();
        painter.setPen(m_theme.colour(Role::Text));
        painter.drawText(QRect(kPadding, top, labelWidth, rowHeight()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QStringLiteral("%1.").arg(retry.number));
        painter.setPen(QPen(m_theme.colour(Role::CanvasGrid), 1));
        painter.drawLine(QPointF(left, middle), QPointF(right, middle));
        // The pause itself, or the band in which the retry may begin.
        const double begin = m_jitter ? x(retry.earliest) : x(before);
        QColor band = m_theme.colour(Role::Accent);
        band.setAlphaF(m_jitter ? 0.28 : 0.5);
        painter.setPen(m_jitter ? QPen(m_theme.colour(Role::Accent), 1, Qt::DashLine)
                                : QPen(Qt::NoPen));
        painter.setBrush(band);
        painter.drawRoundedRect(
            QRectF(begin, middle - 5, std::max(2.0, x(retry.latest) - begin), 10), 3, 3);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colour(Role::Accent));
        if (!m_jitter)
            painter.drawEllipse(QPointF(x(retry.latest), middle), 4, 4);
        painter.setPen(m_theme.colour(Role::TextSecondary));
        painter.drawText(QRect(int(right) + 10, top, timeWidth, rowHeight()),
                         Qt::AlignRight | Qt::AlignVCenter, timeOf(retry));
        before = retry.latest;
    }
}

void RetryChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool RetryChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int at = (help->pos().y() - rowsTop()) / std::max(1, rowHeight());
        if (help->pos().y() >= rowsTop() && at < int(m_plan.size()))
            QToolTip::showText(help->globalPos(), lineOf(m_plan[std::size_t(at)]), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace ws::inspector
