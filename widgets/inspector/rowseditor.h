#pragma once

#include "widgets/codeeditor/fieldcompletion.h"
#include "widgets/theme/theme.h"

#include <QList>
#include <QStringList>
#include <QWidget>

#include <vector>

class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace ws::inspector {

/// A short list of texts, or of pairs of them, one line each. A new line counts once its first text
/// is there; a line whose first text is emptied goes.
class RowsEditor : public QWidget {
    Q_OBJECT
public:
    RowsEditor(theme::Theme& theme, int columns, QWidget* parent = nullptr);

    /// Emits nothing. The field that is being typed into keeps its cursor.
    void setRows(const QList<QStringList>& rows);
    /// Those that count.
    QList<QStringList> rows() const;

    /// What the list is of; for hints in empty fields and for assistive technology.
    void setTexts(const QString& name, const QStringList& columnNames, const QString& addText);

    /// While a first text is typed. Before there are rows.
    void setCompleter(codeeditor::FieldCompletion::Source completer);

Q_SIGNALS:
    /// By the user.
    void edited();

private:
    struct Row {
        QWidget* whole = nullptr;
        std::vector<QLineEdit*> fields;
        QToolButton* remove = nullptr;
    };
    void addRow();
    void removeRow(const QWidget* whole);
    void finish(const QWidget* whole);
    void dropLast();
    void name(const Row& row) const;
    void restyle();

    theme::Theme& m_theme; // Not owned.
    const int m_columns;
    QVBoxLayout* m_lines;
    QPushButton* m_add;
    std::vector<Row> m_rows;
    QString m_name;
    QStringList m_columnNames;
    codeeditor::FieldCompletion::Source m_completer;
};

} // namespace ws::inspector
