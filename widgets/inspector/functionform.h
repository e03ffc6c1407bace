#pragma once

#include "engine/json/document.h"
#include "widgets/theme/theme.h"

#include <QWidget>

#include <memory>
#include <string>
#include <vector>

namespace ws::inspector {

/// A function's configuration as a form, beside the text that it edits: every member with its
/// limits, its default and what it means. What the user enters becomes an edit of the fewest bytes;
/// one that is emptied is taken out of the text.
class FunctionForm : public QWidget {
    Q_OBJECT
public:
    explicit FunctionForm(theme::Theme& theme, QWidget* parent = nullptr);
    ~FunctionForm() override;

    /// UTF-8 of functions/<name>/function.json. Text that is no JSON keeps the last good values,
    /// says so and takes no entries until it is put right.
    void setText(const QString& functionName, const std::string& text);

Q_SIGNALS:
    /// In the text that was set last, without its byte order mark.
    void editsRequested(const std::vector<ws::json::Edit>& edits);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace ws::inspector
