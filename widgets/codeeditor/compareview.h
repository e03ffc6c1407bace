#pragma once

#include "widgets/theme/theme.h"

#include <QWidget>

#include <string>

namespace ws::codeeditor {

class CodeView;

/// Two versions of a text side by side with the differing lines marked; neither can be edited. They
/// scroll together.
class CompareView : public QWidget {
    Q_OBJECT
public:
    struct Side {
        QString title;
        std::string text;
    };
    /// `path` says in which language both are.
    CompareView(const QString& path, const Side& left, const Side& right, theme::Theme& theme,
                QWidget* parent = nullptr);

    CodeView& left() { return *m_left; }
    CodeView& right() { return *m_right; }

private:
    CodeView* m_left = nullptr;
    CodeView* m_right = nullptr;
};

} // namespace ws::codeeditor
