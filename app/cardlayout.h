#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace ws::app {

/// Cards of one width and one height beside each other, or, where their words do not fit so, below
/// each other.
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

    bool isInRow(int width) const;

private:
    int columnWidth(int width) const;
    int heightOfRow(int width) const;
    int leastWidth() const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace ws::app
