#pragma once

#include "engine/statemachine/completion.h"
#include "widgets/codeeditor/language.h"
#include "widgets/codeeditor/problem.h"
#include "widgets/codeeditor/undohistory.h"
#include "widgets/theme/theme.h"

#include <Qsci/qsciscintilla.h>

#include <QList>

#include <functional>
#include <string>
#include <vector>

class QAction;

namespace ws::codeeditor {

class CompletionList;

/// The text field of every editor in the program. Holds bytes as they are: line endings are kept, a
/// byte order mark is set aside and put back. Offsets are bytes of the text without that mark.
class CodeView : public QsciScintilla {
    Q_OBJECT
public:
    explicit CodeView(theme::Theme& theme, QWidget* parent = nullptr);

    void setLanguage(Language language);
    Language language() const { return m_language; }

    /// Replaces everything and forgets the undo history.
    void setBytes(const std::string& bytes);
    /// Replaces everything as one step that can be undone.
    void replaceBytes(const std::string& bytes);
    std::string bytes() const;

    /// What undo and redo hold. Without the mark that bytes() may begin with.
    const UndoHistory& history() const { return m_history; }
    /// Undo and redo as they were, if they lead to the text that is here now.
    void restoreHistory(const UndoHistory& history);

    void showProblems(const Problems& problems);
    const Problems& problems() const { return m_problems; }

    /// Selects bytes and scrolls them into the middle.
    void revealRange(const json::Range& range);
    /// Line and column count from 1.
    void revealLine(int line, int column);
    json::Range selectedRange() const;
    std::size_t cursorOffset() const;

    /// What is on offer for the problems there, the narrowest problem first; else for those of the
    /// line.
    std::vector<QuickFix> fixesAt(std::size_t offset) const;
    /// Nothing once the text is another than the one with the problems.
    void applyFix(const QuickFix& fix);
    /// Of the text as bytes() has it, in rising order, as one step that can be undone; the cursor
    /// stays. New lines end as those of the text do.
    void applyEdits(const std::vector<json::Edit>& edits);

    /// What is known beyond the text, for the list of offers.
    void setCompletionSources(statemachine::CompletionSources sources);
    const statemachine::CompletionSources& completionSources() const { return m_sources; }
    /// Of a text that is no definition by itself, such as one state: what fits at the byte.
    using Completer =
        std::function<statemachine::Completion(std::string_view text, std::size_t offset)>;
    void setCompleter(Completer completer);
    /// Nothing until something was on offer for the first time.
    const CompletionList* completionList() const { return m_list; }

    /// For small fields inside panels: no line numbers, no folding.
    void makeCompact();

public Q_SLOTS:
    void toggleComment();
    void askForLine();
    /// A menu at the cursor.
    void offerFixes();
    /// What could stand at the cursor of a state machine's text, as a list; and the call that the
    /// cursor is in, as a tip.
    void offerCompletions();

protected:
    bool viewportEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void recordChange(int position, int kind, std::string text);
    void applyTheme();
    void applyMarkers();
    static int foldShape(int marker);
    void updateNumberMargin();
    bool showProblemTip(const QPoint& viewportPosition, const QPoint& globalPosition);
    const Problem* problemAt(std::size_t offset) const;
    void buildCompletion();
    void completionTyped(int letter);
    void insertCompletion(const statemachine::CompletionItem& item);
    void showCallTip();
    QRect caretRect() const;
    CompletionList& shownList();
    bool completes() const;
    QList<QAction*> fixActions(std::size_t offset, QObject* owner);

    theme::Theme& m_theme; // Not owned.
    Language m_language = Language::Plain;
    Problems m_problems;
    UndoHistory m_history;
    bool m_problemsCurrent = false; ///< no edit since they were shown
    statemachine::CompletionSources m_sources;
    Completer m_completer;
    statemachine::Completion m_completion; ///< the one that the list shows
    CompletionList* m_list = nullptr;      ///< a child
    bool m_byteOrderMark = false;
    bool m_compact = false;
};

} // namespace ws::codeeditor
