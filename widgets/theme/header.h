#pragma once

#include <QHeaderView>

namespace ws::theme {

/// Heads of columns of which none is cut: a section that fits its contents has room for its head
/// too, which is written in bold. Qt measures it as if it were not.
class Header : public QHeaderView {
    Q_OBJECT
public:
    explicit Header(QWidget* parent = nullptr);

protected:
    QSize sectionSizeFromContents(int section) const override;
};

} // namespace ws::theme
