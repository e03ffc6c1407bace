#pragma once

#include <QLabel>

namespace ws::theme {

/// What stands in the middle of a view that has nothing to show yet: why that is, and what to do
/// about it.
class EmptyState : public QLabel {
public:
    /// `room` is kept clear around the words, as Theme::space() counts.
    explicit EmptyState(QWidget* parent, int room = 4);
};

} // namespace ws::theme
