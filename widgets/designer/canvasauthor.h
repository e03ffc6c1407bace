#pragma once

#include "engine/statemachine/edit.h"
#include "widgets/designer/canvastools.h"
#include "widgets/designer/renamefield.h"

#include <QAction>
#include <QFrame>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QLabel;
class QMenu;
class QMimeData;

namespace ws::designer {

class PalettePanel;

/// What a person changes on the canvas: every gesture and key becomes edits of the definition's
/// text, for whoever holds it. While the text cannot be read nothing can be changed here.
class CanvasAuthor : public QObject, public ToolHost {
    Q_OBJECT
public:
    CanvasAuthor(WorkflowView& view, theme::Theme& theme, QObject* parent);
    ~CanvasAuthor() override;

    /// Of the text that the canvas shows; nothing: it cannot be read.
    void setDocument(std::shared_ptr<const json::Document> document);
    void setFunctions(const QStringList& functions);
    /// For a toolbar.
    QList<QAction*> toolActions() const;
    /// What can be done with what is selected.
    void fillMenu(QMenu& menu);
    /// What is selected, as copyStates() has it.
    base::Result<std::string> copied();
    /// What is selected becomes a machine of its own. `askName` gives its name, empty for not at
    /// all; `make` writes its definition, and only when that is done does the text change.
    void extract(const std::function<std::string()>& askName,
                 const std::function<base::Status(const std::string& name,
                                                  const std::string& definition)>& make);
    void retranslate();
    void restyle();

public Q_SLOTS:
    /// Behind the selected state or on the selected edge; else at the end.
    void insert(const QString& paletteId);
    void showPalette();
    void rename();
    void remove();
    void duplicate();
    void copy();
    void cut();
    void paste();
    void selectAll();
    void connectFromSelection();

Q_SIGNALS:
    /// Something is about to be done here: who has a newer text shows it before this returns.
    void textWanted();
    /// The receiver changes the text before it returns.
    void editsRequested(const std::vector<ws::json::Edit>& edits);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Change = statemachine::Change;
    using Place = statemachine::Place;

    // --- ToolHost
    WorkflowView& view() override { return m_view; }
    CanvasOverlay& overlay() override { return *m_overlay; }
    void pick(int node) override;
    void pickEdge(int edge) override;
    void choose(const std::set<int>& nodes) override;
    base::Error moveProblem(const Place& place) override;
    void move(const Place& place) override;
    void connectTo(int from, int to) override;
    void reroute(int edge, int to) override;
    void say(const QString& words, const base::Error& problem) override;
    void sayNothing() override;
    void startReroute(int edge, QPointF position) override;
    void finishTool() override;

    bool keyPress(const QKeyEvent& event);
    /// While a state inside an opened Task is selected: says where it can be changed.
    bool refusesInset(const QKeyEvent& event);
    bool isOurs(const QKeyEvent& event) const;
    bool plainKey(int key);
    bool shiftKey(int key);
    bool drag(QEvent& event);
    void aimDrop(QPointF position, const QMimeData& data);
    void setTool(std::unique_ptr<CanvasTool> tool);
    void openPalette(Place place);
    void openPaletteAt(const std::optional<Place>& place);
    void insertAt(const QString& paletteId, const Place& place);
    std::optional<Place> placeForNew() const;
    Place loosePlace() const;
    std::vector<std::string> chosen() const;
    void apply(const base::Result<Change>& change);
    void commitName(const QString& name);
    void leaveName(const QString& name);
    void wrap(statemachine::StateType container);
    void selectNextEdge();
    bool isReadable();
    void placeBubble();
    void announce(const QString& words);

    WorkflowView& m_view;  // Not owned.
    theme::Theme& m_theme; // Not owned.
    std::shared_ptr<const json::Document> m_document;
    QStringList m_functions;
    SelectTool m_select;
    std::unique_ptr<CanvasTool> m_tool; ///< in place of selecting
    std::optional<DropTarget> m_drop;
    base::Error m_dropProblem;
    std::string m_renamed; ///< pointer of the state whose name is being typed

    // Children of the view's viewport.
    CanvasOverlay* m_overlay;
    RenameField* m_rename;
    QLabel* m_bubble;
    QTimer m_bubbleTimer;

    QAction* m_add;
    QAction* m_connect;
    QAction* m_renameAction;
    QAction* m_duplicate;
    QAction* m_delete;
};

} // namespace ws::designer
