#include "app/cardlayout.h"

#include <algorithm>

namespace ws::app {
namespace {

constexpr int kLeastWidth = 200; // of a card beside others: less is hard to read

int heightOf(const QLayoutItem& item, int width) {
    return item.hasHeightForWidth() ? item.heightForWidth(width) : item.sizeHint().height();
}

} // namespace

CardLayout::CardLayout(int spacing) {
    setSpacing(spacing);
    setContentsMargins(0, 0, 0, 0);
}

CardLayout::~CardLayout() = default;

void CardLayout::addItem(QLayoutItem* item) {
    m_items.emplace_back(item);
    invalidate();
}

QLayoutItem* CardLayout::itemAt(int index) const {
    return index >= 0 && index < count() ? m_items[std::size_t(index)].get() : nullptr;
}

QLayoutItem* CardLayout::takeAt(int index) {
    if (!itemAt(index))
        return nullptr;
    QLayoutItem* item = m_items[std::size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    invalidate();
    return item;
}

int CardLayout::leastWidth() const {
    int width = 0;
    for (const auto& item : m_items)
        width = std::max(width, item->minimumSize().width());
    return width;
}

bool CardLayout::isInRow(int width) const {
    const int each = std::max(leastWidth(), kLeastWidth);
    return count() * each + (count() - 1) * spacing() <= width;
}

int CardLayout::columnWidth(int width) const {
    if (!isInRow(width) || count() == 0)
        return width;
    return (width - (count() - 1) * spacing()) / count();
}

int CardLayout::heightOfRow(int width) const {
    int height = 0;
    for (const auto& item : m_items)
        height = std::max(height, heightOf(*item, width));
    return height;
}

int CardLayout::heightForWidth(int width) const {
    const int column = columnWidth(width);
    if (isInRow(width))
        return heightOfRow(column);
    int height = std::max(0, count() - 1) * spacing();
    for (const auto& item : m_items)
        height += heightOf(*item, column);
    return height;
}

QSize CardLayout::sizeHint() const {
    int width = std::max(0, count() - 1) * spacing();
    for (const auto& item : m_items)
        width += std::max(item->sizeHint().width(), kLeastWidth);
    return {width, heightForWidth(width)};
}

/// Below each other they need least; the height depends on the width that there is.
QSize CardLayout::minimumSize() const {
    return {leastWidth(), 0};
}

void CardLayout::setGeometry(const QRect& rect) {
    QLayout::setGeometry(rect);
    const bool isRow = isInRow(rect.width());
    const int width = columnWidth(rect.width());
    const int rowHeight = std::max(heightOfRow(width), isRow ? rect.height() : 0);
    QPoint at = rect.topLeft();
    for (const auto& item : m_items) {
        const int height = isRow ? rowHeight : heightOf(*item, width);
        // In a row the last one ends where the row does.
        const bool isLast = isRow && item == m_items.back();
        item->setGeometry({at, QSize(isLast ? rect.right() + 1 - at.x() : width, height)});
        at += isRow ? QPoint(width + spacing(), 0) : QPoint(0, height + spacing());
    }
}

} // namespace ws::app
