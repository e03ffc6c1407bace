#include "widgets/inspector/compacttabs.h"

#include <QEvent>
#include <QStyle>
#include <QTabBar>

namespace ws::inspector {

namespace {

constexpr int kPadding = 20; // of a tab, both sides, as the style sheet has it
constexpr int kInset = 8;    // of all tabs within the bar, likewise

} // namespace

CompactTabs::CompactTabs(theme::Theme& theme, QWidget* parent)
    : QTabWidget(parent)
    , m_theme(theme) {
    setDocumentMode(true);
    connect(this, &QTabWidget::currentChanged, this, &CompactTabs::fit);
    connect(&theme, &theme::Theme::changed, this, &CompactTabs::fit);
}

void CompactTabs::add(QWidget* page, const QString& icon, const QString& title) {
    m_icons.insert(page, icon);
    setTitle(addTab(page, QString()), title);
}

void CompactTabs::setTitle(int index, const QString& title) {
    if (this->title(index) == title)
        return;
    tabBar()->setAccessibleTabName(index, title);
    fit();
}

QString CompactTabs::title(int index) const {
    return tabBar()->accessibleTabName(index);
}

int CompactTabs::widthOfTitles() const {
    int width = kInset;
    for (int i = 0; i < count(); ++i)
        width += tabBar()->fontMetrics().horizontalAdvance(title(i)) + kPadding;
    return width;
}

void CompactTabs::fit() {
    const bool isCompact = widthOfTitles() > width();
    if (isCompact != m_compact) {
        m_compact = isCompact;
        tabBar()->setProperty("compact", isCompact);
        tabBar()->style()->unpolish(tabBar());
        tabBar()->style()->polish(tabBar());
    }
    for (int i = 0; i < count(); ++i) {
        const bool isCurrent = i == currentIndex();
        const bool isIcon = m_compact && !isCurrent;
        const QString text = isIcon ? QString() : title(i);
        if (tabText(i) != text)
            setTabText(i, text);
        const QColor colour =
            m_theme.colour(isCurrent ? theme::Role::Text : theme::Role::TextSecondary);
        setTabIcon(i, m_compact ? m_theme.icon(m_icons.value(widget(i)), colour) : QIcon());
        setTabToolTip(i, isIcon ? title(i) : QString());
    }
}

void CompactTabs::changeEvent(QEvent* event) {
    QTabWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void CompactTabs::resizeEvent(QResizeEvent* event) {
    QTabWidget::resizeEvent(event);
    if ((widthOfTitles() > width()) != m_compact)
        fit();
}

void CompactTabs::tabRemoved(int index) {
    QTabWidget::tabRemoved(index);
    fit();
}

} // namespace ws::inspector
