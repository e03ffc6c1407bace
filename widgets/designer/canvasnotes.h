#pragma once

#include "engine/json/document.h"
#include "engine/workspace/canvasfile.h"
#include "widgets/designer/notefield.h"
#include "widgets/designer/renamefield.h"
#include "widgets/designer/workflowview.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

class QAction;
class QMenu;

namespace ws::designer {

/// Notes and regions as a person makes and changes them on the canvas. The definition is touched
/// only where a note is to be written into its state's Comment. Made after the CanvasAuthor, so
/// that it sees keys and clicks first and leaves to it what is not about a note.
class CanvasNotes : public QObject {
    Q_OBJECT
public:
    CanvasNotes(WorkflowView& view, theme::Theme& theme, QObject* parent);

    /// Of the text that the canvas shows; nothing: it cannot be read.
    void setDocument(std::shared_ptr<const json::Document> document);
    /// Leaves what is being written: it is of another machine.
    void dropEditing();
    QAction* toolAction() const { return m_add; }
    /// Beside what can be done with the states that are selected, or with the ground there.
    void fillMenu(QMenu& menu, QPointF position);
    /// What can be done with the selected note or region.
    void fillAnnotationMenu(QMenu& menu);
    void retranslate();
    void restyle();

    /// A step of a movement is undone together with those before it.
    enum class Kind { Apart, Step };

public Q_SLOTS:
    /// On the selected state; else in the middle of what is seen.
    void addNote();
    /// Around the selected states.
    void addRegion();
    void edit();
    void remove();
    /// The next note, then the next region, from the first one again after the last.
    void selectNext();
    void writeToComment();

Q_SIGNALS:
    /// By a person. The scene shows them already.
    void changed(const ws::workspace::Annotations& annotations,
                 ws::designer::CanvasNotes::Kind kind);
    void textWanted();
    /// The receiver changes the text before it returns.
    void editsRequested(const std::vector<ws::json::Edit>& edits);
    void told(const QString& words);
    void failed(const ws::base::Error& problem);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Change = std::function<void(workspace::Annotations&)>;
    struct Drag {
        enum class Way { Move, Resize };
        Way way = Way::Move;
        QPointF from;
        QRectF before;
        QRectF now;
    };
    struct Writing {
        workspace::CanvasNote before; ///< as it was, or the new one that it may become
        std::optional<int> index;     ///< nothing: it is new
    };
    struct Titling {
        workspace::CanvasRegion before;
        std::optional<int> index;
    };

    WorkflowScene& scene() const { return m_view.workflow(); }
    std::optional<AnnotationRef> selected() const { return scene().selectedAnnotation(); }
    const workspace::CanvasNote* selectedNote() const;
    void select(std::optional<AnnotationRef> annotation);
    void change(const Change& what, Kind kind = Kind::Apart);

    bool press(QPointF position);
    bool moveTo(QPointF position);
    bool release();
    bool key(int key, Qt::KeyboardModifiers modifiers);
    bool isOurs(int key, Qt::KeyboardModifiers modifiers) const;
    bool keyOfSelected(int key, Qt::KeyboardModifiers modifiers);
    void nudge(int key, Qt::KeyboardModifiers modifiers);
    void cancelDrag();
    bool showMenu(QPointF position, const QPoint& global);

    void addFreeNote(QPointF position);
    void write(Writing writing, const QRectF& rect);
    void finishNote(const QString& text);
    void editTitle(Titling titling, const QRectF& rect);
    void finishTitle(const QString& title);
    void placeFields();
    void attachToNearest();
    void detach();
    void paint(const QString& colour);
    int nearestNode(const QRectF& rect) const;

    WorkflowView& m_view;  // Not owned.
    theme::Theme& m_theme; // Not owned.
    std::shared_ptr<const json::Document> m_document;
    std::optional<Drag> m_drag;
    Writing m_writing;
    Titling m_titling;
    QRectF m_fieldPlace;     ///< of the field that is open, in the scene
    bool m_pointing = false; ///< the cursor is one of ours

    // Children of the view's viewport.
    NoteField* m_field;
    RenameField* m_title;
    QAction* m_add;
    QAction* m_group;
};

} // namespace ws::designer
