#pragma once

#include <QDialog>

class QComboBox;
class QLineEdit;

namespace ws::dataplane {

/// Name and runtime of a function that is to be made.
class NewFunctionDialog : public QDialog {
    Q_OBJECT
public:
    explicit NewFunctionDialog(QWidget* parent = nullptr);

    QString name() const;
    QString runtime() const;

private:
    QLineEdit* m_name;
    QComboBox* m_runtime;
};

} // namespace ws::dataplane
