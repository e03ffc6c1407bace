#include "widgets/dataplane/eventformview.h"

#include "widgets/theme/eventwords.h"
#include "widgets/theme/messages.h"
#include "widgets/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSignalBlocker>

#include <algorithm>
#include <array>
#include <utility>

namespace ws::dataplane {

using namespace std::chrono_literals;
using Kind = workspace::EventField::Kind;

namespace {

constexpr int kTextLines = 4;

/// Texts that people write in several lines.
bool isLong(const workspace::EventField& field) {
    constexpr std::array<std::string_view, 4> kLong{"body", "message", "data", "detail"};
    return field.kind == Kind::Json ||
           std::find(kLong.begin(), kLong.end(), field.name) != kLong.end();
}

std::string valueOf(const QWidget* control) {
    if (const auto* line = qobject_cast<const QLineEdit*>(control))
        return line->text().toStdString();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(control))
        return text->toPlainText().toStdString();
    return static_cast<const QComboBox*>(control)->currentText().toStdString();
}

void put(QWidget* control, const QString& value) {
    const QSignalBlocker quiet(control);
    if (auto* line = qobject_cast<QLineEdit*>(control)) {
        line->setText(value);
        line->setCursorPosition(0); // a long value shows its beginning
    } else if (auto* text = qobject_cast<QPlainTextEdit*>(control)) {
        text->setPlainText(value);
    } else {
        static_cast<QComboBox*>(control)->setCurrentText(value);
    }
}

} // namespace

EventFormView::EventFormView(QWidget* parent)
    : QWidget(parent)
    , m_scroll(new QScrollArea(this)) {
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    m_pause.setSingleShot(true);
    m_pause.setInterval(300ms);
    connect(&m_pause, &QTimer::timeout, this, &EventFormView::commit);
    retranslate();
}

void EventFormView::setForm(const workspace::EventForm& form) {
    m_pause.stop();
    m_typed.reset();
    m_rows.clear();
    m_body = new QWidget;
    m_layout = new QFormLayout(m_body);
    m_layout->setContentsMargins(0, 0, 4, 0);
    m_layout->setVerticalSpacing(theme::Theme::space(1));
    m_layout->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_scroll->setWidget(m_body); // deletes the one before
    for (const workspace::EventField& field : form.fields())
        addRow({field, nullptr, nullptr, nullptr, {}});
    retranslate();
}

void EventFormView::addRow(Row row) {
    row.label = new QLabel(m_body);
    row.control = makeControl(row);
    row.label->setBuddy(row.control);
    row.error = new QLabel(m_body);
    row.error->setProperty("errorText", true);
    row.error->setWordWrap(true);
    row.error->hide();
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(row.control);
    column->addWidget(row.error);
    m_layout->addRow(row.label, column);
    m_rows.push_back(std::move(row));
}

QWidget* EventFormView::makeControl(Row& row) {
    const std::size_t index = m_rows.size();
    if (row.field.kind == Kind::Choice) {
        auto* box = new QComboBox(m_body);
        for (const std::string& choice : row.field.choices)
            box->addItem(QString::fromStdString(choice));
        connect(box, &QComboBox::activated, this, [this, index] {
            typed(index);
            commit();
        });
        return box;
    }
    if (isLong(row.field)) {
        auto* text = new QPlainTextEdit(m_body);
        text->setTabChangesFocus(true);
        text->setFixedHeight(text->fontMetrics().lineSpacing() * kTextLines + 12);
        connect(text, &QPlainTextEdit::textChanged, this, [this, index] { typed(index); });
        text->installEventFilter(this);
        return text;
    }
    auto* line = new QLineEdit(m_body);
    line->setMinimumWidth(120);
    connect(line, &QLineEdit::textEdited, this, [this, index] { typed(index); });
    connect(line, &QLineEdit::editingFinished, this, &EventFormView::commit);
    return line;
}

bool EventFormView::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut)
        commit();
    return QWidget::eventFilter(watched, event);
}

void EventFormView::typed(std::size_t index) {
    if (m_typed && *m_typed != index)
        commit();
    m_typed = index;
    m_pause.start();
}

void EventFormView::commit() {
    m_pause.stop();
    const auto index = std::exchange(m_typed, std::nullopt);
    if (!index)
        return;
    Row& row = m_rows[*index];
    const std::string value = valueOf(row.control);
    if (value == row.shown) {
        showError(row.field.name, {});
        return;
    }
    const auto good = workspace::checkField(row.field, value);
    showError(row.field.name, good ? QString() : theme::message(good.error()));
    if (!good)
        return;
    row.shown = value;
    Q_EMIT edited(row.field.name, value);
}

void EventFormView::show(const workspace::EventForm::Values& values) {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        Row& row = m_rows[i];
        const auto found = values.find(row.field.name);
        row.control->setEnabled(found != values.end());
        retranslateTip(row);
        if (found == values.end() || m_typed == i || found->second == row.shown)
            continue;
        // JSON that says the same as what is being written stays as it is written.
        const auto typed = json::Value::parse(valueOf(row.control));
        const bool same = row.field.kind == Kind::Json && typed &&
                          typed->dump() == json::Value::parse(found->second).value().dump();
        row.shown = same ? valueOf(row.control) : found->second;
        if (same)
            continue;
        put(row.control, QString::fromStdString(found->second));
        showError(row.field.name, {});
    }
}

EventFormView::Row* EventFormView::rowOf(const std::string& field) {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return row.field.name == field; });
    return found == m_rows.end() ? nullptr : &*found;
}

QWidget* EventFormView::control(const std::string& field) const {
    const Row* row = const_cast<EventFormView*>(this)->rowOf(field);
    return row ? row->control : nullptr;
}

QString EventFormView::errorText(const std::string& field) const {
    const Row* row = const_cast<EventFormView*>(this)->rowOf(field);
    return !row || row->error->isHidden() ? QString() : row->error->text();
}

void EventFormView::showError(const std::string& field, const QString& text) {
    if (Row* row = rowOf(field)) {
        row->error->setText(text);
        row->error->setVisible(!text.isEmpty());
    }
}

void EventFormView::retranslate() {
    m_scroll->setAccessibleName(tr("Fields of the event"));
    for (const Row& row : m_rows) {
        const QString label = theme::eventFieldName(row.field.name);
        row.label->setText(label);
        row.label->setToolTip(QString::fromStdString(row.field.name));
        row.control->setAccessibleName(label);
        retranslateTip(row);
        if (auto* line = qobject_cast<QLineEdit*>(row.control);
            line && row.field.kind == Kind::Date)
            line->setPlaceholderText(QStringLiteral("2026-03-14T09:26:53Z"));
    }
}

/// Why a field that cannot be used cannot.
void EventFormView::retranslateTip(const Row& row) {
    row.control->setToolTip(row.control->isEnabledTo(this)
                                ? QString()
                                : tr("The event has no such value in its place any more."));
}

void EventFormView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ws::dataplane
