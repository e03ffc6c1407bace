#include "widgets/dataplane/resultview.h"

#include "widgets/dataplane/elidedlabel.h"
#include "widgets/dataplane/metricchip.h"
#include "widgets/theme/accessibility.h"
#include "widgets/theme/causewords.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/executionstatus.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QStyle>
#include <QTabWidget>

namespace ws::dataplane {
namespace {

constexpr int kAccepted = 202; ///< the answer to an asynchronous event
constexpr int kMayRun = 204;   ///< to a dry run

theme::Status statusOf(const telemetry::InvocationFinished& report) {
    using telemetry::InvocationStatus;
    if (report.status == InvocationStatus::Succeeded)
        return theme::Status::Succeeded;
    return report.status == InvocationStatus::TimedOut ? theme::Status::TimedOut
                                                       : theme::Status::Failed;
}

/// For people when it is JSON, else as it is. Large payloads are not reformatted.
std::string readable(const std::string& payload) {
    constexpr std::size_t kReformatted = 1 << 20;
    if (payload.size() > kReformatted)
        return payload;
    const auto value = json::Value::parse(payload);
    return value ? value->pretty() : payload;
}

bool isObject(const std::string& text) {
    const auto value = json::Value::parse(text);
    return value && value->isObject();
}

void repolish(QWidget* widget) {
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace

ResultView::ResultView(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    build();
    connect(&m_theme, &theme::Theme::changed, this, &ResultView::refresh);
    refresh();
}

void ResultView::build() {
    m_stack = new QStackedWidget(this);
    m_empty = new theme::EmptyState(this);
    m_result = new QWidget(this);

    m_statusIcon = new QLabel(m_result);
    theme::setDecoration(*m_statusIcon);
    m_status = new QLabel(m_result);
    theme::setAccessibleRole(*m_status, QAccessible::AlertMessage);
    m_status->setProperty("heading", true);
    m_series = new QLabel(m_result);
    m_series->setProperty("muted", true);
    m_start = new ElidedLabel(m_result);
    m_start->setProperty("chip", true);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::Theme::space(2));
    head->addWidget(m_statusIcon);
    head->addWidget(m_status);
    head->addStretch(1);
    head->addWidget(m_start);

    m_banner = new QFrame(m_result);
    m_bannerText = new QLabel(m_banner);
    m_bannerText->setWordWrap(true);
    m_bannerText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* bannerLayout = new QVBoxLayout(m_banner);
    bannerLayout->setContentsMargins(10, 6, 10, 6);
    bannerLayout->addWidget(m_bannerText);

    m_metrics = new QWidget(m_result);
    m_duration = new MetricChip(m_metrics);
    m_billed = new MetricChip(m_metrics);
    m_init = new MetricChip(m_metrics);
    m_memory = new MetricChip(m_metrics);
    auto* grid = new QHBoxLayout(m_metrics);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme::Theme::space(1));
    for (MetricChip* chip : {m_duration, m_billed, m_init, m_memory})
        grid->addWidget(chip, 1);

    m_payload = new codeeditor::CodeView(m_theme, m_result);
    m_payload->makeCompact();
    m_payload->setLanguage(codeeditor::Language::Json);
    m_payload->setReadOnly(true);
    m_payload->setWrapMode(QsciScintilla::WrapWord);
    m_log = new QPlainTextEdit(m_result);
    m_log->setReadOnly(true);
    m_log->setProperty("frameless", true);
    m_tabs = new QTabWidget(m_result);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_payload, {});
    m_tabs->addTab(m_log, {});

    auto* layout = new QVBoxLayout(m_result);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(theme::Theme::space(2));
    layout->addLayout(head);
    layout->addWidget(m_series);
    layout->addWidget(m_banner);
    layout->addWidget(m_metrics);
    layout->addWidget(m_tabs, 1);
    // Takes the room when there is no payload, instead of the banner.
    layout->addStretch();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_result);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

void ResultView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void ResultView::refresh() {
    m_log->setFont(m_theme.codeFont());
    m_duration->setCaption(tr("Duration"));
    m_billed->setCaption(tr("Billed"));
    m_memory->setCaption(tr("Memory"));
    showStart({});
    m_memory->setToolTip(tr("Most memory used, of the memory that is configured"));
    m_tabs->setTabText(0, tr("Payload"));
    m_tabs->setTabText(1, tr("Log tail"));
    m_payload->setAccessibleName(tr("Payload"));
    m_log->setAccessibleName(tr("Log tail"));
    clear();
    std::visit([this](const auto& content) { paint(content); }, m_content);
}

void ResultView::clear() {
    m_banner->hide();
    m_start->hide();
    m_series->hide();
    m_metrics->hide();
    m_tabs->show();
    m_tabs->setTabText(0, tr("Payload"));
    m_tabs->setTabVisible(1, false);
}

void ResultView::setStatus(theme::Status status, const QString& text) {
    const theme::StatusStyle style = m_theme.status(status);
    m_statusIcon->setPixmap(m_theme.pixmap(style.icon, style.border, 20, devicePixelRatioF()));
    if (text != m_status->text())
        theme::announce(*m_status, text);
    m_status->setText(text);
    m_stack->setCurrentWidget(m_result);
}

void ResultView::setBanner(const char* kind, const QString& text) {
    m_banner->setProperty("banner", QString::fromLatin1(kind));
    repolish(m_banner);
    m_bannerText->setText(text);
    m_banner->setVisible(!text.isEmpty());
}

void ResultView::setPayload(const std::string& text) {
    if (m_payload->bytes() != text)
        m_payload->setBytes(text);
}

void ResultView::showNothing() {
    m_content = Nothing{};
    refresh();
}

void ResultView::showRunning(const QString& what) {
    m_content = Running{what};
    refresh();
}

void ResultView::showInvocation(const fleet::InvokeResult& result,
                                const workspace::SeriesProgress& progress) {
    m_content = Invocation{result, progress};
    refresh();
}

void ResultView::showExecution(const telemetry::ExecutionRecord& record) {
    // The history is not shown here and may be long.
    telemetry::ExecutionRecord copy = record;
    copy.history.clear();
    m_content = std::move(copy);
    refresh();
}

void ResultView::showError(const base::Error& error) {
    m_content = error;
    refresh();
}

void ResultView::paint(const Nothing&) {
    m_empty->setText(tr("No result yet.\nPayload, duration, memory, and why the start was cold or "
                        "warm appear here."));
    m_stack->setCurrentWidget(m_empty);
}

void ResultView::paint(const Running& content) {
    setStatus(theme::Status::Running, tr("Running %1 …").arg(content.what));
    m_tabs->hide();
}

/// A cold start has an INIT, or a restore in its place.
void ResultView::showStart(const telemetry::InvocationFinished& report) {
    const auto& time = report.restore ? report.restore : report.init;
    m_init->setCaption(report.restore ? tr("Restore") : tr("Init"));
    m_init->setToolTip(report.restore
                           ? tr("Time until the environment was back from its version's snapshot")
                           : tr("Time of the code outside the handler; only a cold start has it"));
    m_init->setValue(time ? theme::durationText(*time) : tr("–"));
}

/// What has not run yet, or is not to run.
void ResultView::paintAcknowledged(int statusCode) {
    const bool queued = statusCode == kAccepted;
    setStatus(queued ? theme::Status::Queued : theme::Status::Succeeded,
              queued ? tr("In the queue") : tr("May be invoked"));
    m_start->hide();
    setBanner("info", queued ? tr("Accepted with status 202. The event runs from the queue; every "
                                  "attempt is among the invocations.")
                             : tr("Status 204: the function exists, the request is well formed and "
                                  "may be made. Nothing ran."));
    m_tabs->hide();
}

void ResultView::paint(const Invocation& content) {
    if (content.result.statusCode == kAccepted || content.result.statusCode == kMayRun) {
        paintAcknowledged(content.result.statusCode);
        return;
    }
    const telemetry::InvocationFinished& report = content.result.report;
    setStatus(statusOf(report), theme::invocationStatusName(report.status));
    const workspace::SeriesProgress& progress = content.progress;
    m_series->setVisible(progress.wanted > 1);
    m_series->setText(tr("%1 of %2 done: %3 cold, %4 failed. The last one:")
                          .arg(progress.finished)
                          .arg(progress.wanted)
                          .arg(progress.cold)
                          .arg(progress.failed));
    m_start->setFullText(theme::startReasonName(content.result.reason));
    m_start->setToolTip(theme::startReasonExplanation(content.result.reason));
    m_start->setVisible(report.environment != base::EnvironmentId{});
    if (content.result.statusCode >= 300)
        setBanner("error", theme::refusalLine(report.errorType, content.result.payload));
    else if (!content.result.functionError.empty())
        setBanner("error", theme::errorLine(content.result.payload));
    m_metrics->show();
    m_duration->setValue(theme::durationText(report.duration));
    m_billed->setValue(theme::durationText(report.billed));
    showStart(report);
    m_memory->setValue(tr("%1/%2 MB").arg(report.maxMemoryUsedMb).arg(report.memorySizeMb));
    setPayload(readable(content.result.payload));
    m_tabs->setTabVisible(1, true);
    m_log->setPlainText(QString::fromStdString(content.result.log));
}

void ResultView::paint(const telemetry::ExecutionRecord& content) {
    setStatus(theme::statusOf(content.status), theme::executionStatusName(content.status));
    if (content.finished) {
        m_start->setFullText(theme::durationText(*content.finished - content.started));
        m_start->setToolTip(tr("From the start of the execution to its end"));
        m_start->show();
    }
    if (!content.error.empty() || !content.cause.empty())
        setBanner("error",
                  theme::failureText(QString::fromStdString(content.error), content.cause));
    // A cause of many words is there in full, too.
    const bool explains = isObject(content.cause);
    m_tabs->setVisible(content.status == telemetry::ExecutionStatus::Succeeded || explains);
    m_tabs->setTabText(0, explains ? tr("Cause") : tr("Payload"));
    setPayload(explains ? readable(content.cause) : content.output.pretty());
}

void ResultView::paint(const base::Error& content) {
    setStatus(theme::Status::Failed, tr("Not run"));
    setBanner("error", theme::message(content));
    m_tabs->hide();
}

QString ResultView::statusText() const {
    return m_stack->currentWidget() == m_result ? m_status->text() : QString();
}

QString ResultView::payloadText() const {
    return m_tabs->isHidden() ? QString() : QString::fromStdString(m_payload->bytes());
}

QString ResultView::bannerText() const {
    return m_banner->isHidden() ? QString() : m_bannerText->text();
}

QString ResultView::startText() const {
    return m_start->isHidden() ? QString() : m_start->fullText();
}

} // namespace ws::dataplane
