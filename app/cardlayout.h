#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace ws::app {

/// Cards of one width beside each other, in as many columns as their words have room in and rows as
/// even as can be; those of a row are of one height.
class CardLayout : public QLayout {
public:
    explicit CardLayout(int spacing);
    ~CardLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

    int columns(int width) const;

private:
    int columnWidth(int width) const;
    /// Of the row that begins with the item `first`.
    int heightOfRow(int first, int columns, int width) const;
    int leastWidth() const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace ws::app
