#include "app/welcomepage.h"

#include "app/cardlayout.h"
#include "app/folderbutton.h"
#include "engine/workspace/samples.h"
#include "widgets/theme/accessibility.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace ws::app {
namespace {

constexpr int kContentWidth = 860;
constexpr int kIconSize = 28;

QString iconOf(const QString& id) {
    if (id == QLatin1String("cold-and-warm"))
        return QStringLiteral("snow");
    if (id == QLatin1String("deliveries"))
        return QStringLiteral("flow");
    return id == QLatin1String("orders") ? QStringLiteral("machine") : QStringLiteral("link");
}

} // namespace

WelcomePage::WelcomePage(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme) {
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    auto* content = new QWidget;
    content->setMaximumWidth(kContentWidth);
    m_logo = new QLabel(content);
    theme::setDecoration(*m_logo);
    m_title = new QLabel(content);
    m_title->setProperty("title", true);
    m_subtitle = new QLabel(content);
    m_subtitle->setProperty("muted", true);
    m_subtitle->setWordWrap(true);
    m_samplesHead = new QLabel(content);
    m_samplesHead->setProperty("heading", true);
    m_recentHead = new QLabel(content);
    m_recentHead->setProperty("heading", true);
    m_openFolder = new QPushButton(content);

    auto* head = new QHBoxLayout;
    head->setSpacing(theme::Theme::space(4));
    head->addWidget(m_logo);
    auto* titles = new QVBoxLayout;
    titles->setSpacing(theme::Theme::space(1));
    titles->addWidget(m_title);
    titles->addWidget(m_subtitle);
    head->addLayout(titles, 1);
    head->addWidget(m_openFolder);
    auto* cards = new CardLayout(theme::Theme::space(3));
    for (const workspace::Sample& sample : workspace::samples())
        cards->addWidget(makeCard(QString::fromStdString(sample.id)));
    m_recent = new QVBoxLayout;
    m_recent->setSpacing(0);

    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(24, 12, 24, 12);
    column->setSpacing(theme::Theme::space(3));
    column->addStretch(1);
    column->addLayout(head);
    column->addSpacing(theme::Theme::space(1));
    column->addWidget(m_samplesHead);
    column->addLayout(cards);
    column->addSpacing(theme::Theme::space(1));
    column->addWidget(m_recentHead);
    column->addLayout(m_recent);
    column->addStretch(2);

    auto* middle = new QWidget;
    auto* middleLayout = new QHBoxLayout(middle);
    middleLayout->setContentsMargins(0, 0, 0, 0);
    middleLayout->addStretch(1);
    middleLayout->addWidget(content, 100);
    middleLayout->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus
    scroll->setWidget(middle);
    scroll->viewport()->setAutoFillBackground(false);
    middle->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    // One key opens the sample that shows the first cold start.
    setFocusProxy(m_cards.front().open);
    connect(m_openFolder, &QPushButton::clicked, this, &WelcomePage::openFolderRequested);
    connect(&m_theme, &theme::Theme::changed, this, &WelcomePage::applyTheme);
    applyTheme();
    retranslate();
}

QWidget* WelcomePage::makeCard(const QString& id) {
    auto* frame = new QFrame;
    frame->setProperty("card", true);
    Card card;
    card.id = id;
    card.icon = new QLabel(frame);
    theme::setDecoration(*card.icon);
    card.title = new QLabel(frame);
    card.title->setProperty("heading", true);
    card.title->setWordWrap(true);
    card.text = new QLabel(frame);
    card.text->setWordWrap(true);
    card.text->setProperty("muted", true);
    card.text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    card.open = new QPushButton(frame);
    card.open->setObjectName(QStringLiteral("open-%1").arg(id));
    card.open->setProperty("primary", m_cards.empty());
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(16, 10, 10, 14);
    layout->setSpacing(theme::Theme::space(2));
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::Theme::space(2));
    head->addWidget(card.icon);
    head->addWidget(card.title, 1);
    head->addWidget(card.open, 0, Qt::AlignTop);
    layout->addLayout(head);
    layout->addWidget(card.text, 1);
    connect(card.open, &QPushButton::clicked, this, [this, id] { Q_EMIT sampleRequested(id); });
    m_cards.push_back(card);
    return frame;
}

void WelcomePage::applyTheme() {
    const double ratio = devicePixelRatioF();
    const QColor accent = m_theme.colour(theme::Role::Accent);
    m_logo->setPixmap(m_theme.pixmap(QStringLiteral("app"), accent, 56, ratio));
    for (const Card& card : m_cards)
        card.icon->setPixmap(m_theme.pixmap(iconOf(card.id), accent, kIconSize, ratio));
    m_openFolder->setIcon(m_theme.icon(QStringLiteral("folder-open")));
    showRecent();
}

void WelcomePage::retranslate() {
    m_title->setText(tr("Warmstart"));
    m_subtitle->setText(tr("Run Lambda functions and Step Functions workflows on this computer, "
                           "and watch environments start, work, idle and end."));
    m_samplesHead->setText(tr("Start with a sample"));
    m_recentHead->setText(tr("Your workspaces"));
    m_openFolder->setText(tr("Open folder …"));
    const auto words = [this](const QString& id) -> std::pair<QString, QString> {
        if (id == QLatin1String("cold-and-warm"))
            return {tr("Cold and warm starts"),
                    tr("A counter that remembers, and a cache that forgets to. See your first cold "
                       "start with one click.")};
        if (id == QLatin1String("first-and-second"))
            return {tr("First and second"),
                    tr("Two functions in a row, with a path for when one of them fails.")};
        if (id == QLatin1String("orders"))
            return {tr("Orders"),
                    tr("Python, Node.js and a shell runtime under one workflow with Choice, "
                       "Parallel, Map, Wait, Retry and Catch.")};
        if (id == QLatin1String("deliveries"))
            return {tr("Deliveries"),
                    tr("One workflow starts another: look into it while it runs, step into it, and "
                       "redrive it where it failed.")};
        return {id, QString()};
    };
    for (const Card& card : m_cards) {
        const auto [title, text] = words(card.id);
        card.title->setText(title);
        card.text->setText(text);
        card.open->setText(tr("Open"));
        card.open->setAccessibleName(tr("Open the sample %1").arg(title));
    }
    showRecent();
}

void WelcomePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void WelcomePage::setRecent(const QStringList& folders) {
    m_folders = folders;
    showRecent();
}

void WelcomePage::showRecent() {
    while (QLayoutItem* item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_recentHead->setVisible(!m_folders.isEmpty());
    for (const QString& folder : m_folders) {
        auto* button = new FolderButton(folder, m_theme);
        connect(button, &QPushButton::clicked, this,
                [this, folder] { Q_EMIT folderRequested(folder); });
        m_recent->addWidget(button);
    }
}

} // namespace ws::app
