#include "widgets/inspector/rowseditor.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace ws::inspector {

RowsEditor::RowsEditor(theme::Theme& theme, int columns, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_columns(columns)
    , m_lines(new QVBoxLayout)
    , m_add(new QPushButton(this)) {
    m_lines->setSpacing(theme::Theme::space(1));
    m_add->setProperty("flat", true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Theme::space(1));
    column->addLayout(m_lines);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        if (m_rows.empty() || !m_rows.back().fields.front()->text().isEmpty())
            addRow();
        m_rows.back().fields.front()->setFocus();
    });
    connect(&m_theme, &theme::Theme::changed, this, &RowsEditor::restyle);
    restyle();
}

void RowsEditor::restyle() {
    m_add->setIcon(m_theme.icon(QStringLiteral("plus")));
    for (const Row& row : m_rows)
        row.remove->setIcon(m_theme.icon(QStringLiteral("delete")));
}

void RowsEditor::addRow() {
    Row row;
    row.whole = new QWidget(this);
    auto* line = new QHBoxLayout(row.whole);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::Theme::space(1));
    for (int column = 0; column < m_columns; ++column) {
        auto* field = new QLineEdit(row.whole);
        field->setFont(m_theme.codeFont());
        line->addWidget(field, column + 1);
        connect(field, &QLineEdit::editingFinished, this,
                [this, whole = row.whole] { finish(whole); });
        row.fields.push_back(field);
    }
    row.remove = new QToolButton(row.whole);
    row.remove->setIcon(m_theme.icon(QStringLiteral("delete")));
    line->addWidget(row.remove);
    connect(row.remove, &QToolButton::clicked, this,
            [this, whole = row.whole] { removeRow(whole); });
    m_lines->addWidget(row.whole);
    name(row);
    if (m_completer)
        new codeeditor::FieldCompletion(m_theme, *row.fields.front(), m_completer);
    m_rows.push_back(std::move(row));
}

void RowsEditor::setCompleter(codeeditor::FieldCompletion::Source completer) {
    m_completer = std::move(completer);
}

void RowsEditor::name(const Row& row) const {
    for (int column = 0; column < m_columns; ++column) {
        QLineEdit* field = row.fields[std::size_t(column)];
        const QString title = m_columnNames.value(column);
        field->setPlaceholderText(title);
        field->setAccessibleName(title.isEmpty() ? m_name : title);
        field->setAccessibleDescription(m_name);
    }
    row.remove->setToolTip(tr("Remove"));
    row.remove->setAccessibleName(tr("Remove"));
    row.remove->setAccessibleDescription(m_name);
}

void RowsEditor::setTexts(const QString& name, const QStringList& columnNames,
                          const QString& addText) {
    m_name = name;
    m_columnNames = columnNames;
    m_add->setText(addText);
    m_add->setAccessibleDescription(name);
    for (const Row& row : m_rows)
        this->name(row);
}

void RowsEditor::dropLast() {
    m_rows.back().whole->hide();
    m_rows.back().whole->deleteLater();
    m_rows.pop_back();
}

void RowsEditor::removeRow(const QWidget* whole) {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return row.whole == whole; });
    if (found == m_rows.end())
        return;
    const bool counted = !found->fields.front()->text().isEmpty();
    m_add->setFocus(); // before the field with the focus goes, and with it the user's place
    found->whole->hide();
    found->whole->deleteLater();
    m_rows.erase(found);
    if (counted)
        Q_EMIT edited();
}

void RowsEditor::finish(const QWidget* whole) {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&](const Row& row) { return row.whole == whole; });
    if (found == m_rows.end())
        return;
    const bool modified = std::any_of(found->fields.begin(), found->fields.end(),
                                      [](const QLineEdit* field) { return field->isModified(); });
    for (QLineEdit* field : found->fields)
        field->setModified(false);
    if (modified)
        Q_EMIT edited();
}

void RowsEditor::setRows(const QList<QStringList>& rows) {
    // A line that has only just been added and has no text yet stays at the end.
    const bool pending = !m_rows.empty() && m_rows.back().fields.front()->text().isEmpty() &&
                         m_rows.back().whole->isVisible();
    const auto wanted = std::size_t(rows.size()) + (pending ? 1U : 0U);
    while (m_rows.size() > wanted)
        dropLast();
    while (m_rows.size() < wanted)
        addRow();
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        const QStringList texts =
            at < std::size_t(rows.size()) ? rows[qsizetype(at)] : QStringList();
        for (int column = 0; column < m_columns; ++column) {
            QLineEdit* field = m_rows[at].fields[std::size_t(column)];
            if (field->text() != texts.value(column) && !(field->hasFocus() && field->isModified()))
                field->setText(texts.value(column));
        }
    }
}

QList<QStringList> RowsEditor::rows() const {
    QList<QStringList> out;
    for (const Row& row : m_rows) {
        if (row.fields.front()->text().isEmpty())
            continue;
        QStringList texts;
        for (const QLineEdit* field : row.fields)
            texts += field->text();
        out += texts;
    }
    return out;
}

} // namespace ws::inspector
