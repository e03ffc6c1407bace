#include "widgets/dataplane/arrivalschart.h"

#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace ws::dataplane {

namespace {

constexpr int kBars = 80;
constexpr int kMargin = 8;

} // namespace

ArrivalsChart::ArrivalsChart(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    theme::setAccessibleRole(*this, QAccessible::Chart);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(&m_theme, &theme::Theme::changed, this, qOverload<>(&QWidget::update));
    describe();
}

void ArrivalsChart::setLoad(const std::optional<fleet::Load>& load, std::uint64_t seed) {
    m_bars.clear();
    m_arrivals = 0;
    m_isWhole = true;
    m_span = base::Duration{0};
    if (load) {
        std::vector<base::Duration> times;
        fleet::LoadGenerator generator(*load, seed);
        while (const auto at = generator.next()) {
            if (std::int64_t(times.size()) == kMost) {
                m_isWhole = false;
                break;
            }
            times.push_back(*at);
        }
        m_arrivals = std::int64_t(times.size());
        const base::Duration last = times.empty() ? base::Duration{0} : times.back();
        m_span = m_isWhole ? std::max(load->duration, last) : last;
        m_bars.assign(kBars, 0);
        for (const base::Duration at : times) {
            const auto bar = m_span.count() > 0 ? at.count() * kBars / (m_span.count() + 1) : 0;
            ++m_bars[std::size_t(bar)];
        }
    }
    describe();
    update();
}

void ArrivalsChart::setProgress(std::optional<double> progress) {
    m_progress = progress;
    update();
}

void ArrivalsChart::describe() {
    setAccessibleName(tr("Arrivals of the load"));
    QString text = tr("No load yet");
    if (!m_bars.empty())
        text =
            m_isWhole
                ? tr("%1 invocations over %2")
                      .arg(QLocale().toString(qlonglong(m_arrivals)), theme::durationText(m_span))
                : tr("More than %1 invocations; the first %2 are shown")
                      .arg(QLocale().toString(qlonglong(m_arrivals)), theme::durationText(m_span));
    setAccessibleDescription(text);
    setToolTip(text);
}

void ArrivalsChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        describe();
        update();
    }
    QWidget::changeEvent(event);
}

QRect ArrivalsChart::plot() const {
    const int caption = fontMetrics().height() + 4;
    return rect().adjusted(kMargin, 4, -kMargin, -caption);
}

void ArrivalsChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(theme::Role::Canvas));
    const QRect area = plot();
    painter.setPen(m_theme.colour(theme::Role::Border));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    const int highest = m_bars.empty() ? 0 : *std::max_element(m_bars.begin(), m_bars.end());
    const double width = double(area.width()) / kBars;
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < m_bars.size() && highest > 0; ++i) {
        const double height = double(m_bars[i]) / highest * (area.height() - 2);
        const bool isPast = m_progress && double(i) / kBars < *m_progress;
        painter.setBrush(
            m_theme.colour(isPast ? theme::Role::Success : theme::Role::SeriesConcurrency));
        painter.drawRect(QRectF(area.left() + double(i) * width, area.bottom() - height,
                                std::max(1.0, width - 1), height));
    }
    if (m_progress) {
        painter.setPen(QPen(m_theme.colour(theme::Role::Text), 1.5));
        const double x = area.left() + *m_progress * area.width();
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
    painter.setPen(m_theme.colour(theme::Role::TextSecondary));
    painter.drawText(rect().adjusted(kMargin, 0, -kMargin, -2), Qt::AlignBottom | Qt::AlignLeft,
                     fontMetrics().elidedText(toolTip(), Qt::ElideRight, area.width()));
}

} // namespace ws::dataplane
