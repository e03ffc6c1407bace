#include "widgets/inspector/stateform.h"

#include "widgets/inspector/formrows.h"
#include "widgets/theme/messages.h"

#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>

#include <algorithm>
#include <array>
#include <optional>

namespace ws::inspector {

using json::Document;
using json::Value;
using statemachine::QueryLanguage;
using statemachine::StateType;

namespace {

using namespace std::chrono_literals;

constexpr int kMostWidth = 620;      // a help text in longer lines is hard to read
constexpr auto kProblemsAfter = 0ms; // when the rows have come to rest

enum Page { Configuration, Input, Output, Variables, Errors, kPages };

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

Page pageOf(std::string_view field) {
    if (isOneOf(field, {"InputPath", "Parameters", "Arguments"}))
        return Input;
    if (isOneOf(field, {"Output", "OutputPath", "ResultPath", "ResultSelector", "Result"}))
        return Output;
    if (field == "Assign")
        return Variables;
    if (isOneOf(field, {"Retry", "Catch", "TimeoutSeconds", "TimeoutSecondsPath",
                        "HeartbeatSeconds", "HeartbeatSecondsPath"}))
        return Errors;
    return Configuration;
}

/// Common fields stand after those of the type.
bool isTail(std::string_view field) {
    return isOneOf(field, {"Next", "End", "Default", "QueryLanguage", "Comment", "Type"});
}

/// What decides which rows there are; values of the rows themselves are no part of it.
void appendShape(const Document& document, Document::NodeId id, std::string& out) {
    const Document::Node& node = document.node(id);
    static constexpr std::array<std::string_view, 12> kOpaque{
        "Parameters", "Arguments",  "Assign",      "Output",       "ResultSelector", "Result",
        "BatchInput", "CSVHeaders", "Credentials", "ItemSelector", "ErrorEquals",    "States"};
    out += node.key;
    out += ':';
    out += std::to_string(int(node.type));
    if (std::ranges::find(kOpaque, node.key) != kOpaque.end()) {
        // Of what a function is called with, only where its payload comes from.
        for (const auto child : node.children) {
            const auto& inner = document.node(child);
            if (node.key != "States" && inner.key.starts_with("Payload"))
                out +=
                    inner.key + (inner.type == Value::Type::String ? document.string(child) : "");
            if (node.key == "States" || inner.key.starts_with("FunctionName"))
                out += inner.key + ',';
        }
        return;
    }
    if (isOneOf(node.key, {"Resource", "Type", "QueryLanguage"}))
        out += document.string(id);
    if (!node.children.empty()) {
        out += '{';
        for (const auto child : node.children)
            appendShape(document, child, out);
        out += '}';
    }
}

QueryLanguage languageAt(const Document& document, Document::NodeId state) {
    for (auto id : {state, document.root()}) {
        const auto member = document.member(id, "QueryLanguage");
        if (member != Document::kNone)
            return document.string(member) == "JSONata" ? QueryLanguage::Jsonata
                                                        : QueryLanguage::JsonPath;
    }
    return QueryLanguage::JsonPath;
}

} // namespace

class StateForm::Private {
public:
    Private(StateForm* q, theme::Theme& theme)
        : q(q)
        , theme(theme) {}

    void build();
    void retranslate();
    void refresh();
    void rebuild(Document::NodeId id, const statemachine::ObjectSchema& schema, StateType type);
    void orderTabs();
    void fillConfiguration(const FormContext& context, const statemachine::ObjectSchema& schema,
                           QVBoxLayout* column);
    void fillPage(const FormContext& context, const statemachine::ObjectSchema& schema, Page page,
                  QVBoxLayout* column);
    void nameTabs();
    void showProblems();
    void take(const Operation& operation);
    void put(const statemachine::Fix& fix);
    void say(const QString& text);
    std::string shape(Document::NodeId id) const;
    QVBoxLayout* newPage(Page page);
    void giveFocusBack(const QString& name) const;

    StateForm* const q;
    theme::Theme& theme;
    QString machine;
    statemachine::SharedDefinition definition; ///< the text as it is
    std::shared_ptr<const Document> document;  ///< the last text that could be read
    std::optional<base::Error> unreadable;
    std::string pointer;
    QStringList functions;
    statemachine::CompletionSources sources;
    std::string shownShape;
    QTimer problemsTimer;
    QueryLanguage language = QueryLanguage::JsonPath;
    StateType type = StateType::Unknown;

    // All of these are children of q.
    QFrame* banner = nullptr;
    QLabel* bannerText = nullptr;
    QTabBar* bar = nullptr;
    QStackedWidget* stack = nullptr;
    std::array<QScrollArea*, kPages> areas{};
    FormRows* rows = nullptr; ///< of the pages that are shown
};

void StateForm::Private::build() {
    auto* whole = new QVBoxLayout(q);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    bar = new QTabBar(q);
    bar->setDrawBase(false);
    bar->setProperty("pills", true); // else they look as the tabs above them do
    bar->setExpanding(false);
    bar->setUsesScrollButtons(true);
    bar->setElideMode(Qt::ElideNone);
    for (int page = 0; page < kPages; ++page)
        bar->addTab({});
    auto* barPlace = new QHBoxLayout; // over the fields of the form
    barPlace->setContentsMargins(theme::Theme::space(3), 0, 0, 0);
    barPlace->addWidget(bar);
    whole->addLayout(barPlace);
    banner = new QFrame(q);
    banner->setProperty("banner", QStringLiteral("error"));
    bannerText = new QLabel(banner);
    bannerText->setWordWrap(true);
    bannerText->setTextFormat(Qt::PlainText);
    auto* bannerRow = new QHBoxLayout(banner);
    bannerRow->addWidget(bannerText);
    banner->hide();
    auto* bannerPlace = new QVBoxLayout;
    bannerPlace->setContentsMargins(theme::Theme::space(3), theme::Theme::space(2),
                                    theme::Theme::space(3), 0);
    bannerPlace->addWidget(banner);
    whole->addLayout(bannerPlace);
    stack = new QStackedWidget(q);
    for (QScrollArea*& area : areas) {
        area = new QScrollArea(stack);
        area->setWidgetResizable(true);
        area->setFrameShape(QFrame::NoFrame);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->setFocusPolicy(Qt::NoFocus);
        stack->addWidget(area);
    }
    whole->addWidget(stack, 1);
    q->setFocusProxy(bar);
    connect(bar, &QTabBar::currentChanged, stack, &QStackedWidget::setCurrentIndex);
    problemsTimer.setSingleShot(true);
    problemsTimer.setInterval(kProblemsAfter);
    connect(&problemsTimer, &QTimer::timeout, q, [this] { showProblems(); });
    connect(&theme, &theme::Theme::changed, q, [this] {
        shownShape.clear(); // icons of the buttons
        refresh();
    });
}

void StateForm::Private::nameTabs() {
    const bool jsonata = language == QueryLanguage::Jsonata;
    bar->setTabText(Configuration, StateForm::tr("Configuration"));
    bar->setTabText(Input, StateForm::tr("Input"));
    bar->setTabText(Output,
                    jsonata ? StateForm::tr("Arguments && Output") : StateForm::tr("Output"));
    bar->setTabText(Variables, StateForm::tr("Variables"));
    bar->setTabText(Errors, StateForm::tr("Error handling"));
}

void StateForm::Private::retranslate() {
    q->setAccessibleName(StateForm::tr("Fields of the state"));
    bar->setAccessibleName(StateForm::tr("Pages of the form"));
    nameTabs();
    shownShape.clear();
    refresh();
}

std::string StateForm::Private::shape(Document::NodeId id) const {
    std::string out =
        pointer + '\n' + machine.toStdString() + (language == QueryLanguage::Jsonata ? "A" : "P");
    appendShape(*document, id, out);
    for (const QString& target : targetsAt(*document, pointer))
        out += target.toStdString() + ',';
    return out;
}

QVBoxLayout* StateForm::Private::newPage(Page page) {
    auto* content = new QWidget(areas[page]);
    auto* place = new QHBoxLayout(content);
    place->setContentsMargins(theme::Theme::space(3), theme::Theme::space(2),
                              theme::Theme::space(3), theme::Theme::space(3));
    auto* fields = new QWidget(content);
    fields->setMaximumWidth(kMostWidth);
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Theme::space(1));
    place->addWidget(fields, 1000);
    place->addStretch(1);
    const int at = areas[page]->verticalScrollBar()->value();
    if (QWidget* old = areas[page]->takeWidget()) {
        old->hide();
        old->deleteLater();
    }
    areas[page]->setWidget(content);
    content->show();
    QTimer::singleShot(0, areas[page],
                       [area = areas[page], at] { area->verticalScrollBar()->setValue(at); });
    return column;
}

void StateForm::Private::fillConfiguration(const FormContext& context,
                                           const statemachine::ObjectSchema& schema,
                                           QVBoxLayout* column) {
    using Look = FormRows::Look;
    const FormRows::Place place{pointer, {}};
    if (pointer.empty()) {
        rows->addFields(
            context, schema, place, Look::Wide, [](std::string_view) { return true; }, column);
    } else {
        rows->addIdentity(context, column);
        rows->addFields(
            context, schema, place, Look::Wide,
            [](std::string_view name) { return pageOf(name) == Configuration && !isTail(name); },
            column);
        for (const std::string_view tail : {"Next", "Default", "QueryLanguage", "Comment"})
            rows->addFields(
                context, schema, place, Look::Wide,
                [tail](std::string_view name) { return name == tail; }, column);
    }
    rows->addOthers(context, schema, place, column);
}

void StateForm::Private::fillPage(const FormContext& context,
                                  const statemachine::ObjectSchema& schema, Page page,
                                  QVBoxLayout* column) {
    const bool joined = language == QueryLanguage::Jsonata && page == Output;
    rows->addFields(
        context, schema, {pointer, {}}, FormRows::Look::Wide,
        [page, joined](std::string_view name) {
            const Page own = pageOf(name);
            return own == page || (joined && own == Input);
        },
        column);
}

void StateForm::Private::giveFocusBack(const QString& name) const {
    if (name.isEmpty())
        return;
    auto* widget = q->findChild<QWidget*>(name);
    if (widget && !widget->isEnabled() && widget->parentWidget()) // the end of its list
        widget = widget->parentWidget()->findChild<QWidget*>(
            name.endsWith(QLatin1String("#up")) ? name.chopped(2) + QStringLiteral("down")
                                                : name.chopped(4) + QStringLiteral("up"));
    if (widget)
        widget->setFocus(Qt::OtherFocusReason);
}

/// The fields are newer than all that stands behind them in the window; Tab goes from the pages'
/// names to them.
void StateForm::Private::orderTabs() {
    QWidget* before = bar;
    for (QScrollArea* area : areas) {
        QWidget* content = area->widget();
        std::vector<QWidget*> fields;
        for (QWidget* each = content ? content->nextInFocusChain() : nullptr;
             each && each != content; each = each->nextInFocusChain()) {
            const bool takesFocus = (each->focusPolicy() & Qt::TabFocus) && !each->focusProxy();
            if (takesFocus && content->isAncestorOf(each))
                fields.push_back(each);
        }
        for (QWidget* field : fields)
            QWidget::setTabOrder(std::exchange(before, field), field);
    }
}

void StateForm::Private::rebuild(Document::NodeId id, const statemachine::ObjectSchema& schema,
                                 StateType) {
    QWidget* focused = QApplication::focusWidget();
    QString wanted = rows ? rows->wantedFocus() : QString();
    if (wanted.isEmpty() && focused && q->isAncestorOf(focused))
        wanted = focused->objectName();
    if (rows) {
        rows->disconnect();
        rows->deleteLater();
    }
    rows = new FormRows(
        theme,
        [this](const std::string& at, statemachine::FieldText form, std::string_view typed,
               std::size_t cursor) {
            return statemachine::completeField(*document, at, form, typed, cursor, sources);
        },
        q);
    // After the widget that asked is done: its row may go with the change.
    connect(
        rows, &FormRows::requested, q, [this](const Operation& operation) { take(operation); },
        Qt::QueuedConnection);
    connect(
        rows, &FormRows::fixRequested, q, [this](const statemachine::Fix& fix) { put(fix); },
        Qt::QueuedConnection);
    const FormContext context{*document, pointer, language, functions};
    std::array<bool, kPages> used{};
    for (int page = 0; page < kPages; ++page) {
        QVBoxLayout* column = newPage(Page(page));
        const qsizetype before = rows->fields().size();
        if (page == Configuration)
            fillConfiguration(context, schema, column);
        else if (!pointer.empty() && !(page == Input && language == QueryLanguage::Jsonata))
            fillPage(context, schema, Page(page), column);
        used[std::size_t(page)] = page == Configuration || rows->fields().size() > before;
        column->addStretch();
    }
    const int current = bar->currentIndex();
    for (int page = 0; page < kPages; ++page)
        bar->setTabVisible(page, used[std::size_t(page)]);
    bar->setCurrentIndex(used[std::size_t(std::max(0, current))] ? current : Configuration);
    bar->setVisible(!pointer.empty());
    nameTabs();
    Q_UNUSED(id)
    giveFocusBack(wanted);
    orderTabs();
}

void StateForm::Private::refresh() {
    if (!document)
        return;
    auto id = document->find(pointer);
    if (id == Document::kNone || document->node(id).type != Value::Type::Object) {
        pointer.clear();
        id = document->root();
    }
    language = languageAt(*document, id);
    const auto typeNode = document->member(id, "Type");
    type = pointer.empty() || typeNode == Document::kNone
               ? StateType::Unknown
               : statemachine::stateTypeFromName(document->string(typeNode));
    const auto& schema =
        pointer.empty() ? statemachine::machineSchema() : statemachine::stateSchema(type);
    if (std::string now = shape(id); now != shownShape) {
        shownShape = std::move(now);
        rebuild(id, schema, type);
    }
    rows->show(*document);
    for (QScrollArea* area : areas)
        area->setEnabled(!unreadable);
    say(unreadable ? StateForm::tr("The text cannot be read, so the form shows what it was before. "
                                   "Line %1: %2")
                         .arg(QString::fromStdString(unreadable->arg("line")),
                              theme::reasonText(*unreadable))
                   : QString());
    problemsTimer.start();
}

void StateForm::Private::say(const QString& message) {
    bannerText->setText(message);
    banner->setVisible(!message.isEmpty());
}

void StateForm::Private::showProblems() {
    if (!rows || unreadable || !document)
        return;
    rows->showProblems(definition->findings());
}

void StateForm::Private::take(const Operation& operation) {
    Q_EMIT q->textWanted();
    if (!document || unreadable)
        return;
    const auto change = operation(*document);
    if (!change) {
        rows->show(*document);
        say(theme::message(change.error()));
        return;
    }
    say({});
    if (change->edits.empty())
        return;
    const QPointer<StateForm> alive(q);
    Q_EMIT q->editsRequested(change->edits);
    if (alive && change->states.size() == 1)
        Q_EMIT q->stateRenamed(QString::fromStdString(change->states.front()));
}

/// Its edits are of the text that was checked: in a newer one it is looked for again.
void StateForm::Private::put(const statemachine::Fix& fix) {
    const statemachine::SharedDefinition checked = definition;
    const statemachine::Fix wanted = fix;
    Q_EMIT q->textWanted();
    if (unreadable)
        return;
    if (definition->text() == checked->text()) {
        Q_EMIT q->editsRequested(wanted.edits);
        return;
    }
    const statemachine::SharedDefinition now = definition;
    for (const statemachine::Diagnostic& found : now->findings()) {
        for (const statemachine::Fix& same : found.fixes) {
            if (same.code != wanted.code || same.args != wanted.args)
                continue;
            Q_EMIT q->editsRequested(same.edits);
            return;
        }
    }
}

StateForm::StateForm(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, theme)) {
    d->build();
    d->retranslate();
}

StateForm::~StateForm() = default;

void StateForm::setText(const QString& machine, const std::string& text) {
    setDefinition(machine, statemachine::readDefinition(text));
}

void StateForm::setDefinition(const QString& machine, statemachine::SharedDefinition definition) {
    if (machine != d->machine) {
        d->document.reset();
        d->pointer.clear();
        d->shownShape.clear();
    }
    d->machine = machine;
    d->definition = std::move(definition);
    d->unreadable.reset();
    if (auto document = statemachine::documentOf(d->definition))
        d->document = std::move(document);
    else
        d->unreadable = d->definition->error();
    d->refresh();
}

void StateForm::showState(const std::string& pointer) {
    if (d->pointer == pointer)
        return;
    d->pointer = pointer;
    d->refresh();
}

void StateForm::showField(const std::string& pointer) {
    // The field itself, or the nearest one around it.
    for (QString name = QString::fromStdString(pointer); !name.isEmpty();
         name.truncate(name.lastIndexOf(u'/'))) {
        auto* widget = findChild<QWidget*>(name);
        if (!widget)
            continue;
        for (int page = 0; page < kPages; ++page) {
            if (!d->areas[std::size_t(page)]->isAncestorOf(widget))
                continue;
            d->bar->setCurrentIndex(page);
            d->areas[std::size_t(page)]->widget()->layout()->activate();
            d->areas[std::size_t(page)]->ensureWidgetVisible(widget, 0, 80);
        }
        return;
    }
}

void StateForm::setFunctions(const QStringList& names) {
    if (d->functions == names)
        return;
    d->functions = names;
    d->shownShape.clear();
    d->refresh();
}

void StateForm::setCompletionSources(statemachine::CompletionSources sources) {
    d->sources = std::move(sources);
}

QStringList StateForm::fields() const {
    return d->rows ? d->rows->fields() : QStringList();
}

void StateForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        d->retranslate();
    QWidget::changeEvent(event);
}

} // namespace ws::inspector
