#include "widgets/dataplane/versionspanel.h"

#include "widgets/dataplane/aliaseditor.h"
#include "widgets/dataplane/concurrencyeditor.h"
#include "widgets/theme/emptystate.h"
#include "widgets/theme/header.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTreeWidget>

namespace ws::dataplane {

namespace {

using json::Value;

enum Column { Version, Description, When, State };

QString text(const Value& value) {
    return QString::fromStdString(value.toString());
}

QString whenText(const Value& version) {
    // The service writes its zone as +0000.
    QString iso = text(version["LastModified"]);
    iso.replace(QStringLiteral("+0000"), QStringLiteral("Z"));
    const QDateTime at = QDateTime::fromString(iso, Qt::ISODateWithMs);
    return at.isValid() ? QLocale().toString(at.toLocalTime(), QLocale::ShortFormat) : iso;
}

} // namespace

VersionsPanel::VersionsPanel(feed::EngineFeed& feed, feed::Selection& selection,
                             theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_theme(theme)
    , m_account(feed) {
    build();
    connectParts();
    restyle();
    retranslate();
    takeSelection(m_selection.content());
}

void VersionsPanel::build() {
    m_pages = new QStackedWidget(this);
    m_empty = new theme::EmptyState(this, 6);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(scroll);
    m_title = new QLabel(content);
    m_heading = new QLabel(content);
    m_heading->setProperty("heading", true);
    m_versions = new QTreeWidget(content);
    m_versions->setRootIsDecorated(false);
    m_versions->setUniformRowHeights(true);
    m_versions->setAllColumnsShowFocus(true);
    m_versions->setColumnCount(4);
    m_versions->setFixedHeight(theme::Theme::space(36));
    m_versions->setHeader(new theme::Header(m_versions));
    m_versions->header()->setStretchLastSection(false);
    m_versions->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_versions->header()->setSectionResizeMode(Description, QHeaderView::Stretch);
    m_description = new QLineEdit(content);
    m_publish = new QPushButton(content);
    m_publish->setProperty("primary", true);
    m_delete = new QPushButton(content);
    m_told = new QLabel(content);
    m_told->setWordWrap(true);
    m_told->setProperty("muted", true);
    m_error = new QLabel(content);
    m_error->setWordWrap(true);
    m_error->setProperty("errorText", true);
    m_error->hide();
    m_told->hide();
    m_aliases = new AliasEditor(m_feed, m_account, m_theme, content);
    m_concurrency = new ConcurrencyEditor(m_account, content);
    auto* entry = new QHBoxLayout;
    entry->addWidget(m_description, 1);
    entry->addWidget(m_publish);
    entry->addWidget(m_delete);
    auto* column = new QVBoxLayout(content);
    const int margin = theme::Theme::space(3);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme::Theme::space(2));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_heading, m_versions})
        column->addWidget(widget);
    column->addLayout(entry);
    column->addWidget(m_error);
    column->addWidget(m_told);
    column->addSpacing(theme::Theme::space(3));
    column->addWidget(m_aliases);
    column->addSpacing(theme::Theme::space(3));
    column->addWidget(m_concurrency);
    column->addStretch(1);
    scroll->setWidget(content);
    m_pages->addWidget(m_empty);
    m_pages->addWidget(scroll);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);
}

void VersionsPanel::connectParts() {
    connect(&m_selection, &feed::Selection::changed, this, &VersionsPanel::takeSelection);
    connect(&m_account, &FunctionAccount::changed, this, &VersionsPanel::show);
    connect(&m_theme, &theme::Theme::changed, this, &VersionsPanel::restyle);
    connect(m_publish, &QPushButton::clicked, this, &VersionsPanel::publish);
    connect(m_description, &QLineEdit::returnPressed, this, &VersionsPanel::publish);
    connect(m_delete, &QPushButton::clicked, this, &VersionsPanel::deleteVersion);
    connect(m_versions, &QTreeWidget::currentItemChanged, this,
            [this] { m_delete->setEnabled(!chosenVersion().isEmpty()); });
}

void VersionsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void VersionsPanel::restyle() {
    m_title->setFont(m_theme.textFont(1, QFont::DemiBold));
}

void VersionsPanel::retranslate() {
    m_empty->setText(
        tr("No function is selected.\nChoose one to publish versions of it and to lead aliases to "
           "them."));
    m_heading->setText(tr("Versions"));
    m_versions->setHeaderLabels({tr("Version"), tr("Description"), tr("Published"), tr("State")});
    m_versions->setAccessibleName(tr("Versions"));
    m_description->setPlaceholderText(tr("What is new in this version"));
    m_description->setAccessibleName(tr("Description of the next version"));
    m_publish->setText(tr("Publish"));
    m_publish->setToolTip(
        tr("Keeps code and configuration as they are now as a version that never changes"));
    m_delete->setText(tr("Delete"));
    m_delete->setToolTip(tr("Deletes the chosen version; its number is never given again"));
    show();
}

void VersionsPanel::takeSelection(const feed::Selection::Content& content) {
    if (content.function.isEmpty() || content.function == m_account.function())
        return;
    m_told->hide();
    m_error->hide();
    m_account.setFunction(content.function);
}

QString VersionsPanel::chosenVersion() const {
    const QTreeWidgetItem* item = m_versions->currentItem();
    const QString version = item ? item->text(Version) : QString();
    return version == QLatin1String("$LATEST") ? QString() : version;
}

void VersionsPanel::show() {
    const bool chosen = !m_account.function().isEmpty() &&
                        m_feed.snapshot().function(m_account.function().toStdString());
    m_pages->setCurrentIndex(chosen ? 1 : 0);
    m_title->setText(m_account.function());
    const QString current = chosenVersion();
    m_versions->clear();
    for (const Value& version : m_account.state().versions.items()) {
        auto* row = new QTreeWidgetItem(m_versions);
        row->setText(Version, text(version["Version"]));
        row->setText(Description, text(version["Description"]));
        row->setText(When, whenText(version));
        const QString state = text(version["State"]);
        const QString optimization = text(version["SnapStart"]["OptimizationStatus"]);
        row->setText(State,
                     optimization == QLatin1String("On") ? tr("%1, SnapStart").arg(state) : state);
        for (const int column : {Description, When, State})
            row->setToolTip(column, row->text(column));
        if (!current.isEmpty() && row->text(Version) == current)
            m_versions->setCurrentItem(row);
    }
    m_delete->setEnabled(!chosenVersion().isEmpty());
}

void VersionsPanel::publish() {
    Value request = Value::object();
    if (!m_description->text().trimmed().isEmpty())
        request.set("Description", m_description->text().trimmed().toStdString());
    const auto& known = m_account.state().versions.items();
    const std::string last = known.empty() ? std::string() : known.back()["Version"].toString();
    m_account.call(
        "PublishVersion", std::move(request), [this, last](const FunctionAccount::Answer& answer) {
            if (!answer) {
                fail(answer.error());
                return;
            }
            const QString version = text((*answer)["Version"]);
            if (version.toStdString() == last) {
                tell(tr("Nothing has changed since version %1: it is still the last one.")
                         .arg(version));
                return;
            }
            m_description->clear();
            tell(tr("Version %1 is published.").arg(version));
        });
}

void VersionsPanel::deleteVersion() {
    const QString version = chosenVersion();
    if (version.isEmpty())
        return;
    m_account.call("DeleteFunction", Value::object({{"Qualifier", version.toStdString()}}),
                   [this, version](const FunctionAccount::Answer& answer) {
                       if (answer)
                           tell(tr("Version %1 is deleted.").arg(version));
                       else
                           fail(answer.error());
                   });
}

void VersionsPanel::tell(const QString& text) {
    m_error->hide();
    m_told->setText(text);
    m_told->show();
}

void VersionsPanel::fail(const function::ApiError& error) {
    m_told->hide();
    m_error->setText(QString::fromStdString(error.message));
    m_error->show();
}

QString VersionsPanel::publishText() const {
    return m_error->isHidden() ? m_told->text() : m_error->text();
}

} // namespace ws::dataplane
