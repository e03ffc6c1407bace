#include "widgets/inspector/fieldeditor.h"

#include "engine/json/documentedit.h"
#include "widgets/inspector/rowseditor.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QWheelEvent>

#include <algorithm>
#include <optional>

namespace ws::inspector {

using json::Document;
using json::Edit;
using json::Value;

Document::NodeId FieldEditor::nodeIn(const Document& document) const {
    const Document::NodeId node = json::nodeAt(document, m_field.path);
    return node != Document::kNone && document.node(node).type == Value::Type::Null
               ? Document::kNone
               : node;
}

namespace {

QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::vector<Edit> listOf(std::optional<Edit> edit) {
    std::vector<Edit> edits;
    if (edit)
        edits.push_back(std::move(*edit));
    return edits;
}

/// Sets the text at the field's path, or takes it away when it is empty.
std::vector<Edit> textEdits(const Document& document, json::MemberPath path, const QString& text) {
    return listOf(text.isEmpty() ? json::removeAt(document, path)
                                 : json::setAt(document, path, Value(text.toStdString())));
}

/// The wheel scrolls the form, not the value under the cursor.
class WheelGuard : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override {
        const auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || !widget || widget->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

void guard(QWidget* widget) {
    widget->setFocusPolicy(Qt::StrongFocus);
    widget->installEventFilter(new WheelGuard(widget));
}

class TextEditor : public FieldEditor {
public:
    TextEditor(const Field& field, QWidget* parent)
        : FieldEditor(field, parent)
        , m_line(new QLineEdit(parent)) {
        connect(m_line, &QLineEdit::editingFinished, this, [this] {
            if (m_line->isModified())
                Q_EMIT edited();
            m_line->setModified(false);
        });
    }
    QWidget* widget() const override { return m_line; }
    void show(const Document& document) override {
        const auto node = nodeIn(document);
        const QString text =
            node == Document::kNone ? QString() : QString::fromStdString(document.string(node));
        if (text != m_line->text() && !(m_line->hasFocus() && m_line->isModified()))
            m_line->setText(text);
    }
    std::vector<Edit> edits(const Document& document) const override {
        return textEdits(document, field().path, m_line->text().trimmed());
    }
    void retranslate() override { m_line->setAccessibleName(fieldText(field().label)); }

private:
    QLineEdit* m_line;
};

constexpr const char* kAbsent = QT_TRANSLATE_NOOP("FunctionFields", "None");

class ChoiceEditor : public FieldEditor {
public:
    ChoiceEditor(const Field& field, QWidget* parent)
        : FieldEditor(field, parent)
        , m_box(new QComboBox(parent)) {
        for (const std::string_view choice : field.choices)
            m_box->addItem(qt(choice), qt(choice));
        m_box->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        m_box->setMinimumWidth(theme::Theme::space(45));
        guard(m_box);
        if (field.kind == FieldKind::Suggestion) {
            m_box->setEditable(true);
            m_box->setInsertPolicy(QComboBox::NoInsert);
            connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, &FieldEditor::edited);
        }
        connect(m_box, &QComboBox::activated, this, &FieldEditor::edited);
    }
    QWidget* widget() const override { return m_box; }
    void show(const Document& document) override {
        const QString text = textIn(document);
        if (m_box->isEditable()) {
            if (!m_box->lineEdit()->isModified() || !m_box->hasFocus())
                m_box->setEditText(text);
            return;
        }
        if (m_box->findData(text) < 0)
            m_box->addItem(text, text);
        m_box->setCurrentIndex(m_box->findData(text));
    }
    std::vector<Edit> edits(const Document& document) const override {
        const QString text =
            m_box->isEditable() ? m_box->currentText().trimmed() : m_box->currentData().toString();
        if (nodeIn(document) == Document::kNone && text == defaultText())
            return {};
        if (field().kind != FieldKind::SingleItem)
            return textEdits(document, field().path, text);
        Value list = Value::array();
        list.push(Value(text.toStdString()));
        return listOf(json::setAt(document, field().path, list));
    }
    void retranslate() override {
        m_box->setAccessibleName(fieldText(field().label));
        if (m_box->isEditable())
            m_box->lineEdit()->setAccessibleName(m_box->accessibleName());
        if (const int absent = m_box->findData(QString()); absent >= 0 && !m_box->isEditable())
            m_box->setItemText(absent, fieldText(kAbsent));
    }

private:
    QString defaultText() const {
        return field().kind == FieldKind::Suggestion ? QString() : qt(field().choices.front());
    }
    QString textIn(const Document& document) const {
        auto node = nodeIn(document);
        if (node != Document::kNone && field().kind == FieldKind::SingleItem) {
            const auto& items = document.node(node).children;
            node = items.empty() ? Document::kNone : items.front();
        }
        return node == Document::kNone ? defaultText()
                                       : QString::fromStdString(document.string(node));
    }

    QComboBox* m_box;
};

class NumberEditor : public FieldEditor {
public:
    NumberEditor(const Field& field, QWidget* parent)
        : FieldEditor(field, parent)
        , m_whole(new QWidget(parent))
        , m_box(new QSpinBox(m_whole)) {
        auto* line = new QHBoxLayout(m_whole);
        line->setContentsMargins(0, 0, 0, 0);
        if (field.kind == FieldKind::OptionalNumber) {
            m_switch = new QCheckBox(m_whole);
            line->addWidget(m_switch);
            m_box->setEnabled(false);
            connect(m_switch, &QCheckBox::clicked, this, [this](bool on) {
                m_box->setEnabled(on);
                Q_EMIT edited();
            });
        }
        m_box->setRange(field.minimum, field.maximum);
        m_box->setKeyboardTracking(false);
        m_box->setGroupSeparatorShown(true);
        m_box->setMinimumWidth(theme::Theme::space(32));
        guard(m_box);
        line->addWidget(m_box);
        line->addStretch();
        m_whole->setFocusProxy(m_switch ? static_cast<QWidget*>(m_switch) : m_box);
        connect(m_box, &QSpinBox::valueChanged, this, &FieldEditor::edited);
    }
    QWidget* widget() const override { return m_whole; }
    void show(const Document& document) override {
        const QSignalBlocker quiet(m_box);
        const auto node = nodeIn(document);
        const Value value = node == Document::kNone ? Value() : document.value(node);
        if (m_switch) {
            m_switch->setChecked(!value.isNull());
            m_box->setEnabled(!value.isNull());
        }
        if (value.isNumber())
            m_box->setValue(int(
                std::clamp(value.toDouble(), double(field().minimum), double(field().maximum))));
        else
            m_box->setValue(field().fallback);
    }
    std::vector<Edit> edits(const Document& document) const override {
        if (m_switch && !m_switch->isChecked())
            return listOf(json::removeAt(document, field().path));
        if (!m_switch && nodeIn(document) == Document::kNone && m_box->value() == field().fallback)
            return {};
        return listOf(json::setAt(document, field().path, Value(std::int64_t(m_box->value()))));
    }
    void retranslate() override {
        m_box->setSuffix(fieldText(field().unit));
        m_box->setAccessibleName(fieldText(field().label));
        if (m_switch)
            m_switch->setText(FieldEditor::tr("Reserve"));
    }

private:
    QWidget* m_whole;
    QSpinBox* m_box;
    QCheckBox* m_switch = nullptr; ///< only of an optional number
};

/// Lists: of texts, of pairs, and of the two members of a mount.
class ListEditor : public FieldEditor {
public:
    ListEditor(const Field& field, theme::Theme& theme, QWidget* parent)
        : FieldEditor(field, parent)
        , m_rows(new RowsEditor(theme, field.kind == FieldKind::Items ? 1 : 2, parent)) {
        connect(m_rows, &RowsEditor::edited, this, &FieldEditor::edited);
    }
    QWidget* widget() const override { return m_rows; }
    void show(const Document& document) override { m_rows->setRows(rowsIn(document)); }
    std::vector<Edit> edits(const Document& document) const override;
    void retranslate() override {
        QStringList columns;
        if (field().kind == FieldKind::Pairs)
            columns << FieldEditor::tr("Name") << FieldEditor::tr("Value");
        else if (field().kind == FieldKind::Mounts)
            columns << FieldEditor::tr("ARN of the access point") << QStringLiteral("/mnt/…");
        m_rows->setTexts(fieldText(field().label), columns, FieldEditor::tr("Add"));
    }

private:
    QList<QStringList> rowsIn(const Document& document) const;
    QStringList rowOf(const Document& document, Document::NodeId child) const;
    Value valueOf(const QStringList& row) const;
    Value whole(const QList<QStringList>& rows) const;
    std::optional<Edit> removal(const Document& document, Document::NodeId child) const;
    std::optional<Edit> addition(const Document& document, Document::NodeId list,
                                 const QStringList& row) const;
    void change(const Document& document, Document::NodeId child, const QStringList& row,
                std::vector<Edit>& edits) const;

    RowsEditor* m_rows;
};

constexpr std::string_view kMountMembers[] = {"Arn", "LocalMountPath"};

QStringList ListEditor::rowOf(const Document& document, Document::NodeId child) const {
    const auto text = [&](Document::NodeId node) {
        return node == Document::kNone ? QString() : QString::fromStdString(document.string(node));
    };
    switch (field().kind) {
    case FieldKind::Pairs:
        return {QString::fromStdString(document.node(child).key), text(child)};
    case FieldKind::Mounts:
        return {text(document.member(child, kMountMembers[0])),
                text(document.member(child, kMountMembers[1]))};
    default:
        return {text(child)};
    }
}

QList<QStringList> ListEditor::rowsIn(const Document& document) const {
    QList<QStringList> rows;
    const auto list = nodeIn(document);
    if (list == Document::kNone)
        return rows;
    for (const auto child : document.node(list).children)
        rows += rowOf(document, child);
    return rows;
}

Value ListEditor::valueOf(const QStringList& row) const {
    if (field().kind != FieldKind::Mounts)
        return Value(row.constLast().toStdString());
    Value mount = Value::object();
    for (int column = 0; column < 2; ++column)
        mount.set(kMountMembers[column], Value(row[column].toStdString()));
    return mount;
}

Value ListEditor::whole(const QList<QStringList>& rows) const {
    const bool pairs = field().kind == FieldKind::Pairs;
    Value list = pairs ? Value::object() : Value::array();
    for (const QStringList& row : rows) {
        if (pairs)
            list.set(row.constFirst().toStdString(), valueOf(row));
        else
            list.push(valueOf(row));
    }
    return list;
}

std::optional<Edit> ListEditor::removal(const Document& document, Document::NodeId child) const {
    return field().kind == FieldKind::Pairs ? json::removeMember(document, child)
                                            : json::removeItem(document, child);
}

std::optional<Edit> ListEditor::addition(const Document& document, Document::NodeId list,
                                         const QStringList& row) const {
    return field().kind == FieldKind::Pairs
               ? json::addMember(document, list, row.constFirst().toStdString(), valueOf(row))
               : json::addItem(document, list, valueOf(row));
}

void ListEditor::change(const Document& document, Document::NodeId child, const QStringList& row,
                        std::vector<Edit>& edits) const {
    const QStringList before = rowOf(document, child);
    if (field().kind == FieldKind::Mounts) {
        if (before != row)
            edits.push_back(document.replaceValue(child, valueOf(row).dump()));
        return;
    }
    if (field().kind == FieldKind::Pairs && before.constFirst() != row.constFirst())
        edits.push_back(json::renameMember(document, child, row.constFirst().toStdString()));
    if (before.constLast() != row.constLast())
        edits.push_back(json::replaceScalar(document, child, valueOf(row)));
}

/// The widget changes one line at a time: changed, added at the end, or gone.
std::vector<Edit> ListEditor::edits(const Document& document) const {
    const QList<QStringList> rows = m_rows->rows();
    const QList<QStringList> before = rowsIn(document);
    const auto list = nodeIn(document);
    if (rows == before)
        return {};
    if (rows.isEmpty())
        return listOf(json::removeAt(document, field().path));
    if (list == Document::kNone || before.isEmpty())
        return listOf(json::setAt(document, field().path, whole(rows)));
    const auto& children = document.node(list).children;
    std::vector<Edit> edits;
    if (rows.size() == before.size()) {
        for (qsizetype at = 0; at < rows.size(); ++at)
            change(document, children[std::size_t(at)], rows[at], edits);
        return edits;
    }
    if (rows.size() == before.size() + 1 && rows.first(before.size()) == before)
        return listOf(addition(document, list, rows.constLast()));
    if (rows.size() + 1 == before.size()) {
        const auto first = std::mismatch(rows.begin(), rows.end(), before.begin()).second;
        const auto gone = std::size_t(first - before.begin());
        QList<QStringList> rest = before;
        rest.removeAt(qsizetype(gone));
        if (rest == rows)
            return listOf(removal(document, children[gone]));
    }
    return listOf(json::setAt(document, field().path, whole(rows)));
}

} // namespace

FieldEditor* makeFieldEditor(const Field& field, theme::Theme& theme, QWidget* parent) {
    switch (field.kind) {
    case FieldKind::Text:
        return new TextEditor(field, parent);
    case FieldKind::Choice:
    case FieldKind::Suggestion:
    case FieldKind::SingleItem:
        return new ChoiceEditor(field, parent);
    case FieldKind::Number:
    case FieldKind::OptionalNumber:
        return new NumberEditor(field, parent);
    case FieldKind::Items:
    case FieldKind::Pairs:
    case FieldKind::Mounts:
        break;
    }
    return new ListEditor(field, theme, parent);
}

} // namespace ws::inspector
