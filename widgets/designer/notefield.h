#pragma once

#include "widgets/designer/fieldover.h"

#include <QPlainTextEdit>

namespace ws::designer {

/// A note's text being typed, over the note. Esc and a click elsewhere end it with what is written
/// then; Enter is a new line. The Esc that ended a composition does not also end the writing.
class NoteField : public FieldOver<QPlainTextEdit> {
    Q_OBJECT
public:
    explicit NoteField(QWidget* parent);

    void open(const QString& text, const QRect& place);

Q_SIGNALS:
    /// By Esc or Ctrl+Enter; the receiver closes the field.
    void committed(const QString& text);
    /// The focus went elsewhere; the receiver closes the field.
    void left(const QString& text);

protected:
    void leave() override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace ws::designer
