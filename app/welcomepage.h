#pragma once

#include "widgets/theme/theme.h"

#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace ws::app {

/// What a newcomer sees: the samples as cards, the folders that were open before, and the way to
/// open another.
class WelcomePage : public QWidget {
    Q_OBJECT
public:
    explicit WelcomePage(theme::Theme& theme, QWidget* parent = nullptr);

    void setRecent(const QStringList& folders);

Q_SIGNALS:
    void sampleRequested(const QString& id);
    void folderRequested(const QString& folder);
    void openFolderRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Card {
        QString id;
        QLabel* icon = nullptr;
        QLabel* title = nullptr;
        QLabel* text = nullptr;
        QPushButton* open = nullptr;
    };
    QWidget* makeCard(const QString& id);
    void retranslate();
    void applyTheme();
    void showRecent();

    theme::Theme& m_theme; // Not owned.
    std::vector<Card> m_cards;
    QStringList m_folders;
    QLabel* m_logo = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_subtitle = nullptr;
    QLabel* m_samplesHead = nullptr;
    QLabel* m_recentHead = nullptr;
    QBoxLayout* m_recent = nullptr;
    QPushButton* m_openFolder = nullptr;
};

} // namespace ws::app
