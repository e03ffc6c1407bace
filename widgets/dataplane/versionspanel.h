#pragma once

#include "widgets/dataplane/functionaccount.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace ws::dataplane {

class AliasEditor;
class ConcurrencyEditor;

/// The versions and aliases of the selected function, and the concurrency that is kept for them.
/// What the API refuses is said at what was entered.
class VersionsPanel : public QWidget {
    Q_OBJECT
public:
    VersionsPanel(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
                  QWidget* parent = nullptr);

    FunctionAccount& account() { return m_account; }
    AliasEditor& aliases() { return *m_aliases; }
    ConcurrencyEditor& concurrency() { return *m_concurrency; }
    /// What was said last about publishing.
    QString publishText() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void restyle();
    void takeSelection(const feed::Selection::Content& content);
    void show();
    void publish();
    void deleteVersion();
    void tell(const QString& text);
    void fail(const function::ApiError& error);
    QString chosenVersion() const;

    feed::EngineFeed& m_feed;     // Not owned.
    feed::Selection& m_selection; // Not owned.
    theme::Theme& m_theme;        // Not owned.
    FunctionAccount m_account;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_heading = nullptr;
    QTreeWidget* m_versions = nullptr;
    QLineEdit* m_description = nullptr;
    QPushButton* m_publish = nullptr;
    QPushButton* m_delete = nullptr;
    QLabel* m_told = nullptr;
    QLabel* m_error = nullptr;
    AliasEditor* m_aliases = nullptr;
    ConcurrencyEditor* m_concurrency = nullptr;
};

} // namespace ws::dataplane
