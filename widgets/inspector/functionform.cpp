#include "widgets/inspector/functionform.h"

#include "engine/function/configuration.h"
#include "engine/json/documentedit.h"
#include "widgets/inspector/fieldeditor.h"
#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QScrollArea>

#include <algorithm>
#include <optional>

namespace ws::inspector {
namespace {

constexpr int kMostWidth = 620; // a help text in longer lines is hard to read

std::string dotted(std::span<const std::string_view> path) {
    std::string out;
    for (const std::string_view name : path)
        out.append(out.empty() ? "" : ".").append(name);
    return out;
}

QLabel* makeLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

class FunctionForm::Private {
public:
    Private(FunctionForm* q, theme::Theme& theme)
        : q(q)
        , theme(theme) {}

    struct Row {
        const Field* field = nullptr;
        FieldEditor* editor = nullptr;
        QLabel* label = nullptr;
        QLabel* isDefault = nullptr;
        QLabel* help = nullptr;
        QLabel* error = nullptr;
    };

    void build();
    void addGroup(const FieldGroup& group, QVBoxLayout* column);
    void addRow(const Field& field, QVBoxLayout* column);
    void retranslate();
    void restyle();
    void refresh();
    void showError();

    FunctionForm* const q;
    theme::Theme& theme;
    QString name;
    std::optional<json::Document> document; ///< the last text that could be read
    std::optional<base::Error> unreadable;  ///< of the text now

    // All of these are children of q.
    QLabel* icon = nullptr;
    QLabel* title = nullptr;
    QLabel* subtitle = nullptr;
    QFrame* banner = nullptr;
    QLabel* bannerText = nullptr;
    QWidget* content = nullptr;
    std::vector<std::pair<const FieldGroup*, QLabel*>> headings;
    std::vector<Row> rows;
};

void FunctionForm::Private::build() {
    q->setProperty("panel", true);
    q->setAttribute(Qt::WA_StyledBackground);
    auto* whole = new QVBoxLayout(q);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    auto* head = new QHBoxLayout;
    const int margin = theme::Theme::space(3);
    head->setContentsMargins(margin, margin, margin, theme::Theme::space(2));
    head->setSpacing(theme::Theme::space(2));
    icon = new QLabel(q);
    theme::setDecoration(*icon);
    title = makeLabel(q);
    subtitle = makeLabel(q);
    subtitle->setProperty("muted", true);
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(title);
    names->addWidget(subtitle);
    head->addWidget(icon, 0, Qt::AlignTop);
    head->addLayout(names, 1);
    whole->addLayout(head);
    banner = new QFrame(q);
    banner->setProperty("banner", QStringLiteral("error"));
    bannerText = makeLabel(banner);
    auto* bannerRow = new QHBoxLayout(banner);
    bannerRow->addWidget(bannerText);
    banner->hide();
    auto* bannerPlace = new QVBoxLayout;
    bannerPlace->setContentsMargins(margin, 0, margin, 0);
    bannerPlace->addWidget(banner);
    whole->addLayout(bannerPlace);

    auto* scroll = new QScrollArea(q);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content = new QWidget(scroll);
    auto* place = new QHBoxLayout(content);
    place->setContentsMargins(margin, 0, margin, margin);
    auto* column = new QVBoxLayout;
    column->setSpacing(theme::Theme::space(1));
    for (const FieldGroup& group : functionFields())
        addGroup(group, column);
    column->addStretch();
    auto* fields = new QWidget(content);
    fields->setLayout(column);
    fields->setMaximumWidth(kMostWidth);
    column->setContentsMargins(0, 0, 0, 0);
    place->addWidget(fields, 1);
    place->addStretch();
    place->setStretchFactor(fields, 1000);
    scroll->setWidget(content);
    whole->addWidget(scroll, 1);
    q->setFocusProxy(scroll);
    connect(&theme, &theme::Theme::changed, q, [this] { restyle(); });
}

void FunctionForm::Private::addGroup(const FieldGroup& group, QVBoxLayout* column) {
    QLabel* heading = makeLabel(content);
    heading->setProperty("heading", true);
    column->addSpacing(theme::Theme::space(headings.empty() ? 1 : 5));
    column->addWidget(heading);
    headings.emplace_back(&group, heading);
    for (const Field& field : group.fields)
        addRow(field, column);
}

void FunctionForm::Private::addRow(const Field& field, QVBoxLayout* column) {
    Row row;
    row.field = &field;
    row.label = new QLabel(content);
    row.isDefault = new QLabel(content);
    row.isDefault->setProperty("caption", true);
    row.editor = makeFieldEditor(field, theme, content);
    row.label->setBuddy(row.editor->widget());
    row.help = makeLabel(content);
    row.help->setProperty("caption", true);
    row.help->setVisible(field.help != nullptr);
    row.error = makeLabel(content);
    row.error->setProperty("errorText", true);
    row.error->hide();
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, theme::Theme::space(2), 0, 0);
    line->addWidget(row.label);
    line->addStretch();
    line->addWidget(row.isDefault);
    column->addLayout(line);
    column->addWidget(row.editor->widget());
    column->addWidget(row.error);
    column->addWidget(row.help);
    connect(row.editor, &FieldEditor::edited, q, [this, editor = row.editor] {
        if (!document || unreadable)
            return;
        const std::vector<json::Edit> edits = editor->edits(*document);
        if (!edits.empty())
            Q_EMIT q->editsRequested(edits);
    });
    rows.push_back(row);
}

void FunctionForm::Private::restyle() {
    title->setFont(theme.textFont(1, QFont::DemiBold));
    icon->setPixmap(theme.pixmap(QStringLiteral("function"),
                                 theme.stateTypeColour(QStringLiteral("Task")), 28,
                                 q->devicePixelRatioF()));
}

void FunctionForm::Private::retranslate() {
    q->setAccessibleName(FunctionForm::tr("Configuration"));
    subtitle->setText(FunctionForm::tr("Configuration of the function"));
    for (const auto& [group, heading] : headings)
        heading->setText(fieldText(group->title));
    for (const Row& row : rows) {
        row.label->setText(fieldText(row.field->label));
        row.help->setText(fieldText(row.field->help));
        row.isDefault->setText(FunctionForm::tr("default"));
        row.isDefault->setToolTip(
            FunctionForm::tr("The text does not say it: the service's default counts."));
        row.editor->widget()->setToolTip(QString::fromStdString(dotted(row.field->path)));
        row.editor->retranslate();
    }
    showError();
}

void FunctionForm::Private::refresh() {
    title->setText(name);
    if (document) {
        for (const Row& row : rows) {
            row.editor->show(*document);
            row.isDefault->setVisible(json::Document::kNone ==
                                      json::nodeAt(*document, row.field->path));
        }
    }
    showError();
}

/// A reader stops at the first thing that is wrong: it is said at its field, or above them all.
void FunctionForm::Private::showError() {
    content->setEnabled(document && !unreadable);
    for (const Row& row : rows)
        row.error->hide();
    std::optional<QString> above;
    if (unreadable) {
        above = FunctionForm::tr("The text is no JSON, so the form shows what it was before. Line "
                                 "%1: %2")
                    .arg(QString::fromStdString(unreadable->arg("line")),
                         theme::reasonText(*unreadable));
    } else if (document) {
        const auto parsed =
            function::parseConfiguration(name.toStdString(), document->value(document->root()));
        if (!parsed) {
            const std::string member = parsed.error().arg("member");
            const auto at = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
                const std::string path = dotted(row.field->path);
                return member == path || member.starts_with(path + '.');
            });
            if (at != rows.end()) {
                at->error->setText(theme::message(parsed.error()));
                at->error->show();
            } else {
                above = theme::message(parsed.error());
            }
        }
    }
    bannerText->setText(above.value_or(QString()));
    banner->setVisible(above.has_value());
}

FunctionForm::FunctionForm(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this, theme)) {
    d->build();
    d->retranslate();
    d->restyle();
}

FunctionForm::~FunctionForm() = default;

void FunctionForm::setText(const QString& functionName, const std::string& text) {
    if (functionName != d->name)
        d->document.reset();
    d->name = functionName;
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    auto document = json::Document::parse(
        text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text);
    d->unreadable.reset();
    if (document)
        d->document = std::move(*document);
    else
        d->unreadable = document.error();
    d->refresh();
}

void FunctionForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        d->retranslate();
    QWidget::changeEvent(event);
}

} // namespace ws::inspector
