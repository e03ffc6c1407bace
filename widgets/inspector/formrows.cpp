#include "widgets/inspector/formrows.h"

#include "widgets/theme/fieldhelp.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace ws::inspector {

using json::Document;
using json::Value;
using statemachine::FieldKind;

namespace {

constexpr int kLabelWidth = 132; // of a row in a card
constexpr int kLineHeight = 28;  // of a field of one line, so that its label stands beside it

QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::string escaped(std::string_view name) {
    std::string out;
    for (const char c : name)
        out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return out;
}

QLabel* wordLabel(const QString& text, const char* look, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setProperty(look, true);
    return label;
}

ValueForm formOf(FieldKind kind) {
    switch (kind) {
    case FieldKind::Flag:
        return ValueForm::Flag;
    case FieldKind::Path:
    case FieldKind::ResultPath:
        return ValueForm::PathOrNull;
    case FieldKind::Seconds:
    case FieldKind::Timeout:
    case FieldKind::Attempts:
    case FieldKind::Count:
    case FieldKind::PositiveCount:
    case FieldKind::Delay:
    case FieldKind::Percentage:
    case FieldKind::Rate:
    case FieldKind::Number:
        return ValueForm::Number;
    case FieldKind::ErrorNames:
    case FieldKind::Headers:
        return ValueForm::Names;
    case FieldKind::Anything:
    case FieldKind::Template:
    case FieldKind::Expressions:
    case FieldKind::Payload:
    case FieldKind::Assignments:
    case FieldKind::Items:
    case FieldKind::Credentials:
    case FieldKind::Retry:
    case FieldKind::Catch:
    case FieldKind::Choices:
    case FieldKind::Branches:
    case FieldKind::Processor:
    case FieldKind::ProcessorConfig:
    case FieldKind::ItemReader:
    case FieldKind::ReaderConfig:
    case FieldKind::ItemBatcher:
    case FieldKind::ResultWriter:
    case FieldKind::WriterConfig:
        return ValueForm::Json;
    default:
        return ValueForm::Text;
    }
}

QStringList listed(const std::vector<std::string>& names) {
    QStringList out;
    for (const std::string& name : names)
        out += QString::fromStdString(name);
    return out;
}

QStringList valuesOf(const statemachine::FieldRule& rule) {
    switch (rule.kind) {
    case FieldKind::Language:
        return {QStringLiteral("JSONPath"), QStringLiteral("JSONata")};
    case FieldKind::Flag:
        return {QStringLiteral("true"), QStringLiteral("false")};
    case FieldKind::Jitter:
        return {QStringLiteral("FULL"), QStringLiteral("NONE")};
    case FieldKind::ProcessorMode:
        return {QStringLiteral("INLINE"), QStringLiteral("DISTRIBUTED")};
    case FieldKind::ExecutionType:
        return {QStringLiteral("STANDARD"), QStringLiteral("EXPRESS")};
    case FieldKind::ReaderInput:
        return {QStringLiteral("JSON"), QStringLiteral("JSONL"), QStringLiteral("CSV"),
                QStringLiteral("MANIFEST"), QStringLiteral("PARQUET")};
    case FieldKind::HeaderLocation:
        return {QStringLiteral("FIRST_ROW"), QStringLiteral("GIVEN")};
    case FieldKind::ReaderResource:
        return {QStringLiteral("arn:aws:states:::s3:getObject"),
                QStringLiteral("arn:aws:states:::s3:listObjectsV2")};
    default:
        break;
    }
    if (rule.name == "ManifestType")
        return {QStringLiteral("ATHENA_DATA"), QStringLiteral("S3_INVENTORY")};
    if (rule.name == "OutputType")
        return {QStringLiteral("JSON"), QStringLiteral("JSONL")};
    if (rule.name == "Transformation")
        return {QStringLiteral("NONE"), QStringLiteral("COMPACT"), QStringLiteral("FLATTEN"),
                QStringLiteral("LOAD_AND_FLATTEN")};
    return {};
}

std::optional<Value> valueAt(const Document& document, const std::string& pointer) {
    const auto node = document.find(pointer);
    if (node == Document::kNone)
        return std::nullopt;
    return document.value(node);
}

/// A path, a timestamp or a message is a text, also when it reads like a number.
bool isTextField(std::string_view name) {
    return name.ends_with("Path") || name == "Timestamp" || name == "Error" || name == "Cause";
}

} // namespace

std::string FormRows::Place::pointer() const {
    std::string out = base;
    for (const std::string& name : inner)
        out += '/' + escaped(name);
    return out;
}

FormRows::Place FormRows::Place::within(std::string name) const {
    Place place = *this;
    place.inner.push_back(std::move(name));
    return place;
}

QStringList targetsAt(const Document& document, std::string_view pointer) {
    auto node = document.find(pointer);
    for (; node != Document::kNone; node = document.node(node).parent) {
        const auto states = document.node(node).type == Value::Type::Object
                                ? document.member(node, "States")
                                : Document::kNone;
        if (states == Document::kNone)
            continue;
        QStringList names;
        for (const auto child : document.node(states).children)
            names += QString::fromStdString(document.node(child).key);
        return names;
    }
    return {};
}

void FormRows::request(const statemachine::FieldChange& change) {
    Q_EMIT requested([change](const Document& document) {
        return statemachine::changeFields(document, change);
    });
}

void FormRows::addButton(const QString& text, const QString& help, const std::string& name,
                         QBoxLayout* line,
                         const std::function<statemachine::FieldChange()>& change) {
    auto* button = new QPushButton(text, line->parentWidget());
    button->setToolTip(help);
    button->setAccessibleName(help.isEmpty() ? text : help);
    button->setObjectName(QString::fromStdString(name));
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    line->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, change] { request(change()); });
}

void FormRows::finishRow(Row& row, QWidget* widget, QWidget* label, const QString& help, Look look,
                         QVBoxLayout* column) {
    QWidget* parent = column->parentWidget();
    row.error = wordLabel({}, "errorText", parent);
    row.error->hide();
    row.fixes = new QWidget(parent);
    auto* fixes = new QHBoxLayout(row.fixes);
    fixes->setContentsMargins(0, 0, 0, 0);
    row.fixes->hide();
    widget->setToolTip(help);
    if (look == Look::Card) {
        auto* line = new QHBoxLayout;
        label->setFixedWidth(kLabelWidth);
        label->setMinimumHeight(kLineHeight);
        label->setToolTip(help);
        line->addWidget(label, 0, Qt::AlignTop);
        line->addWidget(widget, 1);
        column->addLayout(line);
    } else {
        column->addSpacing(theme::Theme::space(2));
        column->addWidget(label);
        column->addWidget(widget);
    }
    column->addWidget(row.error);
    column->addWidget(row.fixes);
    if (look == Look::Wide && !help.isEmpty())
        column->addWidget(wordLabel(help, "caption", parent));
}

const std::string& FormRows::chosenName(const Row& row) {
    return row
        .names[row.alternative ? std::size_t(std::max(0, row.alternative->currentIndex())) : 0];
}

void FormRows::connectRow(const Row& row) {
    const std::size_t at = m_rows.size() - 1;
    row.control->setCompleter(
        [this, at](statemachine::FieldText form, std::string_view typed, std::size_t cursor) {
            const Row& asked = m_rows[at];
            return m_completer(asked.place.pointer() + '/' + escaped(chosenName(asked)), form,
                               typed, cursor);
        });
    connect(row.control, &ValueControl::complained, this, [this, at](const QString& message) {
        m_rows[at].says = message.isEmpty() ? Row::Says::Findings : Row::Says::Complaint;
        m_rows[at].error->setText(message);
        m_rows[at].error->setVisible(!message.isEmpty());
    });
    connect(row.control, &ValueControl::edited, this, [this, at] {
        m_rows[at].says = Row::Says::Findings;
        const Row& edited = m_rows[at];
        std::optional<Value> value = edited.control->value();
        const std::string& name = chosenName(edited);
        if (value && value->isNumber() && isTextField(name))
            value = Value(value->dump());
        request(statemachine::setField(edited.place.base, edited.place.inner, name, value,
                                       edited.names));
    });
}

FormRows::Row& FormRows::addRow(const Place& place, std::vector<std::string> names,
                                ValueControl* control, const QString& label, const QString& help,
                                Look look, QVBoxLayout* column) {
    const std::string pointer = place.pointer() + '/' + escaped(names.front());
    for (const std::string& name : names)
        m_fields += QString::fromStdString(place.pointer() + '/' + escaped(name));
    auto* caption = new QLabel(label, column->parentWidget());
    caption->setBuddy(control->widget());
    control->widget()->setAccessibleName(label);
    if (const auto* box = qobject_cast<QComboBox*>(control->widget()); box && box->isEditable())
        box->lineEdit()->setAccessibleName(label);
    control->widget()->setAccessibleDescription(help);
    control->widget()->setObjectName(QString::fromStdString(pointer));
    Row row;
    row.place = place;
    row.names = std::move(names);
    row.control = control;
    finishRow(row, control->widget(), caption, help, look, column);
    m_rows.push_back(std::move(row));
    connectRow(m_rows.back());
    return m_rows.back();
}

void FormRows::addAlternatives(const FormContext& context, const Schema& schema, const Place& place,
                               std::vector<std::string> names, Look look, QVBoxLayout* column) {
    std::erase_if(names, [&](const std::string& name) {
        const Rule* rule = schema.find(name);
        const bool other =
            context.isJsonata() && rule->language == statemachine::FieldLanguage::JsonPath;
        return other && !valueAt(context.document, place.pointer() + '/' + escaped(name));
    });
    QWidget* parent = column->parentWidget();
    ValueControl* control = makeValueControl(ValueForm::Number, {}, m_theme, parent);
    if (names.size() == 1) {
        control->setHint(theme::fieldDefault(names.front()));
        addRow(place, names, control, qt(names.front()), theme::fieldHelp(names.front()), look,
               column);
        return;
    }
    const auto given = std::ranges::find_if(names, [&](const std::string& name) {
        return valueAt(context.document, place.pointer() + '/' + escaped(name)).has_value();
    });
    auto* which = new QComboBox(parent);
    which->addItems(listed(names));
    which->setCurrentIndex(given == names.end() ? 0 : int(given - names.begin()));
    which->setFocusPolicy(Qt::StrongFocus);
    which->setAccessibleName(tr("Field"));
    which->setToolTip(tr("Which of these fields says it; only one of them may be there."));
    const std::string pointer = place.pointer() + '/' + escaped(names.front());
    which->setObjectName(QString::fromStdString(pointer) + QStringLiteral("?"));
    control->widget()->setObjectName(QString::fromStdString(pointer));
    for (const std::string& name : names)
        m_fields += QString::fromStdString(place.pointer() + '/' + escaped(name));
    Row row;
    row.place = place;
    row.names = names;
    row.control = control;
    row.alternative = which;
    auto* pair = new QWidget(parent);
    auto* line = new QHBoxLayout(pair);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(which);
    line->addWidget(control->widget(), 1);
    auto* caption = new QLabel(qt(names.front()), parent);
    caption->setBuddy(control->widget());
    finishRow(row, pair, caption, theme::fieldHelp(names.front()), look, column);
    m_rows.push_back(std::move(row));
    connectRow(m_rows.back());
    const auto rename = [control, which, names] {
        const auto at = std::size_t(std::max(0, which->currentIndex()));
        control->widget()->setAccessibleName(qt(names[at]));
        control->widget()->setToolTip(theme::fieldHelp(names[at]));
        control->setHint(theme::fieldDefault(names[at]));
    };
    rename();
    connect(which, &QComboBox::activated, control, [control, rename] {
        rename();
        control->widget()->setFocus();
    });
}

void FormRows::addTransition(const FormContext& context, const Place& place, Look look,
                             QVBoxLayout* column) {
    QWidget* parent = column->parentWidget();
    auto* box = new QComboBox(parent);
    const QStringList targets = targetsAt(context.document, place.pointer());
    box->addItem(tr("End of the workflow or branch"));
    for (const QString& target : targets)
        box->addItem(target, target);
    box->setFocusPolicy(Qt::StrongFocus);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    box->setAccessibleName(QStringLiteral("Next"));
    box->setObjectName(QString::fromStdString(place.pointer() + "/Next"));
    auto* caption = new QLabel(QStringLiteral("Next"), parent);
    caption->setBuddy(box);
    for (const char* name : {"/Next", "/End"})
        m_fields += QString::fromStdString(place.pointer() + name);
    Row row;
    row.place = place;
    row.names = {"Next", "End"};
    finishRow(row, box, caption, theme::fieldHelp("Next"), look, column);
    const std::string pointer = place.pointer();
    row.refresh = [box, pointer](const Document& document) {
        const auto next = valueAt(document, pointer + "/Next");
        const QString name = next ? QString::fromStdString(next->toString()) : QString();
        int index = name.isEmpty() ? 0 : box->findData(name);
        if (index < 0) {
            box->addItem(name, name);
            index = box->count() - 1;
        }
        const auto end = valueAt(document, pointer + "/End");
        box->setCurrentIndex(name.isEmpty() && !(end && end->toBool()) ? -1 : index);
    };
    m_rows.push_back(std::move(row));
    connect(box, &QComboBox::activated, this, [this, place, box](int index) {
        const std::string target = box->itemData(index).toString().toStdString();
        request(
            index == 0
                ? statemachine::setField(place.base, place.inner, "End", Value(true), {"Next"})
                : statemachine::setField(place.base, place.inner, "Next", Value(target), {"End"}));
    });
}

void FormRows::addField(const FormContext& context, const Schema& schema, const Rule& rule,
                        const Place& place, Look look, QVBoxLayout* column) {
    QWidget* parent = column->parentWidget();
    const std::string name(rule.name);
    const bool mayNest = addNested(context, rule, place, column);
    if (mayNest)
        return;
    if (rule.name == "End")
        return;
    if (rule.name == "Next" && schema.find("End"))
        return addTransition(context, place, look, column);
    if (rule.kind == FieldKind::Resource && look == Look::Wide)
        return addResource(context, place, look, column);
    for (const statemachine::FieldGroup& group : schema.groups) {
        const auto in = std::ranges::find(group.names, rule.name);
        const bool values = rule.kind != FieldKind::Processor && rule.kind != FieldKind::Template &&
                            rule.kind != FieldKind::Payload && rule.kind != FieldKind::Target;
        if (in == group.names.end() || !values)
            continue;
        const std::string pointer = place.pointer() + '/' + name;
        if (m_fields.contains(QString::fromStdString(pointer)))
            return;
        // The plain field before its path.
        std::vector<std::string> names;
        for (const Rule& each : schema.fields) {
            if (std::ranges::find(group.names, each.name) != group.names.end())
                names.emplace_back(each.name);
        }
        return addAlternatives(context, schema, place, names, look, column);
    }
    ValueForm form = formOf(rule.kind);
    ValueControl::Choices choices;
    if (rule.kind == FieldKind::Target) {
        choices.values = targetsAt(context.document, place.pointer());
        if (rule.name == "Default") {
            choices.values.prepend(QString());
            choices.shown = choices.values;
            choices.shown[0] = tr("None: it fails with States.NoChoiceMatched");
        }
    } else if (rule.kind != FieldKind::ErrorNames) {
        choices.values = valuesOf(rule);
        if (!choices.values.isEmpty()) {
            const QString standard = theme::fieldDefault(name);
            choices.values.prepend(QString());
            choices.shown = choices.values;
            choices.shown[0] =
                standard.isEmpty() ? tr("Not set") : tr("Not set: %1 counts").arg(standard);
            if (rule.kind == FieldKind::Language)
                choices.shown[0] = context.pointer.empty()
                                       ? tr("Not set: %1 counts").arg(QStringLiteral("JSONPath"))
                                       : tr("As the workflow");
            form = form == ValueForm::Flag ? form : ValueForm::Text;
        }
    }
    // A list or a flag of another shape is shown as the JSON that it is.
    const auto value = valueAt(context.document, place.pointer() + '/' + escaped(name));
    if (form == ValueForm::Names && value && !value->isArray())
        form = value->isString() ? ValueForm::Text : ValueForm::Json;
    ValueControl* control = makeValueControl(form, choices, m_theme, parent);
    control->setHint(form == ValueForm::Names ? qt(rule.name) : theme::fieldDefault(name));
    addRow(place, {name}, control, qt(rule.name), theme::fieldHelp(name), look, column);
}

void FormRows::addFields(const FormContext& context, const Schema& schema, const Place& place,
                         Look look, const std::function<bool(std::string_view)>& wanted,
                         QVBoxLayout* column) {
    const auto other = context.isJsonata() ? statemachine::FieldLanguage::JsonPath
                                           : statemachine::FieldLanguage::Jsonata;
    for (const Rule& rule : schema.fields) {
        if (rule.language == other || !wanted(rule.name))
            continue;
        addField(context, schema, rule, place, look, column);
    }
}

void FormRows::addOthers(const FormContext& context, const Schema& schema, const Place& place,
                         QVBoxLayout* column) {
    const auto node = context.document.find(place.pointer());
    if (node == Document::kNone)
        return;
    bool first = true;
    for (const auto child : context.document.node(node).children) {
        const std::string key = context.document.node(child).key;
        const QString pointer = QString::fromStdString(place.pointer() + '/' + escaped(key));
        if (key.empty() || m_fields.contains(pointer) || key == "States")
            continue;
        const Rule* rule = schema.find(key);
        const bool usual = rule && rule->language == statemachine::FieldLanguage::Both;
        if (usual)
            continue; // on another page of the form
        const bool language =
            rule && (rule->language == statemachine::FieldLanguage::Jsonata) == context.isJsonata();
        if (language)
            continue;
        if (std::exchange(first, false)) {
            column->addSpacing(theme::Theme::space(4));
            column->addWidget(wordLabel(tr("Other fields"), "heading", column->parentWidget()));
        }
        ValueControl* control =
            makeValueControl(ValueForm::Json, {}, m_theme, column->parentWidget());
        addRow(place, {key}, control, QString::fromStdString(key),
               tr("The state's type and query language have no such field."), Look::Wide, column);
    }
}

void FormRows::addIdentity(const FormContext& context, QVBoxLayout* column) {
    QWidget* parent = column->parentWidget();
    const auto id = context.document.find(context.pointer);
    auto* line = new QLineEdit(parent);
    line->setObjectName(QString::fromStdString(context.pointer + "?name"));
    line->setAccessibleName(tr("Name"));
    line->setMaxLength(80);
    auto* caption = new QLabel(tr("Name"), parent);
    caption->setBuddy(line);
    Row name;
    name.place = {context.pointer, {}};
    finishRow(name, line, caption, tr("Every place that refers to the state is renamed with it."),
              Look::Wide, column);
    const QString key = QString::fromStdString(context.document.node(id).key);
    line->setText(key);
    name.refresh = [line, key](const Document&) {
        if (!line->hasFocus())
            line->setText(key);
    };
    QLabel* error = name.error;
    m_rows.push_back(std::move(name));
    const std::string pointer = context.pointer;
    connect(line, &QLineEdit::textEdited, error, [error] { error->hide(); });
    connect(line, &QLineEdit::editingFinished, this, [this, line, pointer, key] {
        if (line->text() == key)
            return;
        const std::string wanted = line->text().toStdString();
        Q_EMIT requested([pointer, wanted](const Document& document) {
            return statemachine::renameState(document, pointer, wanted);
        });
    });
    auto* type = new QComboBox(parent);
    for (int at = 0; at < int(statemachine::StateType::Unknown); ++at)
        type->addItem(qt(statemachine::stateTypeName(statemachine::StateType(at))));
    type->setObjectName(QString::fromStdString(pointer + "/Type"));
    type->setAccessibleName(QStringLiteral("Type"));
    type->setFocusPolicy(Qt::StrongFocus);
    auto* typeCaption = new QLabel(QStringLiteral("Type"), parent);
    typeCaption->setBuddy(type);
    Row row;
    row.place = {pointer, {}};
    row.names = {"Type"};
    m_fields += QString::fromStdString(pointer + "/Type");
    finishRow(row, type, typeCaption,
              tr("Another type keeps what it has too: transitions, comment, error handling."),
              Look::Wide, column);
    row.refresh = [type, pointer](const Document& document) {
        const auto value = valueAt(document, pointer + "/Type");
        type->setCurrentIndex(value ? type->findText(QString::fromStdString(value->toString()))
                                    : -1);
    };
    m_rows.push_back(std::move(row));
    connect(type, &QComboBox::activated, this, [this, pointer](int index) {
        Q_EMIT requested([pointer, index](const Document& document) {
            return statemachine::changeType(document, pointer, statemachine::StateType(index));
        });
    });
}

void FormRows::show(const Document& document) {
    for (Row& row : m_rows) {
        if (row.refresh)
            row.refresh(document);
        if (!row.control)
            continue;
        std::optional<Value> value;
        for (std::size_t at = 0; at < row.names.size() && !value; ++at) {
            value = valueAt(document, row.place.pointer() + '/' + escaped(row.names[at]));
            if (value && row.alternative)
                row.alternative->setCurrentIndex(int(at));
        }
        row.control->show(value);
    }
}

void FormRows::fillFixes(const Row& row, const statemachine::Diagnostic& problem) {
    auto* line = static_cast<QHBoxLayout*>(row.fixes->layout());
    for (const statemachine::Fix& fix : problem.fixes) {
        if (line->count() == 3)
            break;
        auto* button = new QPushButton(row.fixes);
        button->setText(theme::fixTitle(fix).replace(u'&', QStringLiteral("&&")));
        button->setAccessibleName(theme::fixTitle(fix));
        button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        button->setProperty("quickFix", true);
        line->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, fix] { Q_EMIT fixRequested(fix); });
    }
    row.fixes->setVisible(line->count() > 0);
}

void FormRows::showProblems(const std::vector<statemachine::Diagnostic>& problems) {
    m_problemCount = 0;
    for (const Row& row : m_rows) {
        while (QLayoutItem* item = row.fixes->layout()->takeAt(0)) {
            item->widget()->hide();
            item->widget()->deleteLater();
            delete item;
        }
        row.fixes->hide();
        if (row.says == Row::Says::Complaint)
            continue;
        row.error->hide();
        for (const statemachine::Diagnostic& problem : problems) {
            const bool here = std::ranges::any_of(row.names, [&](const std::string& name) {
                const std::string pointer = row.place.pointer() + '/' + escaped(name);
                return problem.pointer == pointer || problem.pointer.starts_with(pointer + '/');
            });
            if (!here)
                continue;
            row.error->setText(theme::diagnosticText(problem));
            row.error->show();
            fillFixes(row, problem);
            ++m_problemCount;
            break;
        }
    }
}

QStringList FormRows::fields() const {
    return m_fields;
}

} // namespace ws::inspector
