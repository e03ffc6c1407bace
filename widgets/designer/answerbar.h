#pragma once

#include "engine/telemetry/opentokens.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/theme/theme.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ws::designer {

/// The form of a task that waits for its token: approve, reject or answer in somebody's place.
/// Shows itself while the shown run has such a task.
class AnswerBar : public QFrame {
    Q_OBJECT
public:
    AnswerBar(feed::EngineFeed& feed, theme::Theme& theme, QWidget* parent);

    void setExecution(base::ExecutionId execution);
    const std::vector<telemetry::OpenToken>& waiting() const { return m_waiting; }
    QLineEdit& answer() { return *m_answer; }
    QString errorText() const;

public Q_SLOTS:
    /// Answers {"approved": true}.
    void approve();
    /// Fails the task with the error Rejected; what is written is its cause.
    void reject();
    /// Answers with the JSON that is written.
    void sendAnswer();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void restyle();
    void refresh();
    void succeed(const std::string& output);
    const telemetry::OpenToken* chosen() const;
    void tell(const base::Status& status);

    feed::EngineFeed& m_feed; // Not owned.
    theme::Theme& m_theme;    // Not owned.
    base::ExecutionId m_execution{};
    std::size_t m_seen = 0; ///< events
    std::vector<telemetry::OpenToken> m_waiting;

    QLabel* m_icon = nullptr;
    QLabel* m_text = nullptr;
    QComboBox* m_tasks = nullptr;
    QLineEdit* m_answer = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_approve = nullptr;
    QPushButton* m_reject = nullptr;
    QLabel* m_error = nullptr;
};

} // namespace ws::designer
