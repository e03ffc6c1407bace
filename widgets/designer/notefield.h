#pragma once

#include <QPlainTextEdit>

namespace ws::designer {

/// A note's text being typed, over the note. Esc and a click elsewhere end it with what is written
/// then; Enter is a new line. While a syllable is being composed every key belongs to the input
/// method, and the Esc that ended a composition does not also end the writing.
class NoteField : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit NoteField(QWidget* parent);

    void open(const QString& text, const QRect& place);
    void close();
    bool isOpen() const { return m_open; }

Q_SIGNALS:
    /// By Esc or Ctrl+Enter; the receiver closes the field.
    void committed(const QString& text);
    /// The focus went elsewhere; the receiver closes the field.
    void left(const QString& text);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    bool m_open = false;
};

} // namespace ws::designer
