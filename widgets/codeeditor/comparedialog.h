#pragma once

#include "widgets/theme/theme.h"

#include <QDialog>

#include <string>

namespace ws::codeeditor {

/// Two versions of a text side by side with the differing lines marked; neither can be edited.
class CompareDialog : public QDialog {
    Q_OBJECT
public:
    CompareDialog(const QString& path, const std::string& mine, const std::string& theirs,
                  theme::Theme& theme, QWidget* parent = nullptr);
};

} // namespace ws::codeeditor
