#pragma once

#include "widgets/dataplane/functionaccount.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <map>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QTreeWidget;

namespace ws::dataplane {

/// The aliases of a function: where each leads, by which weights, and how its invocations were
/// split so far.
class AliasEditor : public QWidget {
    Q_OBJECT
public:
    /// The account is not owned.
    AliasEditor(feed::EngineFeed& feed, FunctionAccount& account, theme::Theme& theme,
                QWidget* parent = nullptr);

    /// Invocations of the alias that ran, by the version that ran them.
    std::map<QString, int> splitOf(const QString& alias) const;
    QString errorText() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void show();
    void showSplits();
    void takeEvents(const std::vector<telemetry::Event>& events);
    void fillForm();
    void refreshForm();
    void save();
    void remove();
    json::Value request() const;
    bool isKnown(const QString& alias) const;
    void finish(const FunctionAccount::Answer& answer);

    feed::EngineFeed& m_feed;   // Not owned.
    FunctionAccount& m_account; // Not owned.
    theme::Theme& m_theme;      // Not owned.
    /// By function and alias, then version.
    std::map<std::pair<QString, QString>, std::map<QString, int>> m_splits;
    QLabel* m_heading = nullptr;
    QTreeWidget* m_list = nullptr;
    QLabel* m_nameLabel = nullptr;
    QLineEdit* m_name = nullptr;
    QLabel* m_nameError = nullptr;
    QLabel* m_versionLabel = nullptr;
    QComboBox* m_version = nullptr;
    QLabel* m_secondLabel = nullptr;
    QComboBox* m_second = nullptr;
    QLabel* m_weightLabel = nullptr;
    QSlider* m_slider = nullptr;
    QDoubleSpinBox* m_weight = nullptr;
    QLabel* m_error = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_delete = nullptr;
};

} // namespace ws::dataplane
