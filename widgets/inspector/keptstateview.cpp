#include "widgets/inspector/keptstateview.h"

#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>

#include <set>

namespace ws::inspector {

namespace {

enum Column { Name, Now, Before };
constexpr std::size_t kMostEnvironments = 200; ///< whose readings are kept

} // namespace

KeptStateView::KeptStateView(feed::EngineFeed& feed, theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_theme(theme)
    , m_inspect(new QPushButton(this))
    , m_note(new QLabel(this))
    , m_values(new QTreeWidget(this)) {
    m_note->setWordWrap(true);
    m_note->setProperty("muted", true);
    m_values->setRootIsDecorated(false);
    m_values->setUniformRowHeights(true);
    m_values->setAllColumnsShowFocus(true);
    m_values->setColumnCount(3);
    m_values->header()->setStretchLastSection(true);
    m_values->header()->resizeSection(Name, theme::Theme::space(30));
    m_values->header()->resizeSection(Now, theme::Theme::space(30));
    auto* column = new QVBoxLayout(this);
    const int margin = theme::Theme::space(3);
    column->setContentsMargins(margin, theme::Theme::space(2), margin, margin);
    column->setSpacing(theme::Theme::space(2));
    column->addWidget(m_inspect, 0, Qt::AlignLeft);
    column->addWidget(m_note);
    column->addWidget(m_values, 1);
    connect(m_inspect, &QPushButton::clicked, this, &KeptStateView::inspect);
    connect(&m_feed, &feed::EngineFeed::recordingCleared, this, [this] {
        m_readings.clear();
        show();
    });
    connect(&m_theme, &theme::Theme::changed, this, &KeptStateView::show);
    retranslate();
}

void KeptStateView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void KeptStateView::retranslate() {
    m_inspect->setText(tr("Inspect kept state"));
    m_inspect->setToolTip(
        tr("Asks the environment once, while it is idle. No invoke pays for it."));
    m_values->setAccessibleName(tr("Kept state"));
    m_values->setHeaderLabels({tr("Name"), tr("Value"), tr("The time before")});
    show();
}

void KeptStateView::setEnvironment(base::EnvironmentId environment) {
    if (environment == m_environment)
        return;
    m_environment = environment;
    show();
}

void KeptStateView::inspect() {
    using Answer = base::Result<json::Value>;
    m_inspect->setEnabled(false);
    m_feed.ask<Answer>(
        this,
        [environment = m_environment](workspace::Workbench& workbench,
                                      const feed::EngineFeed::Reply<Answer>& reply) {
            workbench.requestState(environment,
                                   [reply](Answer answer) { reply(std::move(answer)); });
        },
        [this, environment = m_environment](const Answer& answer) { take(environment, answer); });
}

KeptStateView::State KeptStateView::stateOf(const json::Value& answer) {
    State state;
    const auto text = [](const json::Value& value) {
        return QString::fromStdString(value.toString());
    };
    for (const json::Value& value : answer["values"].items())
        state[{text(value["scope"]), text(value["name"])}] = {text(value["type"]),
                                                              text(value["value"])};
    for (const json::Value& file : answer["files"].items())
        state[{QStringLiteral("/tmp"), text(file["path"])}] = {
            QString(), tr("%1 bytes").arg(QLocale().toString(qlonglong(file["size"].toInteger())))};
    return state;
}

void KeptStateView::take(base::EnvironmentId environment, const base::Result<json::Value>& answer) {
    m_inspect->setEnabled(true);
    if (!answer) {
        if (environment == m_environment)
            m_note->setText(theme::message(answer.error()));
        return;
    }
    if (m_readings.size() >= kMostEnvironments && !m_readings.contains(environment))
        m_readings.erase(m_readings.begin()); // ids grow: the oldest environment
    Readings& readings = m_readings[environment];
    readings.before = std::exchange(readings.now, stateOf(*answer));
    ++readings.count;
    show();
}

void KeptStateView::show() {
    m_values->clear();
    const auto found = m_readings.find(m_environment);
    if (found == m_readings.end()) {
        m_note->setText(
            tr("Values of the handler's module and files in /tmp outlive an invocation. "
               "Inspect them, invoke again, inspect again: what has changed is marked."));
        return;
    }
    const Readings& readings = found->second;
    std::set<State::key_type> keys;
    for (const State* state : {&readings.before, &readings.now}) {
        for (const auto& [key, value] : *state)
            keys.insert(key);
    }
    const auto valueIn = [](const State& state, const State::key_type& key) {
        const auto at = state.find(key);
        return at == state.end() ? nullptr : &at->second;
    };
    for (const State::key_type& key : keys)
        addRow(key, readings.count > 1 ? valueIn(readings.before, key) : nullptr,
               valueIn(readings.now, key));
    m_note->setText(keys.empty() ? tr("It keeps nothing: no values and no files in /tmp.")
                                 : tr("Inspected %n time(s)", nullptr, readings.count));
}

void KeptStateView::addRow(const State::key_type& key, const Value* before, const Value* now) {
    const bool compared = m_readings.at(m_environment).count > 1;
    const bool changed = compared && (!before || !now || *before != *now);
    auto* row = new QTreeWidgetItem(m_values);
    row->setText(Name, key.second);
    row->setToolTip(Name, now && !now->type.isEmpty()
                              ? QStringLiteral("%1 · %2").arg(key.first, now->type)
                              : key.first);
    row->setText(Now, now ? now->text : tr("gone"));
    row->setText(Before, !compared ? QString() : before ? before->text : tr("new"));
    row->setToolTip(Now, row->text(Now));
    row->setToolTip(Before, row->text(Before));
    for (const int column : {Now, Before})
        row->setFont(column, m_theme.codeFont());
    if (!changed)
        return;
    QFont bold = m_theme.codeFont();
    bold.setBold(true);
    row->setFont(Now, bold);
    row->setIcon(Name, m_theme.icon(QStringLiteral("refresh")));
    row->setData(Name, Qt::AccessibleTextRole, tr("%1, changed").arg(key.second));
}

} // namespace ws::inspector
