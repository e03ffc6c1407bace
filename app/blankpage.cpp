#include "app/blankpage.h"

#include "widgets/theme/accessibility.h"

#include <QBoxLayout>
#include <QEvent>
#include <QLabel>
#include <QPushButton>

namespace ws::app {

BlankPage::BlankPage(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_function(new QPushButton(this))
    , m_machine(new QPushButton(this)) {
    theme::setDecoration(*m_icon);
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    m_icon->setAlignment(Qt::AlignCenter);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setProperty("heading", true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setProperty("muted", true);
    m_function->setObjectName(QStringLiteral("blank-function"));
    m_machine->setObjectName(QStringLiteral("blank-machine"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Theme::space(2));
    buttons->addStretch(1);
    buttons->addWidget(m_function);
    buttons->addWidget(m_machine);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(theme::Theme::space(2));
    column->addStretch(1);
    column->addWidget(m_icon);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(theme::Theme::space(2));
    column->addLayout(buttons);
    column->addStretch(2);
    setFocusProxy(m_function);
    connect(m_function, &QPushButton::clicked, this, &BlankPage::functionRequested);
    connect(m_machine, &QPushButton::clicked, this, &BlankPage::machineRequested);
    connect(&m_theme, &theme::Theme::changed, this, &BlankPage::applyTheme);
    applyTheme();
    retranslate();
}

void BlankPage::applyTheme() {
    m_icon->setPixmap(m_theme.pixmap(QStringLiteral("machine"), m_theme.colour(theme::Role::Accent),
                                     40, devicePixelRatioF()));
    m_function->setIcon(m_theme.icon(QStringLiteral("function")));
    m_machine->setIcon(m_theme.icon(QStringLiteral("machine")));
}

void BlankPage::retranslate() {
    m_title->setText(tr("No file is open"));
    m_text->setText(tr("Write a function, then draw a workflow that calls it. Or open a file of "
                       "the workspace with a double click."));
    m_function->setText(tr("New function …"));
    m_machine->setText(tr("New state machine …"));
}

void BlankPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ws::app
