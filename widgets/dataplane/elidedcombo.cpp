#include "widgets/dataplane/elidedcombo.h"

#include <QStyleOptionComboBox>

namespace ws::dataplane {

ElidedCombo::ElidedCombo(QWidget* parent)
    : QComboBox(parent) {
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    connect(this, &QComboBox::currentTextChanged, this, &QComboBox::setToolTip);
}

void ElidedCombo::initStyleOption(QStyleOptionComboBox* option) const {
    QComboBox::initStyleOption(option);
    const QRect room =
        style()->subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxEditField, this);
    option->currentText =
        option->fontMetrics.elidedText(option->currentText, Qt::ElideRight, room.width());
}

} // namespace ws::dataplane
