#pragma once

#include "widgets/dataplane/functionaccount.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace ws::dataplane {

/// What a function reserves of the account's concurrency, and what is kept initialised for its
/// versions and aliases.
class ConcurrencyEditor : public QWidget {
    Q_OBJECT
public:
    /// The account is not owned.
    explicit ConcurrencyEditor(FunctionAccount& account, QWidget* parent = nullptr);

    QString reservedErrorText() const;
    QString provisionedErrorText() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void show();
    void showProvisioned();
    void refreshForm();
    void saveReserved();
    void setProvisioned();
    void removeProvisioned();
    static void finish(QLabel* place, const FunctionAccount::Answer& answer);

    FunctionAccount& m_account; // Not owned.
    QLabel* m_heading = nullptr;
    QCheckBox* m_reserve = nullptr;
    QSpinBox* m_reserved = nullptr;
    QPushButton* m_saveReserved = nullptr;
    QLabel* m_reservedError = nullptr;
    QLabel* m_reservedNote = nullptr;
    QLabel* m_provisionedLabel = nullptr;
    QTreeWidget* m_list = nullptr;
    QComboBox* m_qualifier = nullptr;
    QSpinBox* m_wanted = nullptr;
    QPushButton* m_set = nullptr;
    QPushButton* m_remove = nullptr;
    QLabel* m_provisionedError = nullptr;
};

} // namespace ws::dataplane
