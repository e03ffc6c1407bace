#pragma once

#include <QAccessible>

class QLabel;
class QString;
class QWidget;

/// What assistive technology is told beyond what Qt knows of a widget.
namespace ws::theme {

/// What a widget is that paints itself; said in its constructor, before anybody asks.
void setAccessibleRole(QWidget& widget, QAccessible::Role role);
/// A picture beside a text that says the same: passed over.
void setDecoration(QLabel& picture);
/// Says something that has happened, wherever the focus is. The speaker is called `text` from then
/// on.
void announce(QWidget& speaker, const QString& text);

} // namespace ws::theme
