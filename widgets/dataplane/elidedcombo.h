#pragma once

#include <QComboBox>

namespace ws::dataplane {

/// A choice whose words are longer than there is room: where they are cut, an ellipsis says so. In
/// full they are in the list, and in the tip.
class ElidedCombo : public QComboBox {
    Q_OBJECT
public:
    explicit ElidedCombo(QWidget* parent = nullptr);

protected:
    void initStyleOption(QStyleOptionComboBox* option) const override;
};

} // namespace ws::dataplane
