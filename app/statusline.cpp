#include "app/statusline.h"

#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"

#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QWidgetAction>

#include <algorithm>

namespace ws::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kShown = 8s;
constexpr int kNoticeWidth = 420;

int lastOf(const std::vector<telemetry::SeriesPoint>& series) {
    return series.empty() ? 0 : series.back().value;
}

} // namespace

StatusLine::StatusLine(feed::EngineFeed& feed, theme::Theme& theme, QWidget* parent)
    : QStatusBar(parent)
    , m_feed(feed)
    , m_theme(theme)
    , m_engineIcon(new QLabel(this))
    , m_engine(new QLabel(this))
    , m_environments(new QLabel(this))
    , m_asOfText(new QLabel(this))
    , m_noticesButton(new QToolButton(this)) {
    theme::setDecoration(*m_engineIcon);
    setSizeGripEnabled(false);
    setContentsMargins(0, 0, theme::Theme::space(2), 0);
    m_noticesButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_noticesButton->setIconSize(QSize(14, 14));
    m_noticesButton->hide();
    addPermanentWidget(m_noticesButton);
    addPermanentWidget(m_asOfText);
    addPermanentWidget(m_environments);
    addPermanentWidget(m_engineIcon);
    addPermanentWidget(m_engine);
    connect(m_noticesButton, &QToolButton::clicked, this, &StatusLine::showNotices);
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this,
            [this](const std::vector<telemetry::Event>& events) {
                collectNotices(events);
                refresh();
            });
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, &StatusLine::refresh);
    connect(&m_feed, &feed::EngineFeed::snapshotChanged, this, &StatusLine::refresh);
    connect(&m_feed, &feed::EngineFeed::noticed, this, &StatusLine::addNotice);
    connect(&m_theme, &theme::Theme::changed, this, &StatusLine::refresh);
    refresh();
}

void StatusLine::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QStatusBar::changeEvent(event);
}

void StatusLine::tell(const QString& text) {
    showMessage(text, int(std::chrono::milliseconds(kShown).count()));
}

void StatusLine::setAsOf(fleet::Day day) {
    m_asOf = day;
    refresh();
}

QString StatusLine::engineText() const {
    return m_engine->text();
}

void StatusLine::refresh() {
    const telemetry::Recorder& recorder = m_feed.recorder();
    const int running = lastOf(recorder.concurrencySeries());
    const int alive = lastOf(recorder.environmentSeries());
    const bool open = !m_feed.snapshot().root.empty();
    const theme::StatusStyle style =
        m_theme.status(running > 0 ? theme::Status::Running : theme::Status::Succeeded);
    m_engineIcon->setVisible(open);
    m_engineIcon->setPixmap(m_theme.pixmap(running > 0 ? style.icon : QStringLiteral("check"),
                                           style.border, 14, devicePixelRatioF()));
    m_environments->setVisible(open);
    m_environments->setText(tr("%n environment(s)", nullptr, alive));
    m_environments->setToolTip(tr("Execution environments that are alive"));
    if (!open)
        m_engine->setText(tr("No workspace"));
    else
        m_engine->setText(running > 0 ? tr("%n running", nullptr, running) : tr("Ready"));
    m_asOfText->setVisible(m_asOf != fleet::kToday);
    m_asOfText->setText(tr("As of %1").arg(QString::fromStdString(fleet::dayText(m_asOf))));
    m_asOfText->setToolTip(tr("Scaling, billing and payload limits are those of that day. The "
                              "settings change it."));
    m_noticesButton->setVisible(!m_notices.empty());
    m_noticesButton->setIcon(
        m_theme.icon(QStringLiteral("warning"), m_theme.colour(theme::Role::Warning)));
    m_noticesButton->setText(tr("%n notice(s)", nullptr, int(m_notices.size())));
    m_noticesButton->setToolTip(tr("What this computer cannot give to functions"));
}

void StatusLine::collectNotices(const std::vector<telemetry::Event>& events) {
    for (const telemetry::Event& event : events) {
        if (const auto* started = std::get_if<telemetry::EnvironmentStarted>(&event.body)) {
            for (const std::string& code : started->notices)
                addNotice({code, {}});
        }
    }
}

void StatusLine::addNotice(const base::Error& notice) {
    if (std::ranges::find(m_notices, notice) != m_notices.end())
        return;
    m_notices.push_back(notice);
    refresh();
}

void StatusLine::showNotices() {
    QMenu menu(this);
    for (const base::Error& notice : m_notices) {
        auto* label = new QLabel(theme::message(notice), &menu);
        label->setWordWrap(true);
        label->setFixedWidth(kNoticeWidth);
        label->setContentsMargins(10, 6, 10, 6);
        auto* action = new QWidgetAction(&menu);
        action->setDefaultWidget(label);
        menu.addAction(action);
    }
    menu.exec(m_noticesButton->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
}

} // namespace ws::app
