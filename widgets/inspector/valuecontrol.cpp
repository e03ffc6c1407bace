#include "widgets/inspector/valuecontrol.h"

#include "engine/expression/jsonata.h"
#include "widgets/codeeditor/fieldcompletion.h"
#include "widgets/inspector/rowseditor.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFocusEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>

#include <algorithm>

namespace ws::inspector {

using codeeditor::FieldCompletion;
using json::Value;
using statemachine::FieldText;

QString expressionComplaint(const QString& text) {
    const QString whole = text.trimmed();
    if (!whole.startsWith(QLatin1String("{%")))
        return {};
    if (!whole.endsWith(QLatin1String("%}")))
        return ValueControl::tr("A JSONata expression ends with %}.");
    const QString inner = whole.mid(2, whole.size() - 4);
    const auto compiled = expression::Jsonata::compile(inner.toStdString());
    if (compiled)
        return {};
    const base::Error& error = compiled.error();
    return ValueControl::tr("Character %1: %2 (%3)")
        .arg(QString::fromStdString(error.arg("position")), theme::reasonText(error),
             QString::fromStdString(error.arg("code")));
}

namespace {

QString plain(const Value& value) {
    return QString::fromStdString(value.isString() ? value.toString() : value.dump());
}

std::optional<Value> fromText(ValueForm form, const QString& text, bool wasText) { // NOLINT: local
    if (text.isEmpty())
        return std::nullopt;
    const std::string bytes = text.toStdString();
    if (form == ValueForm::PathOrNull && text.trimmed() == QLatin1String("null"))
        return Value();
    const bool parsed = form == ValueForm::Number || form == ValueForm::Flag || !wasText;
    if (parsed) {
        auto value = Value::parse(bytes);
        const bool fits = value && (form == ValueForm::Number ? value->isNumber()
                                    : form == ValueForm::Flag ? value->isBool()
                                                              : !value->isString());
        if (fits)
            return *value;
    }
    return Value(bytes);
}

FieldCompletion::Source asText(const ValueControl::Completer& completer) {
    return [completer](std::string_view typed, std::size_t cursor) {
        return completer(FieldText::Text, typed, cursor);
    };
}

/// The wheel scrolls the form, not the value under the cursor.
class QuietWheel : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || !widget || widget->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

class LineControl : public ValueControl {
public:
    LineControl(ValueForm form, theme::Theme& theme, QWidget* parent)
        : ValueControl(parent)
        , m_theme(theme)
        , m_form(form)
        , m_line(new QLineEdit(parent)) {
        connect(m_line, &QLineEdit::textEdited, this,
                [this](const QString& text) { Q_EMIT complained(expressionComplaint(text)); });
        connect(m_line, &QLineEdit::editingFinished, this, [this] {
            if (!m_line->isModified())
                return;
            m_line->setModified(false);
            Q_EMIT edited();
        });
    }
    QWidget* widget() const override { return m_line; }
    void show(const std::optional<Value>& value) override {
        m_wasText = !value || value->isString() || value->isNull();
        const QString text = value ? plain(*value) : QString();
        if (text != m_line->text() && !(m_line->hasFocus() && m_line->isModified())) {
            m_line->setText(text);
            m_line->setCursorPosition(0);
        }
    }
    std::optional<Value> value() const override {
        return fromText(m_form, m_line->text(), m_wasText);
    }
    void setHint(const QString& hint) override { m_line->setPlaceholderText(hint); }
    void setCompleter(const Completer& completer) override {
        new FieldCompletion(m_theme, *m_line, asText(completer));
    }

private:
    theme::Theme& m_theme; // Not owned.
    const ValueForm m_form;
    QLineEdit* m_line;
    bool m_wasText = true;
};

class ChoiceControl : public ValueControl {
public:
    ChoiceControl(ValueForm form, const Choices& choices, theme::Theme& theme, QWidget* parent)
        : ValueControl(parent)
        , m_theme(theme)
        , m_form(form)
        , m_box(new QComboBox(parent)) {
        m_box->setFocusPolicy(Qt::StrongFocus);
        m_box->installEventFilter(new QuietWheel(m_box));
        m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_box->setMinimumContentsLength(12);
        for (qsizetype at = 0; at < choices.values.size(); ++at)
            m_box->addItem(choices.shown.value(at, choices.values[at]), choices.values[at]);
        if (choices.typing == Choices::Typing::Free) {
            m_box->setEditable(true);
            m_box->setInsertPolicy(QComboBox::NoInsert);
            m_box->setCompleter(nullptr);
            connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, [this] {
                if (!m_box->lineEdit()->isModified())
                    return;
                m_box->lineEdit()->setModified(false);
                Q_EMIT edited();
            });
        }
        connect(m_box, &QComboBox::activated, this, &ValueControl::edited);
    }
    QWidget* widget() const override { return m_box; }
    void show(const std::optional<Value>& value) override {
        const QString text = value ? plain(*value) : QString();
        const QSignalBlocker quiet(m_box);
        int index = m_box->findData(text);
        if (m_box->isEditable()) {
            if (m_box->lineEdit()->isModified() && m_box->hasFocus())
                return;
            m_box->setCurrentIndex(index);
            m_box->setEditText(index >= 0 ? m_box->itemText(index) : text);
            return;
        }
        if (index < 0 && !text.isEmpty()) {
            m_box->addItem(text, text); // what the file says stays on offer
            index = m_box->count() - 1;
        }
        m_box->setCurrentIndex(index);
    }
    std::optional<Value> value() const override {
        int index = m_box->currentIndex();
        if (m_box->isEditable())
            index = m_box->findText(m_box->currentText(),
                                    Qt::MatchFixedString | Qt::MatchCaseSensitive);
        const QString text = index >= 0 ? m_box->itemData(index).toString() : m_box->currentText();
        return fromText(m_form, text, true);
    }
    void setHint(const QString& hint) override {
        if (m_box->isEditable())
            m_box->lineEdit()->setPlaceholderText(hint);
        else
            m_box->setPlaceholderText(hint);
    }
    void setCompleter(const Completer& completer) override {
        if (m_box->isEditable())
            new FieldCompletion(m_theme, *m_box->lineEdit(), asText(completer));
    }

private:
    theme::Theme& m_theme; // Not owned.
    const ValueForm m_form;
    QComboBox* m_box;
};

/// Commits when the focus leaves, or with Ctrl+Enter; grows with its text.
class JsonEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    using QPlainTextEdit::QPlainTextEdit;
    void fit() {
        const int rows = std::clamp(blockCount(), 2, 14);
        const int frame = int(2 * document()->documentMargin()) + 2 * frameWidth();
        setFixedHeight(rows * fontMetrics().lineSpacing() + frame + 2);
    }

Q_SIGNALS:
    void left();

protected:
    void focusOutEvent(QFocusEvent* event) override {
        QPlainTextEdit::focusOutEvent(event);
        if (event->reason() != Qt::PopupFocusReason)
            Q_EMIT left();
    }
    void keyPressEvent(QKeyEvent* event) override {
        const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        if (enter && event->modifiers().testFlag(Qt::ControlModifier)) {
            Q_EMIT left();
            return;
        }
        QPlainTextEdit::keyPressEvent(event);
    }
    void changeEvent(QEvent* event) override {
        QPlainTextEdit::changeEvent(event);
        if (event->type() == QEvent::FontChange)
            fit();
    }
};

class JsonControl : public ValueControl {
public:
    JsonControl(theme::Theme& theme, QWidget* parent)
        : ValueControl(parent)
        , m_theme(theme)
        , m_edit(new JsonEdit(parent)) {
        m_edit->setTabChangesFocus(true);
        m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
        m_edit->setFont(theme.codeFont());
        m_edit->fit();
        connect(&theme, &theme::Theme::changed, m_edit,
                [this, &theme] { m_edit->setFont(theme.codeFont()); });
        connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
            m_edit->fit();
            if (m_edit->document()->isModified())
                Q_EMIT complained(complaint());
        });
        connect(m_edit, &JsonEdit::left, this, [this] {
            if (!m_edit->document()->isModified() || !complaint().isEmpty())
                return;
            m_edit->document()->setModified(false);
            Q_EMIT edited();
        });
    }
    QWidget* widget() const override { return m_edit; }
    void show(const std::optional<Value>& value) override {
        const bool bare = value && value->isString() && value->toString().starts_with("{%");
        const QString text =
            !value ? QString() : QString::fromStdString(bare ? value->toString() : value->pretty());
        if (text == m_edit->toPlainText() || m_edit->document()->isModified())
            return; // what is being typed, or is not yet JSON, stays
        const QSignalBlocker quiet(m_edit);
        m_edit->setPlainText(text);
        m_edit->document()->setModified(false);
        m_edit->fit();
    }
    std::optional<Value> value() const override {
        const std::string text = m_edit->toPlainText().trimmed().toStdString();
        if (text.empty())
            return std::nullopt;
        if (text.starts_with("{%"))
            return Value(text);
        auto parsed = Value::parse(text);
        return parsed ? std::optional<Value>(*parsed) : std::nullopt;
    }
    void setHint(const QString& hint) override { m_edit->setPlaceholderText(hint); }
    void setCompleter(const Completer& completer) override {
        new FieldCompletion(
            m_theme, *m_edit, [completer](std::string_view typed, std::size_t cursor) {
                const std::size_t first = typed.find_first_not_of(" \t\r\n");
                const bool bare =
                    first != std::string_view::npos && typed.substr(first).starts_with("{%");
                return completer(bare ? FieldText::Text : FieldText::Json, typed, cursor);
            });
    }

private:
    QString complaint() const {
        const QString text = m_edit->toPlainText().trimmed();
        if (text.isEmpty())
            return {};
        if (text.startsWith(QLatin1String("{%")))
            return expressionComplaint(text);
        const auto parsed = Value::parse(text.toStdString());
        if (!parsed)
            return ValueControl::tr("This is no JSON yet. Line %1: %2")
                .arg(QString::fromStdString(parsed.error().arg("line")),
                     theme::reasonText(parsed.error()));
        return {};
    }

    theme::Theme& m_theme; // Not owned.
    JsonEdit* m_edit;
};

class NamesControl : public ValueControl {
public:
    NamesControl(theme::Theme& theme, QWidget* parent)
        : ValueControl(parent)
        , m_rows(new RowsEditor(theme, 1, parent)) {
        connect(m_rows, &RowsEditor::edited, this, &ValueControl::edited);
    }
    QWidget* widget() const override { return m_rows; }
    void show(const std::optional<Value>& value) override {
        QList<QStringList> rows;
        for (std::size_t at = 0; value && at < value->size(); ++at)
            rows += QStringList(plain(value->at(at)));
        m_rows->setRows(rows);
    }
    std::optional<Value> value() const override {
        Value list = Value::array();
        for (const QStringList& row : m_rows->rows())
            list.push(Value(row.constFirst().toStdString()));
        return list.size() > 0 ? std::optional<Value>(list) : std::nullopt;
    }
    void setHint(const QString& hint) override {
        m_rows->setTexts(hint, {hint}, ValueControl::tr("Add"));
    }
    void setCompleter(const Completer& completer) override {
        m_rows->setCompleter([completer](std::string_view typed, std::size_t cursor) {
            return completer(FieldText::Item, typed, cursor);
        });
    }

private:
    RowsEditor* m_rows;
};

} // namespace

ValueControl* makeValueControl(ValueForm form, const ValueControl::Choices& choices,
                               theme::Theme& theme, QWidget* parent) {
    if (form == ValueForm::Names)
        return new NamesControl(theme, parent);
    if (form == ValueForm::Json)
        return new JsonControl(theme, parent);
    if (!choices.values.isEmpty())
        return new ChoiceControl(form, choices, theme, parent);
    return new LineControl(form, theme, parent);
}

} // namespace ws::inspector

#include "valuecontrol.moc"
