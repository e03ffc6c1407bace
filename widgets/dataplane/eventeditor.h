#pragma once

#include "widgets/codeeditor/codeview.h"
#include "widgets/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace ws::dataplane {

/// A JSON text with its first error in words below it.
class EventEditor : public QWidget {
    Q_OBJECT
public:
    explicit EventEditor(theme::Theme& theme, QWidget* parent = nullptr);

    void setText(const std::string& text);
    std::string text() const;
    codeeditor::CodeView& view() { return *m_view; }
    /// The error that is shown; empty: the text is JSON.
    QString errorText() const;

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent* event) override;

private:
    void check();

    codeeditor::CodeView* m_view;
    QLabel* m_error;
    QTimer m_timer;
};

} // namespace ws::dataplane
