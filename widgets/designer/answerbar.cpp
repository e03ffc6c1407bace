#include "widgets/designer/answerbar.h"

#include "engine/execution/executor.h"
#include "engine/execution/tasktoken.h"
#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace ws::designer {

using Answered = base::Status;

namespace {

constexpr int kIcon = 18;
constexpr const char* kApproved = R"({"approved": true})";
constexpr const char* kRejected = "Rejected";
constexpr std::size_t kMostTip = 2'000;

} // namespace

AnswerBar::AnswerBar(feed::EngineFeed& feed, theme::Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_feed(feed)
    , m_theme(theme) {
    build();
    connect(&m_feed, &feed::EngineFeed::eventsArrived, this, &AnswerBar::refresh);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, &AnswerBar::refresh);
    connect(&m_theme, &theme::Theme::changed, this, &AnswerBar::restyle);
    retranslate();
    restyle();
    hide();
}

void AnswerBar::build() {
    setProperty("banner", QStringLiteral("warning"));
    m_icon = new QLabel(this);
    theme::setDecoration(*m_icon);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_tasks = new QComboBox(this);
    m_answer = new QLineEdit(this);
    m_send = new QPushButton(this);
    m_approve = new QPushButton(this);
    m_reject = new QPushButton(this);
    m_error = new QLabel(this);
    m_error->setWordWrap(true);
    m_error->setProperty("errorText", true);
    m_error->hide();
    auto* head = new QHBoxLayout;
    head->addWidget(m_icon);
    head->addWidget(m_text, 1);
    head->addWidget(m_tasks);
    head->addWidget(m_approve);
    head->addWidget(m_reject);
    auto* row = new QHBoxLayout;
    row->addWidget(m_answer, 1);
    row->addWidget(m_send);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Theme::space(3), theme::Theme::space(1),
                               theme::Theme::space(2), theme::Theme::space(1));
    column->setSpacing(theme::Theme::space(1));
    column->addLayout(head);
    column->addLayout(row);
    column->addWidget(m_error);
    connect(m_approve, &QPushButton::clicked, this, &AnswerBar::approve);
    connect(m_reject, &QPushButton::clicked, this, &AnswerBar::reject);
    connect(m_send, &QPushButton::clicked, this, &AnswerBar::sendAnswer);
    connect(m_answer, &QLineEdit::textChanged, this, [this] { m_error->hide(); });
}

void AnswerBar::restyle() {
    const theme::StatusStyle style = m_theme.status(theme::Status::Waiting);
    m_icon->setPixmap(
        m_theme.pixmap(QStringLiteral("hand"), style.border, kIcon, devicePixelRatioF()));
    m_answer->setFont(m_theme.codeFont());
}

void AnswerBar::retranslate() {
    setAccessibleName(tr("A task waits for an answer"));
    m_tasks->setAccessibleName(tr("Task that waits"));
    m_approve->setText(tr("Approve"));
    m_approve->setToolTip(tr("Answer with %1").arg(QLatin1String(kApproved)));
    m_reject->setText(tr("Reject"));
    m_reject->setToolTip(tr("Fail the task with the error Rejected; what is written below is the "
                            "cause"));
    m_send->setText(tr("Send answer"));
    m_send->setToolTip(tr("The task succeeds with the JSON that is written here"));
    m_answer->setPlaceholderText(tr("An answer as JSON, or the reason of a rejection"));
    m_answer->setAccessibleName(m_answer->placeholderText());
    m_seen = 0;
    refresh();
}

void AnswerBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void AnswerBar::setExecution(base::ExecutionId execution) {
    if (execution == m_execution)
        return;
    m_execution = execution;
    m_seen = 0;
    refresh();
}

void AnswerBar::refresh() {
    const auto* record = m_feed.recorder().execution(m_execution);
    const bool running = record && !record->isOver();
    if (running && record->history.size() == m_seen)
        return;
    m_seen = running ? record->history.size() : 0;
    m_waiting = running ? telemetry::openTokens(record->history, m_seen, execution::isTaskToken)
                        : std::vector<telemetry::OpenToken>();
    setVisible(!m_waiting.empty());
    if (m_waiting.empty())
        return;
    const QSignalBlocker quiet(m_tasks);
    const int old = m_tasks->currentIndex();
    m_tasks->clear();
    for (const telemetry::OpenToken& open : m_waiting)
        m_tasks->addItem(QString::fromStdString(open.state));
    m_tasks->setCurrentIndex(std::clamp(old, 0, m_tasks->count() - 1));
    m_tasks->setVisible(m_waiting.size() > 1);
    m_text->setText(tr("%1 waits for an answer to what it has sent.")
                        .arg(QString::fromStdString(chosen()->state)));
    m_text->setToolTip(QString::fromStdString(chosen()->parameters.pretty().substr(0, kMostTip)));
}

const telemetry::OpenToken* AnswerBar::chosen() const {
    const int index = m_tasks->currentIndex();
    return index < 0 || std::size_t(index) >= m_waiting.size() ? nullptr
                                                               : &m_waiting[std::size_t(index)];
}

void AnswerBar::tell(const base::Status& status) {
    m_error->setText(status ? QString() : theme::message(status.error()));
    m_error->setVisible(!status);
    if (status)
        m_answer->clear();
}

QString AnswerBar::errorText() const {
    return m_error->text();
}

void AnswerBar::succeed(const std::string& output) {
    if (!chosen())
        return;
    m_feed.ask<Answered>(
        this,
        [token = chosen()->token, output](workspace::Workbench& workbench,
                                          const feed::EngineFeed::Reply<Answered>& reply) {
            reply(workbench.executor().sendTaskSuccess(token, output));
        },
        [this](const Answered& status) { tell(status); });
}

void AnswerBar::approve() {
    succeed(kApproved);
}

void AnswerBar::sendAnswer() {
    const std::string text = m_answer->text().toStdString();
    if (const auto value = json::Value::parse(text); !value) {
        tell(value.error());
        return;
    }
    succeed(text);
}

void AnswerBar::reject() {
    if (!chosen())
        return;
    m_feed.ask<Answered>(
        this,
        [token = chosen()->token, cause = m_answer->text().toStdString()](
            workspace::Workbench& workbench, const feed::EngineFeed::Reply<Answered>& reply) {
            reply(workbench.executor().sendTaskFailure(token, std::string(kRejected), cause));
        },
        [this](const Answered& status) { tell(status); });
}

} // namespace ws::designer
