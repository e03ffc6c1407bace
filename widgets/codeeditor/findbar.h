#pragma once

#include "widgets/codeeditor/codeview.h"
#include "widgets/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace ws::codeeditor {

/// Finds while typing, with regular expressions and case, forwards and backwards; replaces one or
/// all. Escape closes it and gives the focus back to the text.
class FindBar : public QWidget {
    Q_OBJECT
public:
    FindBar(CodeView& view, theme::Theme& theme, QWidget* parent = nullptr);

    enum class Mode { Find, Replace };
    void open(Mode mode);
    void findNext();
    void findPrevious();

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Direction { Forward, Backward };
    void buildRows();
    void retranslate();
    void applyTheme();
    void search(Direction direction, long from);
    void searchWhileTyping();
    void replaceOne();
    void replaceAll();
    void tell(const QString& text, const char* property);
    unsigned long flags() const;
    int countMatches() const;

    CodeView& m_view;      // Not owned.
    theme::Theme& m_theme; // Not owned.
    QLineEdit* m_find = nullptr;
    QLineEdit* m_replace = nullptr;
    QToolButton* m_case = nullptr;
    QToolButton* m_regex = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QToolButton* m_close = nullptr;
    QToolButton* m_replaceOne = nullptr;
    QToolButton* m_replaceAll = nullptr;
    QWidget* m_replaceRow = nullptr;
    QLabel* m_state = nullptr;
    long m_origin = 0;
};

} // namespace ws::codeeditor
