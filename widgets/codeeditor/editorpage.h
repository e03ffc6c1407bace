#pragma once

#include "engine/statemachine/readdefinition.h"
#include "engine/workspace/textfile.h"
#include "widgets/codeeditor/codeview.h"
#include "widgets/codeeditor/findbar.h"
#include "widgets/codeeditor/livepace.h"
#include "widgets/codeeditor/problem.h"
#include "widgets/codeeditor/syntaxprocess.h"

#include <QTimer>
#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;

namespace ws::codeeditor {

/// One open file: its text, what is wrong with it, and whether the disk still has what was read.
/// A change from outside is taken over silently when nothing is unsaved here, else asked about;
/// saving never overwrites it unasked.
class EditorPage : public QWidget {
    Q_OBJECT
public:
    EditorPage(QString path, theme::Theme& theme, QWidget* parent = nullptr);

    /// Reads the file. Errors of workspace::readTextFile.
    base::Status load();
    /// Errors of workspace::writeTextFile; "file.changedOutside" also shows the question.
    base::Status save();
    /// Unsaved text of an earlier run.
    void restore(const std::string& text, const workspace::FileStamp& stamp);
    /// Looks at the disk; call when the file may have changed.
    void compareWithDisk();

    const QString& path() const { return m_path; }
    CodeView& view() { return *m_view; }
    FindBar& findBar() { return *m_findBar; }
    bool isModified() const { return m_modified; }
    const workspace::FileStamp& stamp() const { return m_stamp; }
    const Problems& problems() const { return m_problems; }
    std::string text() const { return m_view->bytes(); }
    /// The text as a state machine, read once until it changes.
    statemachine::SharedDefinition definition() const;

Q_SIGNALS:
    void modifiedChanged();
    void textEdited();
    void problemsChanged();
    void reloaded();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildBar();
    void retranslate();
    void applyTheme();
    void takeFromDisk();
    void keepMine();
    void hideBar();
    void compare();
    void setModified(bool modified); // NOLINT: private
    void checkSoon();
    void checkNow();
    void setProblems(Problems fixed, Problems syntax);
    void showFirstProblem();

    const QString m_path;
    theme::Theme& m_theme; // Not owned.
    workspace::FileStamp m_stamp;
    CodeView* m_view = nullptr;
    FindBar* m_findBar = nullptr;
    QFrame* m_bar = nullptr;
    QLabel* m_barText = nullptr;
    QPushButton* m_reload = nullptr;
    QPushButton* m_compare = nullptr;
    QPushButton* m_keep = nullptr;
    QPushButton* m_problemLine = nullptr;
    SyntaxProcess m_syntax;
    QTimer m_checkTimer;
    LivePace m_pace; ///< of the checks
    Problems m_fixedProblems;
    Problems m_syntaxProblems;
    Problems m_problems;
    mutable statemachine::SharedDefinition m_definition; ///< nullptr: to be read again
    statemachine::SharedDefinition m_lastGood;           ///< before the text changed
    bool m_modified = false;
    bool m_restored = false; // Unsaved although the undo stack is at its save point.
};

} // namespace ws::codeeditor
