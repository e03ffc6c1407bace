#pragma once

#include "widgets/feed/enginefeed.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <map>
#include <string>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace ws::inspector {

/// What an environment keeps between its invokes (the handler module's values and the files in
/// /tmp), asked for by the user and compared with what was there the time before.
class KeptStateView : public QWidget {
    Q_OBJECT
public:
    KeptStateView(feed::EngineFeed& feed, theme::Theme& theme, QWidget* parent = nullptr);

    /// What was read of it before is shown again.
    void setEnvironment(base::EnvironmentId environment);
    /// Asks the environment; one that is busy or gone says so.
    void inspect();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Value {
        QString type;
        QString text;
        bool operator==(const Value&) const = default;
    };
    /// By scope and name; files have the scope "/tmp".
    using State = std::map<std::pair<QString, QString>, Value>;
    struct Readings {
        State before;
        State now;
        int count = 0;
    };
    static State stateOf(const json::Value& answer);
    void take(base::EnvironmentId environment, const base::Result<json::Value>& answer);
    void show();
    void addRow(const State::key_type& key, const Value* before, const Value* now);
    void retranslate();

    feed::EngineFeed& m_feed; // Not owned.
    theme::Theme& m_theme;    // Not owned.
    base::EnvironmentId m_environment{};
    std::map<base::EnvironmentId, Readings> m_readings;
    QPushButton* m_inspect;
    QLabel* m_note;
    QTreeWidget* m_values;
};

} // namespace ws::inspector
