#include "widgets/codeeditor/fieldcompletion.h"

#include "widgets/codeeditor/completionlist.h"

#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>

namespace ws::codeeditor {

using statemachine::Completion;
using statemachine::CompletionItem;

/// What the two kinds of text fields have in common. Positions are of UTF-16.
class FieldCompletion::Field {
public:
    virtual ~Field() = default;
    virtual QWidget& widget() const = 0;
    virtual QString text() const = 0;
    virtual int cursor() const = 0;
    virtual QRect caret() const = 0;
    virtual bool isReadOnly() const = 0;
    /// As if it were typed: it can be undone, and counts as the user's.
    virtual void replace(int begin, int end, const QString& text, int cursor) = 0;
};

class FieldCompletion::Line : public Field {
public:
    explicit Line(QLineEdit& line)
        : m_line(line) {}
    QWidget& widget() const override { return m_line; }
    QString text() const override { return m_line.text(); }
    int cursor() const override { return m_line.cursorPosition(); }
    QRect caret() const override { return m_line.inputMethodQuery(Qt::ImCursorRectangle).toRect(); }
    bool isReadOnly() const override { return m_line.isReadOnly(); }
    void replace(int begin, int end, const QString& text, int cursor) override {
        m_line.setSelection(begin, end - begin);
        m_line.insert(text);
        m_line.setCursorPosition(cursor);
        m_line.setModified(true);
    }

private:
    QLineEdit& m_line; // Not owned.
};

class FieldCompletion::Lines : public Field {
public:
    explicit Lines(QPlainTextEdit& edit)
        : m_edit(edit) {}
    QWidget& widget() const override { return m_edit; }
    QString text() const override { return m_edit.toPlainText(); }
    int cursor() const override { return m_edit.textCursor().position(); }
    QRect caret() const override {
        return m_edit.cursorRect().translated(m_edit.viewport()->pos());
    }
    bool isReadOnly() const override { return m_edit.isReadOnly(); }
    void replace(int begin, int end, const QString& text, int cursor) override {
        QTextCursor at = m_edit.textCursor();
        at.setPosition(begin);
        at.setPosition(end, QTextCursor::KeepAnchor);
        at.insertText(text);
        at.setPosition(cursor);
        m_edit.setTextCursor(at);
    }

private:
    QPlainTextEdit& m_edit; // Not owned.
};

FieldCompletion::FieldCompletion(theme::Theme& theme, std::unique_ptr<Field> field, Source source)
    : QObject(&field->widget())
    , m_theme(theme)
    , m_field(std::move(field))
    , m_source(std::move(source)) {
    m_field->widget().installEventFilter(this);
}

FieldCompletion::FieldCompletion(theme::Theme& theme, QLineEdit& field, Source source)
    : FieldCompletion(theme, std::make_unique<Line>(field), std::move(source)) {}

FieldCompletion::FieldCompletion(theme::Theme& theme, QPlainTextEdit& field, Source source)
    : FieldCompletion(theme, std::make_unique<Lines>(field), std::move(source)) {}

FieldCompletion::~FieldCompletion() = default;

CompletionList& FieldCompletion::shownList() {
    if (!m_list) {
        m_list = new CompletionList(m_theme, m_field->widget());
        connect(m_list, &CompletionList::chosen, this, &FieldCompletion::insert);
    }
    return *m_list;
}

void FieldCompletion::offer() {
    if (m_field->isReadOnly() || !m_field->widget().isEnabled())
        return;
    QString text = m_field->text();
    const int cursor = m_field->cursor();
    text.insert(cursor, m_composing);
    m_asked = text.toStdString();
    const std::size_t at = text.left(cursor + m_composing.size()).toUtf8().size();
    m_completion = m_source(m_asked, at);
    if (m_completion.items.empty())
        tell();
    else
        shownList().offer(m_completion, m_field->caret());
}

/// The call that the caret is in.
void FieldCompletion::tell() {
    const QString text = m_field->text();
    const auto tip = statemachine::callTipAt(
        text.toStdString(), std::size_t(text.left(m_field->cursor()).toUtf8().size()));
    if (tip)
        shownList().tell(*tip, m_field->caret());
    else if (m_list)
        m_list->hide();
}

void FieldCompletion::typed(const QString& text) {
    const QChar last = text.isEmpty() ? QChar() : text.back();
    const bool begins = last.isLetterOrNumber() || last == u'_' || last == u'$' || last == u'.' ||
                        last == u'"' || last.isSurrogate();
    if (begins || (m_list && m_list->isOffering()))
        offer();
    else if (last == u'(' || last == u',' || (m_list && m_list->isVisible()))
        tell();
}

/// The input method puts into the field what it has; what it does not, is dropped.
void FieldCompletion::finishComposing() {
    if (m_composing.isEmpty())
        return;
    QGuiApplication::inputMethod()->commit();
    if (m_composing.isEmpty())
        return;
    QInputMethodEvent nothing;
    QCoreApplication::sendEvent(&m_field->widget(), &nothing);
    m_composing.clear();
}

void FieldCompletion::insert(const CompletionItem& item) {
    finishComposing();
    const QString text = m_field->text();
    const std::string bytes = text.toStdString();
    const auto cursor = std::size_t(text.left(m_field->cursor()).toUtf8().size());
    Completion now = m_completion;
    CompletionItem wanted = item;
    if (bytes != m_asked) {
        now = m_source(bytes, cursor);
        const auto same = std::ranges::find_if(now.items, [&](const CompletionItem& each) {
            return each.kind == item.kind && each.name == item.name;
        });
        if (same == now.items.end())
            return;
        wanted = *same;
    }
    const std::size_t end = std::clamp(cursor, now.range.end, bytes.size());
    const auto units = [](std::string_view part) {
        return int(QString::fromUtf8(part.data(), qsizetype(part.size())).size());
    };
    const std::string_view whole = bytes;
    const int begin = units(whole.substr(0, now.range.begin));
    const std::string_view before =
        std::string_view(wanted.insert).substr(0, std::min(wanted.cursor, wanted.insert.size()));
    m_field->replace(begin, begin + units(whole.substr(now.range.begin, end - now.range.begin)),
                     QString::fromStdString(wanted.insert), begin + units(before));
    tell();
}

bool FieldCompletion::eventFilter(QObject* watched, QEvent* event) {
    if (watched != &m_field->widget())
        return false;
    const auto later = [this](const QString& text) {
        // Once the field has taken it.
        QMetaObject::invokeMethod(
            this, [this, text] { typed(text); }, Qt::QueuedConnection);
    };
    if (event->type() == QEvent::InputMethod) {
        const auto* input = static_cast<QInputMethodEvent*>(event);
        m_composing = input->preeditString();
        const QString text = input->commitString() + m_composing;
        if (!text.isEmpty())
            later(text);
        return false;
    }
    if (event->type() == QEvent::FocusOut)
        m_composing.clear();
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
        event->accept();
        if (event->type() == QEvent::KeyPress)
            offer();
        return true;
    }
    const bool erases = key->key() == Qt::Key_Backspace || key->key() == Qt::Key_Delete;
    const bool types = !key->text().isEmpty() && key->text().front().isPrint();
    const bool commands = key->modifiers() & (Qt::ControlModifier | Qt::MetaModifier);
    if (event->type() == QEvent::KeyPress && !commands && (types || erases))
        later(types ? key->text() : QString());
    return false;
}

} // namespace ws::codeeditor
