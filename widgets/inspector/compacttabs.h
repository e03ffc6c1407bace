#pragma once

#include "widgets/theme/theme.h"

#include <QHash>
#include <QTabWidget>

namespace ws::inspector {

/// Tabs that all stay in sight: where their titles need more room than there is, only the current
/// one has its title, and the others are an icon each with the title as its tip.
class CompactTabs : public QTabWidget {
    Q_OBJECT
public:
    explicit CompactTabs(theme::Theme& theme, QWidget* parent = nullptr);

    /// Behind those that are there. `icon`: its name in the theme.
    void add(QWidget* page, const QString& icon, const QString& title);
    void setTitle(int index, const QString& title);
    QString title(int index) const;
    bool isCompact() const { return m_compact; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void tabRemoved(int index) override;

private:
    void fit();
    int widthOfTitles() const;

    theme::Theme& m_theme;
    QHash<const QWidget*, QString> m_icons; ///< by page, also of those that have no tab now
    bool m_compact = false;
};

} // namespace ws::inspector
