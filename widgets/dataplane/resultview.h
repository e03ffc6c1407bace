#pragma once

#include "engine/telemetry/recorder.h"
#include "engine/workspace/invokeseries.h"
#include "widgets/codeeditor/codeview.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <optional>
#include <variant>

class QFrame;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTabWidget;

namespace ws::dataplane {

class ElidedLabel;
class MetricChip;

/// What an invocation or an execution ended with: status, why it started cold or warm, the figures
/// of its REPORT line, the payload and the tail of the log.
class ResultView : public QWidget {
    Q_OBJECT
public:
    explicit ResultView(theme::Theme& theme, QWidget* parent = nullptr);

    void showNothing();
    void showRunning(const QString& what);
    void showInvocation(const fleet::InvokeResult& result,
                        const workspace::SeriesProgress& progress);
    void showExecution(const telemetry::ExecutionRecord& record);
    void showError(const base::Error& error);

    QString statusText() const;
    QString payloadText() const;
    QString bannerText() const;
    QString startText() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Nothing {};
    struct Running {
        QString what;
    };
    struct Invocation {
        fleet::InvokeResult result;
        workspace::SeriesProgress progress;
    };
    using Content =
        std::variant<Nothing, Running, Invocation, telemetry::ExecutionRecord, base::Error>;

    void build();
    void refresh();
    void clear();
    void paint(const Nothing& content);
    void paint(const Running& content);
    void paintAcknowledged(int statusCode);
    void paint(const Invocation& content);
    void paint(const telemetry::ExecutionRecord& content);
    void paint(const base::Error& content);
    void showStart(const telemetry::InvocationFinished& report);
    void setStatus(theme::Status status, const QString& text);
    void setBanner(const char* kind, const QString& text);
    void setPayload(const std::string& text);

    theme::Theme& m_theme; // Not owned.
    Content m_content = Nothing{};
    QStackedWidget* m_stack = nullptr;
    QLabel* m_empty = nullptr;
    QWidget* m_result = nullptr;
    QLabel* m_statusIcon = nullptr;
    QLabel* m_status = nullptr;
    QLabel* m_series = nullptr;
    ElidedLabel* m_start = nullptr;
    QFrame* m_banner = nullptr;
    QLabel* m_bannerText = nullptr;
    QWidget* m_metrics = nullptr;
    MetricChip* m_duration = nullptr;
    MetricChip* m_billed = nullptr;
    MetricChip* m_init = nullptr;
    MetricChip* m_memory = nullptr;
    QTabWidget* m_tabs = nullptr;
    codeeditor::CodeView* m_payload = nullptr;
    QPlainTextEdit* m_log = nullptr;
};

} // namespace ws::dataplane
