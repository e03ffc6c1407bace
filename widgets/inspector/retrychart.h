#pragma once

#include "engine/execution/retrypreview.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <vector>

namespace ws::inspector {

/// When the retries of a retrier begin: one line per retry on a common axis of time, with the band
/// that full jitter leaves open. Says the same in words to assistive technology.
class RetryChart : public QWidget {
    Q_OBJECT
public:
    explicit RetryChart(theme::Theme& theme, QWidget* parent = nullptr);

    void setRetrier(const statemachine::Retrier& retrier);
    const std::vector<execution::PlannedRetry>& plan() const { return m_plan; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowHeight() const;
    int rowsTop() const;
    QString summary() const;
    QString lineOf(const execution::PlannedRetry& retry) const;
    void retranslate();

    theme::Theme& m_theme; // Not owned.
    std::vector<execution::PlannedRetry> m_plan;
    std::int64_t m_attempts = 0; ///< all of them, also those that are not drawn
    bool m_jitter = false;
};

} // namespace ws::inspector
