#pragma once

#include "engine/workspace/canvasfile.h"
#include "engine/workspace/canvashistory.h"
#include "engine/workspace/machinetexts.h"
#include "widgets/codeeditor/editortabs.h"
#include "widgets/designer/workflowcanvas.h"
#include "widgets/feed/enginefeed.h"
#include "widgets/feed/selection.h"
#include "widgets/inspector/functionform.h"
#include "widgets/inspector/stateinspector.h"
#include "widgets/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <map>

class QSplitter;
class QStackedLayout;

namespace ws::app {

class BlankPage;

/// The centre: open files, beside a state machine's text its canvas, beside a function's
/// configuration its form. Keeps text, canvas, form, inspector and selection in step.
class EditorArea : public QWidget {
    Q_OBJECT
public:
    EditorArea(feed::EngineFeed& feed, feed::Selection& selection, theme::Theme& theme,
               inspector::StateInspector& inspector, QWidget* parent = nullptr);
    ~EditorArea() override;

    codeeditor::EditorTabs& tabs() { return *m_tabs; }
    designer::WorkflowCanvas& canvas() { return *m_canvas; }
    inspector::FunctionForm& functionForm() { return *m_form; }
    /// The text of a machine as its tab has it; empty when it is not open.
    std::string definitionOf(const QString& machine) const;
    /// The workspace's machines, those that are open as they are written.
    statemachine::MachineSource& machines() { return m_machines; }
    /// Name of the machine whose text is in front; empty: another file is.
    QString currentMachine() const;

    enum class Layout { Both, TextOnly, CanvasOnly };
    void setLayoutMode(Layout layout);
    /// Where one goes on after having opened something: the canvas of a machine, the text of
    /// another file; without any, what makes one.
    void takeFocus();
    /// What F6 stops at: the text, the canvas and the form, or what makes a file where there is
    /// none.
    QList<QWidget*> regions() const;
    BlankPage& blank() { return *m_blank; }
    Layout layoutMode() const { return m_layout; }

    /// What was done last, in the text or on the canvas.
    void undo();
    void redo();
    bool isUndoAvailable() const;
    bool isRedoAvailable() const;

    /// In the text, and where it is about a state, on the canvas and at its field in the form.
    void showProblem(codeeditor::EditorPage& page, const codeeditor::Problem& problem);
    /// Of an open machine, whose text is still what definitionShown() told last; else nothing is
    /// done.
    void applyToMachine(const QString& machine, const std::vector<json::Edit>& edits);

Q_SIGNALS:
    /// The text of the machine in front, as canvas and inspector have it now.
    void definitionShown(const QString& machine,
                         const ws::statemachine::SharedDefinition& definition);
    /// Of the machine in front: functions and what its runs have shown.
    void completionSourcesChanged(const ws::statemachine::CompletionSources& sources);
    /// What the canvas remembers beside the definition could not be read or written.
    void canvasFileFailed(const ws::base::Error& error);
    /// Of the canvas; the text tells its own.
    void undoChanged();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// A tab's text comes before the file's.
    class Machines : public statemachine::MachineSource {
    public:
        explicit Machines(EditorArea& area);
        bool has(const std::string& name) const override { return m_files.has(name); }
        statemachine::SharedDefinition definition(const std::string& name) override;
        void forget() { m_files.forget(); }

    private:
        EditorArea& m_area;
        workspace::MachineTexts m_files;
    };

    void showCurrent();
    void refreshCompletion();
    void pushDefinition();
    QString canvasFile() const;
    /// On the canvas of a machine that need not be open.
    std::vector<workspace::CanvasNote> notesOf(const QString& machine) const;
    void readCanvasFile();
    void keepCanvas(const workspace::CanvasSettings& settings,
                    designer::WorkflowCanvas::Cause cause);
    void writeCanvasFile();
    void showCanvasSettings(const workspace::CanvasSettings& settings);
    /// Of one definition, with what is needed to keep it when its tab is gone already.
    struct CanvasUndo {
        workspace::CanvasHistory history;
        std::string file;
        workspace::CanvasSettings present;
        std::size_t textBegin = 0;
        bool kept = true; ///< as it is
    };
    /// Of the file in front.
    workspace::CanvasHistory& canvasHistory() { return m_histories[m_tabs->currentPath()].history; }
    const workspace::CanvasHistory* canvasHistory() const;
    std::string canvasHistoryFile() const;
    bool hasCanvasHistory() const;
    void readCanvasHistory();
    void noteCanvasHistory();
    void keepCanvasHistories();
    workspace::CanvasHistory::TextUndo textUndo() const;
    void tellCanvasHistory();
    void pushPending();
    void selectStateAtCursor();
    void selectStateAt(const statemachine::Graph& graph, std::size_t offset);
    void revealSelectedState(const feed::Selection::Content& content);
    void revealRange(const json::Range& range);
    void applyToCurrent(const std::vector<json::Edit>& edits);

    feed::EngineFeed& m_feed;               // Not owned.
    feed::Selection& m_selection;           // Not owned.
    inspector::StateInspector& m_inspector; // Not owned.
    QStackedLayout* m_stack;
    BlankPage* m_blank;
    QSplitter* m_splitter;
    codeeditor::EditorTabs* m_tabs;
    Machines m_machines;
    designer::WorkflowCanvas* m_canvas;
    inspector::FunctionForm* m_form;
    QTimer m_pushTimer;
    codeeditor::LivePace m_pace; ///< of showing a new text
    QTimer m_cursorTimer;
    std::string m_pushed; ///< what was shown last of the text in front
    Layout m_layout = Layout::Both;
    QString m_canvasFile;                       ///< the one that the canvas has taken up
    workspace::CanvasSettings m_canvasSettings; ///< as the file last had them
    workspace::CanvasSettings m_canvasShown;    ///< as the canvas last had them
    std::string m_canvasFileError;              ///< its code, so that one damage is told once
    std::map<QString, CanvasUndo> m_histories;  ///< by the path of the definition
    QTimer m_historyTimer;
    bool m_undoing = false;
    bool m_revealing = false; // The cursor moves because of the selection, not the user.
};

} // namespace ws::app
