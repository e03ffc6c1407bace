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

int CardLayout::columns(int width) const {
    const int each = std::max(leastWidth(), kLeastWidth) + spacing();
    const int most = std::clamp((width + spacing()) / each, 1, std::max(1, count()));
    const int rows = (count() + most - 1) / most;
    return rows == 0 ? 1 : (count() + rows - 1) / rows;
}

int CardLayout::columnWidth(int width) const {
    const int beside = columns(width);
    return (width - (beside - 1) * spacing()) / beside;
}

int CardLayout::heightOfRow(int first, int columns, int width) const {
    int height = 0;
    for (int i = first; i < std::min(first + columns, count()); ++i)
        height = std::max(height, heightOf(*itemAt(i), width));
    return height;
}

int CardLayout::heightForWidth(int width) const {
    const int beside = columns(width);
    int height = -spacing();
    for (int first = 0; first < count(); first += beside)
        height += heightOfRow(first, beside, columnWidth(width)) + spacing();
    return std::max(0, height);
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
    const int beside = columns(rect.width());
    const int width = columnWidth(rect.width());
    int top = rect.top();
    for (int first = 0; first < count(); first += beside) {
        const int needed = heightOfRow(first, beside, width);
        const int height = beside >= count() ? std::max(needed, rect.height()) : needed;
        for (int i = first; i < std::min(first + beside, count()); ++i) {
            const int left = rect.left() + (i - first) * (width + spacing());
            // The last of a row ends where the others' rows do.
            const bool isLast = i == first + beside - 1;
            itemAt(i)->setGeometry(
                QRect(left, top, isLast ? rect.right() + 1 - left : width, height));
        }
        top += height + spacing();
    }
}

} // namespace ws::app
