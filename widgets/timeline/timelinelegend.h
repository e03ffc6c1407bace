#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

namespace ws::timeline {

/// What the bars mean, painted with the painter that paints them. Leaves out from the end what does
/// not fit; the tooltip has it all.
class TimelineLegend : public QWidget {
    Q_OBJECT
public:
    TimelineLegend(theme::Theme& theme, QWidget* parent);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Item;
    static std::vector<Item> items();
    int widthOf(const Item& item) const;
    void retranslate();

    theme::Theme& m_theme;
};

} // namespace ws::timeline
