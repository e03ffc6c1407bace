#pragma once

#include "widgets/codeeditor/codeview.h"
#include "widgets/codeeditor/problem.h"
#include "widgets/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QLabel;

namespace ws::dataplane {

/// A JSON text, or a part of a text in another language, with its first error in words below it.
class EventEditor : public QWidget {
    Q_OBJECT
public:
    explicit EventEditor(theme::Theme& theme, QWidget* parent = nullptr);

    /// For assistive technology: what the text is.
    void setName(const QString& name);
    void setText(const std::string& text);
    std::string text() const;
    using Check = std::function<codeeditor::Problems(const std::string& text)>;
    /// For what is not a JSON text by itself.
    void setCheck(Check check);
    codeeditor::CodeView& view() { return *m_view; }
    /// The error that is shown; empty: the text is as it should be.
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
    Check m_check;
};

} // namespace ws::dataplane
