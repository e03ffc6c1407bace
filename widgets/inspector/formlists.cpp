#include "widgets/inspector/formrows.h"

#include "engine/statemachine/graphlabels.h"
#include "engine/statemachine/integration.h"
#include "engine/statemachine/newstates.h"
#include "widgets/inspector/retrychart.h"
#include "widgets/theme/fieldhelp.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

#include <array>

namespace ws::inspector {

using json::Document;
using json::Value;
using statemachine::FieldKind;
using statemachine::IntegrationPattern;

namespace {

QString qt(std::string_view text) {
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

Value valueAt(const Document& document, const std::string& pointer) {
    const auto node = document.find(pointer);
    return node == Document::kNone ? Value() : document.value(node);
}

bool everyItemIsObject(const Value& list) {
    for (const Value& item : list.items()) {
        if (!item.isObject())
            return false;
    }
    return true;
}

const statemachine::ObjectSchema& ruleSchema() {
    using statemachine::FieldLanguage;
    static constexpr std::array<statemachine::FieldRule, 5> kFields{{
        {"Condition", FieldKind::Condition, FieldLanguage::Jsonata},
        {"Next", FieldKind::Target},
        {"Assign", FieldKind::Assignments},
        {"Output", FieldKind::Expressions, FieldLanguage::Jsonata},
        {"Comment", FieldKind::Text},
    }};
    static constexpr statemachine::ObjectSchema kSchema{kFields, {}, {}};
    return kSchema;
}

Value textList(std::string_view text) {
    Value list = Value::array();
    list.push(Value(text));
    return list;
}

std::string firstTarget(const FormContext& context) {
    const auto id = context.document.find(context.pointer);
    const std::string own = id == Document::kNone ? "" : context.document.node(id).key;
    for (const QString& name : targetsAt(context.document, context.pointer)) {
        if (name.toStdString() != own)
            return name.toStdString();
    }
    return own;
}

std::string argumentsName(const FormContext& context) {
    return context.isJsonata() ? "Arguments" : "Parameters";
}

Value bucketArguments(std::string_view second, std::string_view value) {
    return Value::object({{"Bucket", "my-bucket"}, {std::string(second), Value(value)}});
}

/// What a nested object begins as.
Value fresh(const FormContext& context, std::string_view name) {
    if (name == "ItemReader")
        return Value::object({{"Resource", "arn:aws:states:::s3:getObject"},
                              {"ReaderConfig", Value::object({{"InputType", "JSON"}})},
                              {argumentsName(context), bucketArguments("Key", "items.json")}});
    if (name == "ResultWriter")
        return Value::object({{"Resource", "arn:aws:states:::s3:putObject"},
                              {argumentsName(context), bucketArguments("Prefix", "results")}});
    if (name == "ItemBatcher")
        return Value::object({{"MaxItemsPerBatch", 10}});
    return Value::object();
}

std::string_view suffixOf(IntegrationPattern pattern) {
    switch (pattern) {
    case IntegrationPattern::Sync:
        return ".sync";
    case IntegrationPattern::Sync2:
        return ".sync:2";
    case IntegrationPattern::WaitForTaskToken:
        return ".waitForTaskToken";
    case IntegrationPattern::RequestResponse:
        break;
    }
    return {};
}

std::string withoutPattern(std::string resource) {
    for (const auto pattern : {IntegrationPattern::Sync2, IntegrationPattern::Sync,
                               IntegrationPattern::WaitForTaskToken}) {
        if (resource.ends_with(suffixOf(pattern)))
            return resource.substr(0, resource.size() - suffixOf(pattern).size());
    }
    return resource;
}

} // namespace

QVBoxLayout* FormRows::addFrame(const QString& title, const std::string& name, QVBoxLayout* column,
                                QBoxLayout** line) {
    auto* card = new QFrame(column->parentWidget());
    card->setProperty("card", true);
    card->setObjectName(QString::fromStdString(name) + QStringLiteral("#card"));
    card->setAccessibleName(title);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    policy.setHeightForWidth(true);
    card->setSizePolicy(policy);
    auto* body = new QVBoxLayout(card);
    body->setContentsMargins(theme::Theme::space(3), theme::Theme::space(2), theme::Theme::space(3),
                             theme::Theme::space(3));
    body->setSpacing(theme::Theme::space(1));
    auto* head = new QHBoxLayout;
    auto* label = new QLabel(title, card);
    label->setTextFormat(Qt::PlainText);
    label->setFont(m_theme.textFont(0, QFont::DemiBold));
    label->setWordWrap(true);
    label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    label->setVisible(!title.isEmpty());
    head->addWidget(label, 1);
    if (title.isEmpty())
        head->addStretch(1);
    body->addLayout(head);
    column->addSpacing(theme::Theme::space(1));
    column->addWidget(card);
    if (line)
        *line = head;
    return body;
}

void FormRows::addMoves(const std::string& list, std::size_t index, std::size_t count,
                        QWidget* card, QBoxLayout* line) {
    const auto button = [&](const QString& icon, const QString& help, const char* name) {
        auto* tool = new QToolButton(card);
        tool->setIcon(m_theme.icon(icon));
        tool->setToolTip(help);
        tool->setAccessibleName(help);
        tool->setAutoRaise(true);
        tool->setFocusPolicy(Qt::TabFocus);
        tool->setMinimumSize(26, 26);
        tool->setObjectName(QStringLiteral("%1/%2#%3")
                                .arg(QString::fromStdString(list))
                                .arg(index)
                                .arg(QLatin1String(name)));
        line->addWidget(tool, 0, Qt::AlignTop);
        return tool;
    };
    const auto move = [this, list, index](std::size_t to, const char* name) {
        m_wantedFocus = QStringLiteral("%1/%2#%3")
                            .arg(QString::fromStdString(list))
                            .arg(to)
                            .arg(QLatin1String(name));
        request(statemachine::moveListItem(list, index, to));
    };
    auto* up = button(QStringLiteral("chevron-up"), tr("Move up (Alt+Up)"), "up");
    auto* down = button(QStringLiteral("chevron-down"), tr("Move down (Alt+Down)"), "down");
    auto* remove = button(QStringLiteral("delete"), tr("Remove"), "remove");
    up->setEnabled(index > 0);
    down->setEnabled(index + 1 < count);
    const auto earlier = [move, index] {
        if (index > 0)
            move(index - 1, "up");
    };
    const auto later = [move, index, count] {
        if (index + 1 < count)
            move(index + 1, "down");
    };
    connect(up, &QToolButton::clicked, this, earlier);
    connect(down, &QToolButton::clicked, this, later);
    for (const auto& [key, action] :
         {std::pair<int, std::function<void()>>{Qt::Key_Up, earlier}, {Qt::Key_Down, later}}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::ALT | key), card, nullptr, nullptr,
                                       Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    }
    connect(remove, &QToolButton::clicked, this, [this, list, index] {
        m_wantedFocus = QString::fromStdString(list) + QStringLiteral("#add");
        request(statemachine::removeListItem(list, index));
    });
}

QVBoxLayout* FormRows::addCard(const std::string& list, std::size_t index, std::size_t count,
                               const QString& title, QVBoxLayout* column) {
    QBoxLayout* line = nullptr;
    QVBoxLayout* body = addFrame(title, list + '/' + std::to_string(index), column, &line);
    addMoves(list, index, count, body->parentWidget(), line);
    return body;
}

bool FormRows::addNested(const FormContext& context, const Rule& rule, const Place& place,
                         QVBoxLayout* column) {
    const std::string pointer = place.pointer() + '/' + std::string(rule.name);
    const bool there = context.document.find(pointer) != Document::kNone;
    const Value value = valueAt(context.document, pointer);
    const bool list = !there || (value.isArray() && everyItemIsObject(value));
    const bool object = !there || value.isObject();
    using Add = void (FormRows::*)(const FormContext&, const Place&, QVBoxLayout*);
    Add add = nullptr;
    const Schema* schema = nullptr;
    switch (rule.kind) {
    case FieldKind::Retry:
        add = list ? &FormRows::addRetriers : nullptr;
        break;
    case FieldKind::Catch:
        add = list ? &FormRows::addCatchers : nullptr;
        break;
    case FieldKind::Choices:
        add = list ? &FormRows::addRules : nullptr;
        break;
    case FieldKind::Branches:
        add = list ? &FormRows::addBranches : nullptr;
        break;
    case FieldKind::Processor:
        if (!there && rule.name == "Iterator")
            return true; // the older name is only for what has it
        if (!there && context.document.find(place.pointer() + "/Iterator") != Document::kNone)
            return true;
        if (!object)
            return false;
        m_fields += QString::fromStdString(pointer);
        addProcessor(context, place.within(std::string(rule.name)), column);
        return true;
    case FieldKind::States:
        m_fields += QString::fromStdString(pointer); // on the canvas
        return true;
    case FieldKind::ProcessorConfig:
        schema = &statemachine::processorConfigSchema();
        break;
    case FieldKind::ReaderConfig:
        schema = &statemachine::readerConfigSchema();
        break;
    case FieldKind::WriterConfig:
        schema = &statemachine::writerConfigSchema();
        break;
    case FieldKind::ItemReader:
        schema = &statemachine::itemReaderSchema();
        break;
    case FieldKind::ItemBatcher:
        schema = &statemachine::itemBatcherSchema();
        break;
    case FieldKind::ResultWriter:
        schema = &statemachine::resultWriterSchema();
        break;
    default:
        break;
    }
    if (schema && object) {
        m_fields += QString::fromStdString(pointer);
        addSection(context, rule, *schema, place, column);
        return true;
    }
    if (!add)
        return false;
    m_fields += QString::fromStdString(pointer);
    (this->*add)(context, place, column);
    return true;
}

void FormRows::addObject(const FormContext& context, const Schema& schema, const Place& place,
                         QVBoxLayout* column) {
    addFields(
        context, schema, place, Look::Card, [](std::string_view) { return true; }, column);
}

void FormRows::addSection(const FormContext& context, const Rule& rule, const Schema& schema,
                          const Place& place, QVBoxLayout* column) {
    const std::string name(rule.name);
    const Place inner = place.within(name);
    const bool optional = name.starts_with("Item") || name == "ResultWriter";
    const bool there = context.document.find(inner.pointer()) != Document::kNone;
    if (optional && !there) {
        auto* line = new QHBoxLayout;
        column->addSpacing(theme::Theme::space(2));
        column->addLayout(line);
        addButton(tr("Add %1").arg(qt(name)), theme::fieldHelp(name), inner.pointer() + "#add",
                  line, [place, name, value = fresh(context, name)] {
                      return statemachine::setField(place.base, place.inner, name, value);
                  });
        line->addStretch();
        return;
    }
    if (!optional)
        return addObject(context, schema, inner, column);
    QBoxLayout* line = nullptr;
    QVBoxLayout* body = addFrame(qt(name), inner.pointer(), column, &line);
    addButton(tr("Remove"), tr("Remove %1").arg(qt(name)), inner.pointer() + "#remove", line,
              [place, name] {
                  return statemachine::setField(place.base, place.inner, name, std::nullopt);
              });
    addObject(context, schema, inner, body);
}

void FormRows::addProcessor(const FormContext& context, const Place& place, QVBoxLayout* column) {
    QVBoxLayout* body = addFrame(qt(place.inner.back()), place.pointer(), column, nullptr);
    addObject(context, statemachine::processorSchema(), place, body);
}

void FormRows::addBranches(const FormContext& context, const Place& place, QVBoxLayout* column) {
    const std::string list = place.pointer() + "/Branches";
    const Value branches = valueAt(context.document, list);
    for (std::size_t at = 0; at < branches.size(); ++at) {
        QVBoxLayout* body = addCard(list, at, branches.size(), tr("Branch %1").arg(at + 1), column);
        addObject(context, statemachine::branchSchema(), {list + '/' + std::to_string(at), {}},
                  body);
    }
    auto* line = new QHBoxLayout;
    column->addLayout(line);
    auto* add = new QPushButton(tr("Add a branch"), column->parentWidget());
    add->setObjectName(QString::fromStdString(list + "#add"));
    add->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    line->addWidget(add);
    line->addStretch();
    connect(add, &QPushButton::clicked, this,
            [this, pointer = place.pointer(), language = context.language] {
                Q_EMIT requested([pointer, language](const Document& document) {
                    statemachine::Place where;
                    where.kind = statemachine::Place::Kind::NewBranch;
                    where.pointer = pointer;
                    return statemachine::insertStates(
                        document, statemachine::newState(statemachine::StateType::Pass, language),
                        where);
                });
            });
}

void FormRows::addRetriers(const FormContext& context, const Place& place, QVBoxLayout* column) {
    const std::string list = place.pointer() + "/Retry";
    const Value retriers = valueAt(context.document, list);
    auto* title = new QLabel(QStringLiteral("Retry"), column->parentWidget());
    title->setProperty("heading", true);
    column->addSpacing(theme::Theme::space(2));
    column->addWidget(title);
    for (std::size_t at = 0; at < retriers.size(); ++at) {
        const std::string pointer = list + '/' + std::to_string(at);
        QVBoxLayout* body =
            addCard(list, at, retriers.size(), tr("Retrier #%1").arg(at + 1), column);
        addObject(context, statemachine::retrierSchema(), {pointer, {}}, body);
        auto* chart = new RetryChart(m_theme, body->parentWidget());
        chart->setObjectName(QString::fromStdString(pointer + "#preview"));
        body->addSpacing(theme::Theme::space(1));
        body->addWidget(chart);
        Row row;
        row.place = {pointer, {}};
        row.error = new QLabel(chart);
        row.error->hide();
        row.fixes = new QWidget(chart);
        row.fixes->setLayout(new QHBoxLayout);
        row.fixes->hide();
        row.refresh = [chart, pointer](const Document& document) {
            chart->setRetrier(execution::readRetrier(valueAt(document, pointer)));
        };
        m_rows.push_back(std::move(row));
    }
    auto* line = new QHBoxLayout;
    column->addLayout(line);
    addButton(tr("Add a retrier"), theme::fieldHelp("Retry"), list + "#add", line,
              [pointer = place.pointer()] {
                  return statemachine::addListItem(
                      pointer, "Retry",
                      Value::object({{"ErrorEquals", textList("States.ALL")},
                                     {"IntervalSeconds", 1},
                                     {"MaxAttempts", 3},
                                     {"BackoffRate", 2},
                                     {"JitterStrategy", "FULL"}}));
              });
    line->addStretch();
}

void FormRows::addCatchers(const FormContext& context, const Place& place, QVBoxLayout* column) {
    const std::string list = place.pointer() + "/Catch";
    const Value catchers = valueAt(context.document, list);
    auto* title = new QLabel(QStringLiteral("Catch"), column->parentWidget());
    title->setProperty("heading", true);
    column->addSpacing(theme::Theme::space(4));
    column->addWidget(title);
    const auto id = context.document.find(context.pointer);
    const std::string fallback =
        tr("%1 failed").arg(QString::fromStdString(context.document.node(id).key)).toStdString();
    for (std::size_t at = 0; at < catchers.size(); ++at) {
        const std::string pointer = list + '/' + std::to_string(at);
        QVBoxLayout* body =
            addCard(list, at, catchers.size(), tr("Catcher #%1").arg(at + 1), column);
        addObject(context, statemachine::catcherSchema(), {pointer, {}}, body);
        auto* line = new QHBoxLayout;
        body->addLayout(line);
        addButton(tr("Create fallback state"), tr("Adds a state and lets this catcher go there."),
                  pointer + "#fallback", line, [state = context.pointer, at, fallback] {
                      return statemachine::createFallback(state, at, fallback);
                  });
        line->addStretch();
    }
    auto* line = new QHBoxLayout;
    column->addLayout(line);
    addButton(tr("Add a catcher"), theme::fieldHelp("Catch"), list + "#add", line,
              [pointer = place.pointer(), target = firstTarget(context)] {
                  return statemachine::addListItem(
                      pointer, "Catch",
                      Value::object({{"ErrorEquals", textList("States.ALL")}, {"Next", target}}));
              });
    addButton(tr("Add with fallback state"),
              tr("Adds a catcher for every error, and a state that it goes to."),
              list + "#addFallback", line, [state = context.pointer, fallback] {
                  return statemachine::createFallback(state, std::nullopt, fallback);
              });
    line->addStretch();
}

void FormRows::addRules(const FormContext& context, const Place& place, QVBoxLayout* column) {
    const std::string list = place.pointer() + "/Choices";
    const Value rules = valueAt(context.document, list);
    for (std::size_t at = 0; at < rules.size(); ++at) {
        const std::string pointer = list + '/' + std::to_string(at);
        const std::string comment = rules.at(at)["Comment"].toString();
        const std::string condition =
            statemachine::conditionText(context.document, context.document.find(pointer));
        const QString number = tr("Rule #%1").arg(at + 1);
        const std::string& words = comment.empty() ? condition : comment;
        const QString label = words.empty() ? number : QString::fromStdString(words);
        QVBoxLayout* body = addCard(list, at, rules.size(), label, column);
        body->parentWidget()->setAccessibleDescription(number);
        if (!context.isJsonata())
            addCondition(context, pointer, 0, body);
        addObject(context, ruleSchema(), {pointer, {}}, body);
    }
    auto* line = new QHBoxLayout;
    column->addLayout(line);
    const std::string target = firstTarget(context);
    Value rule = context.isJsonata()
                     ? Value::object({{"Condition", "{% $states.input.value = true %}"}})
                     : Value::object({{"Variable", "$.value"}, {"BooleanEquals", true}});
    rule.set("Next", Value(target));
    addButton(tr("Add a rule"), theme::fieldHelp("Choices"), list + "#add", line,
              [pointer = place.pointer(), rule] {
                  return statemachine::addListItem(pointer, "Choices", rule);
              });
    line->addStretch();
}

void FormRows::addResource(const FormContext& context, const Place& place, Look look,
                           QVBoxLayout* column) {
    QWidget* parent = column->parentWidget();
    ValueControl::Choices choices;
    choices.typing = ValueControl::Choices::Typing::Free;
    for (const QString& function : context.functions) {
        choices.values += function;
        choices.shown += tr("Function %1").arg(function);
    }
    for (const statemachine::OptimisedAction& action : statemachine::optimisedActions()) {
        choices.values +=
            QStringLiteral("arn:aws:states:::%1:%2").arg(qt(action.service), qt(action.action));
        choices.shown += choices.values.last();
    }
    ValueControl* control = makeValueControl(ValueForm::Text, choices, m_theme, parent);
    control->setHint(tr("A function or arn:aws:states:::service:action"));
    addRow(place, {"Resource"}, control, QStringLiteral("Resource"), theme::fieldHelp("Resource"),
           look, column);
    const std::string resource =
        valueAt(context.document, place.pointer() + "/Resource").toString();
    const statemachine::Integration integration = statemachine::parseIntegration(resource);
    if (!integration.isService())
        return;
    const statemachine::OptimisedAction* action = statemachine::findOptimisedAction(integration);
    auto* pattern = new QComboBox(parent);
    const std::pair<IntegrationPattern, QString> offers[] = {
        {IntegrationPattern::RequestResponse, tr("Request and response")},
        {IntegrationPattern::Sync, tr("Wait for the job (.sync)")},
        {IntegrationPattern::Sync2, tr("Wait for the job, JSON answer (.sync:2)")},
        {IntegrationPattern::WaitForTaskToken, tr("Wait for a callback (.waitForTaskToken)")},
    };
    for (const auto& [kind, text] : offers) {
        const bool allowed = action ? action->allows(kind)
                                    : kind == IntegrationPattern::RequestResponse ||
                                          kind == IntegrationPattern::WaitForTaskToken;
        if (allowed || kind == integration.pattern)
            pattern->addItem(text, int(kind));
    }
    pattern->setCurrentIndex(pattern->findData(int(integration.pattern)));
    pattern->setFocusPolicy(Qt::StrongFocus);
    pattern->setAccessibleName(tr("Integration type"));
    pattern->setObjectName(QString::fromStdString(place.pointer() + "/Resource#pattern"));
    auto* caption = new QLabel(tr("Integration type"), parent);
    caption->setBuddy(pattern);
    Row row;
    row.place = place;
    finishRow(row, pattern, caption, tr("What the task waits for."), look, column);
    m_rows.push_back(std::move(row));
    connect(pattern, &QComboBox::activated, this, [this, pattern, place, resource] {
        const auto kind = IntegrationPattern(pattern->currentData().toInt());
        const std::string text = withoutPattern(resource) + std::string(suffixOf(kind));
        request(statemachine::setField(place.base, place.inner, "Resource", Value(text)));
    });
    if (integration.is("lambda", "invoke"))
        addFunctionCall(context, place, column);
}

void FormRows::addFunctionCall(const FormContext& context, const Place& place,
                               QVBoxLayout* column) {
    const Place arguments = place.within(argumentsName(context));
    const Value given = valueAt(context.document, arguments.pointer());
    const std::string name = given.find("FunctionName.$") ? "FunctionName.$" : "FunctionName";
    ValueControl::Choices choices;
    choices.typing = ValueControl::Choices::Typing::Free;
    choices.values = context.functions;
    ValueControl* control =
        makeValueControl(ValueForm::Text, choices, m_theme, column->parentWidget());
    control->setHint(tr("Name or ARN of a function"));
    addRow(arguments, {name}, control, qt(name), theme::fieldHelp("FunctionName"), Look::Wide,
           column);
    addPayload(context, arguments, column);
}

void FormRows::addPayload(const FormContext& context, const Place& arguments, QVBoxLayout* column) {
    enum Source { Input, Own, Nothing };
    QWidget* parent = column->parentWidget();
    const Value given = valueAt(context.document, arguments.pointer());
    const Value* own = given.find("Payload");
    const Value* path = given.find("Payload.$");
    const bool whole =
        (path && path->toString() == "$") || (own && own->toString() == "{% $states.input %}");
    const Source source = whole ? Input : own || path ? Own : Nothing;
    auto* box = new QComboBox(parent);
    box->addItems({tr("The state's input"), tr("Entered here"), tr("Nothing")});
    box->setCurrentIndex(source);
    box->setFocusPolicy(Qt::StrongFocus);
    box->setAccessibleName(tr("Payload from"));
    box->setObjectName(QString::fromStdString(arguments.pointer() + "#payload"));
    auto* caption = new QLabel(tr("Payload from"), parent);
    caption->setBuddy(box);
    Row row;
    row.place = arguments;
    finishRow(row, box, caption, theme::fieldHelp("Payload"), Look::Wide, column);
    m_rows.push_back(std::move(row));
    const bool jsonata = context.isJsonata();
    const bool token = statemachine::parseIntegration(
                           valueAt(context.document, context.pointer + "/Resource").toString())
                           .waitsForToken();
    connect(box, &QComboBox::activated, this, [this, arguments, jsonata, token](int index) {
        const std::vector<std::string> both{"Payload", "Payload.$"};
        std::string name = "Payload";
        std::optional<Value> value;
        if (index == Input) {
            name = jsonata ? "Payload" : "Payload.$";
            value = jsonata ? Value("{% $states.input %}") : Value("$");
        } else if (index == Own) {
            value = Value::object();
            if (token && jsonata)
                value->set("token", Value("{% $states.context.Task.Token %}"));
            else if (token)
                value->set("token.$", Value("$$.Task.Token"));
        }
        request(statemachine::setField(arguments.base, arguments.inner, name, value, both));
    });
    if (source != Own)
        return;
    const std::string name = path ? "Payload.$" : "Payload";
    ValueControl* control =
        makeValueControl(path ? ValueForm::Text : ValueForm::Json, {}, m_theme, parent);
    addRow(arguments, {name}, control, qt(name), theme::fieldHelp("Payload"), Look::Wide, column);
}

} // namespace ws::inspector
