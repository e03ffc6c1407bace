#include "widgets/theme/emptystate.h"

#include "widgets/theme/theme.h"

namespace ws::theme {

EmptyState::EmptyState(QWidget* parent, int room)
    : QLabel(parent) {
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);
    setMargin(Theme::space(room));
    setProperty("muted", true);
}

} // namespace ws::theme
