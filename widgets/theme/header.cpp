#include "widgets/theme/header.h"

#include <QAbstractItemModel>

namespace ws::theme {

namespace {

constexpr int kPadding = 34; // both sides, the line and the place of an arrow

} // namespace

Header::Header(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent) {
    // As a tree sets up its own.
    setSectionsMovable(true);
    setStretchLastSection(true);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

QSize Header::sectionSizeFromContents(int section) const {
    const QSize size = QHeaderView::sectionSizeFromContents(section);
    if (!model()) // its own has gone before the view
        return size;
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QString head = model()->headerData(section, orientation()).toString();
    return size.expandedTo({QFontMetrics(bold).horizontalAdvance(head) + kPadding, 0});
}

} // namespace ws::theme
