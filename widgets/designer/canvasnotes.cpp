#include "widgets/designer/canvasnotes.h"

#include "engine/statemachine/fieldedit.h"
#include "widgets/designer/index.h"

#include <QAccessible>
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace ws::designer {

namespace {

using workspace::Annotations;
using workspace::CanvasNote;
using workspace::CanvasRegion;
using Ref = AnnotationRef;

constexpr QSizeF kNewNote{180, 64};
constexpr double kStep = 10;     // of the arrow keys, in scene units
constexpr double kTallest = 360; // that a note grows by itself

/// Where it stands; where it stood if it was changed meanwhile, it is not found.
template <typename Entry>
Entry* find(std::vector<Entry>& entries, std::optional<int> index, const Entry& wanted) {
    if (index && at(*index) < entries.size() && entries[at(*index)] == wanted)
        return &entries[at(*index)];
    const auto found = std::find(entries.begin(), entries.end(), wanted);
    return index && found != entries.end() ? &*found : nullptr;
}

} // namespace

CanvasNotes::CanvasNotes(WorkflowView& view, theme::Theme& theme, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_theme(theme)
    , m_field(new NoteField(view.viewport()))
    , m_title(new RenameField(view.viewport()))
    , m_add(new QAction(this))
    , m_group(new QAction(this)) {
    m_title->setObjectName(QStringLiteral("regionTitle"));
    connect(m_field, &NoteField::committed, this, [this](const QString& text) {
        finishNote(text);
        m_view.setFocus();
    });
    connect(m_field, &NoteField::left, this, &CanvasNotes::finishNote);
    connect(m_title, &RenameField::committed, this, [this](const QString& title) {
        finishTitle(title);
        m_view.setFocus();
    });
    connect(m_title, &RenameField::left, this, &CanvasNotes::finishTitle);
    connect(m_title, &RenameField::cancelled, this, [this] {
        m_title->close();
        m_view.setFocus();
    });
    connect(m_add, &QAction::triggered, this, &CanvasNotes::addNote);
    connect(m_group, &QAction::triggered, this, &CanvasNotes::addRegion);
    connect(&view, &WorkflowView::viewChanged, this, &CanvasNotes::placeFields);
    // A state is selected, or the ground: then no note is.
    connect(&view, &WorkflowView::nodePicked, this, [this] { scene().selectAnnotation({}); });
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
}

void CanvasNotes::setDocument(std::shared_ptr<const json::Document> document) {
    m_document = std::move(document);
    cancelDrag();
}

void CanvasNotes::dropEditing() {
    cancelDrag();
    m_field->close();
    m_title->close();
}

void CanvasNotes::restyle() {
    m_add->setIcon(m_theme.icon(QStringLiteral("note")));
    m_group->setIcon(m_theme.icon(QStringLiteral("region")));
}

void CanvasNotes::retranslate() {
    m_add->setText(tr("Add a note"));
    m_add->setToolTip(tr("Add a note to the selected state or to the canvas (N)"));
    m_group->setText(tr("Add a region"));
    m_field->setAccessibleName(tr("Text of the note"));
    m_field->setPlaceholderText(tr("Esc when it is written"));
    m_title->setAccessibleName(tr("Title of the region"));
    restyle();
}

// --- What is selected

const CanvasNote* CanvasNotes::selectedNote() const {
    const auto chosen = selected();
    return chosen && chosen->kind == Ref::Kind::Note
               ? &scene().annotations().notes[at(chosen->index)]
               : nullptr;
}

void CanvasNotes::select(std::optional<Ref> annotation) {
    if (annotation) {
        Q_EMIT m_view.nodePicked(-1);
        scene().choose({});
        scene().selectEdge(-1);
    }
    scene().selectAnnotation(annotation);
    if (!annotation)
        return;
    const bool note = annotation->kind == Ref::Kind::Note;
    const AnnotationPlaces& places = scene().places();
    const QRectF rect = note ? places.notes[at(annotation->index)].rect
                             : places.regions[at(annotation->index)].title;
    m_view.ensureVisible(rect, 20, 20);
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(&m_view, QAccessible::Focus);
    const Diagram& diagram = scene().diagram();
    event.setChild(static_cast<int>(diagram.nodes.size() + diagram.edges.size() +
                                    (note ? 0 : places.notes.size())) +
                   annotation->index);
    QAccessible::updateAccessibility(&event);
}

void CanvasNotes::selectNext() {
    const AnnotationPlaces& places = scene().places();
    std::vector<Ref> all;
    for (std::size_t i = 0; i < places.notes.size(); ++i) {
        if (!places.notes[i].rect.isEmpty())
            all.push_back({Ref::Kind::Note, static_cast<int>(i)});
    }
    for (std::size_t i = 0; i < places.regions.size(); ++i) {
        if (!places.regions[i].rect.isEmpty())
            all.push_back({Ref::Kind::Region, static_cast<int>(i)});
    }
    if (all.empty()) {
        Q_EMIT told(tr("There are no notes yet. N adds one."));
        return;
    }
    auto next = all.begin();
    if (const auto chosen = selected())
        next = std::next(std::find(all.begin(), all.end(), *chosen));
    select(next == all.end() ? all.front() : *next);
}

void CanvasNotes::change(const Change& what, Kind kind) {
    Annotations now = scene().annotations();
    what(now);
    if (now == scene().annotations())
        return;
    scene().setAnnotations(now);
    Q_EMIT changed(now, kind);
}

// --- Notes

void CanvasNotes::addNote() {
    const int node = scene().selectedNode();
    if (node < 0) {
        addFreeNote(m_view.mapToScene(m_view.viewport()->rect().center()) -
                    QPointF(kNewNote.width(), kNewNote.height()) / 2);
        return;
    }
    const QRectF rect =
        placeBeside(scene().diagram(), scene().places(), node, kNewNote, m_view.seen());
    CanvasNote note;
    note.state = scene().diagram().nodes[at(node)].name.toStdString();
    setPlace(note, scene().diagram(), rect);
    write({note, std::nullopt}, rect);
}

void CanvasNotes::addFreeNote(QPointF position) {
    const QRectF rect(position, kNewNote);
    CanvasNote note;
    setPlace(note, scene().diagram(), rect);
    write({note, std::nullopt}, rect);
}

void CanvasNotes::write(Writing writing, const QRectF& rect) {
    m_writing = std::move(writing);
    m_fieldPlace = rect;
    m_view.ensureVisible(rect, 20, 20);
    const QString colour = QString::fromStdString(m_writing.before.colour);
    m_field->setStyleSheet(
        QStringLiteral("QPlainTextEdit { background: %1; border: 2px solid %2; "
                       "border-radius: 4px; padding: 2px; }")
            .arg(noteGround(m_theme, colour).name(), m_theme.colour(theme::Role::Accent).name()));
    m_field->open(QString::fromStdString(m_writing.before.text),
                  m_view.mapFromScene(rect).boundingRect());
    placeFields();
}

/// Whatever has become of it meanwhile: what was written is not lost.
void CanvasNotes::finishNote(const QString& text) {
    m_field->close();
    const std::string words = text.trimmed().toStdString();
    CanvasNote note = m_writing.before;
    if (words == note.text || text.toStdString() == note.text)
        return;
    note.text = words;
    note.height = std::max(note.height, std::min(heightFor(text.trimmed(), note.width), kTallest));
    std::optional<int> index;
    change([&](Annotations& all) {
        CanvasNote* old = find(all.notes, m_writing.index, m_writing.before);
        if (old && words.empty()) {
            all.notes.erase(all.notes.begin() + (old - all.notes.data()));
        } else if (old) {
            *old = note;
            index = static_cast<int>(old - all.notes.data());
        } else if (!words.empty()) {
            all.notes.push_back(note);
            index = static_cast<int>(all.notes.size()) - 1;
        }
    });
    if (index)
        select(Ref{Ref::Kind::Note, *index});
    else
        scene().selectAnnotation({});
}

void CanvasNotes::edit() {
    const auto chosen = selected();
    if (!chosen)
        return;
    if (const CanvasNote* note = selectedNote()) {
        write({*note, chosen->index}, scene().places().notes[at(chosen->index)].rect);
        return;
    }
    editTitle({scene().annotations().regions[at(chosen->index)], chosen->index},
              scene().places().regions[at(chosen->index)].title);
}

void CanvasNotes::remove() {
    const auto chosen = selected();
    if (!chosen)
        return;
    scene().selectAnnotation({});
    change([&](Annotations& all) {
        if (chosen->kind == Ref::Kind::Note)
            all.notes.erase(all.notes.begin() + chosen->index);
        else
            all.regions.erase(all.regions.begin() + chosen->index);
    });
}

int CanvasNotes::nearestNode(const QRectF& rect) const {
    int best = -1;
    double least = 0;
    const auto& nodes = scene().diagram().nodes;
    for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
        const QPointF way = nodes[at(i)].header.center() - rect.center();
        const double distance = std::hypot(way.x(), way.y());
        if (best < 0 || distance < least) {
            best = i;
            least = distance;
        }
    }
    return best;
}

void CanvasNotes::attachToNearest() {
    const auto chosen = selected();
    const CanvasNote* note = selectedNote();
    const QRectF rect = note ? scene().places().notes[at(chosen->index)].rect : QRectF();
    const int node = nearestNode(rect);
    if (!note || node < 0)
        return;
    change([&](Annotations& all) {
        all.notes[at(chosen->index)].state = scene().diagram().nodes[at(node)].name.toStdString();
        setPlace(all.notes[at(chosen->index)], scene().diagram(), rect);
    });
}

void CanvasNotes::detach() {
    const auto chosen = selected();
    if (!selectedNote())
        return;
    change([&](Annotations& all) {
        all.notes[at(chosen->index)].state.clear();
        setPlace(all.notes[at(chosen->index)], scene().diagram(),
                 scene().places().notes[at(chosen->index)].rect);
    });
}

void CanvasNotes::paint(const QString& colour) {
    const auto chosen = selected();
    if (!selectedNote())
        return;
    const bool usual = colour == noteColours().first();
    change([&](Annotations& all) {
        all.notes[at(chosen->index)].colour = usual ? std::string() : colour.toStdString();
    });
}

void CanvasNotes::writeToComment() {
    Q_EMIT textWanted();
    const CanvasNote* note = selectedNote();
    if (!note || note->state.empty())
        return;
    if (!m_document) {
        Q_EMIT told(tr("The text cannot be read, so nothing can be changed here. Put the text "
                       "right first."));
        return;
    }
    const int node = scene().diagram().graph.findByName(note->state);
    if (node < 0)
        return;
    const auto edits = statemachine::changeFields(
        *m_document, statemachine::setField(scene().diagram().graph.nodes[at(node)].pointer, {},
                                            "Comment", json::Value(note->text)));
    if (!edits)
        Q_EMIT failed(edits.error());
    else if (!edits->edits.empty())
        Q_EMIT editsRequested(edits->edits);
}

// --- Regions

void CanvasNotes::addRegion() {
    CanvasRegion region;
    QRectF around;
    for (const int node : scene().chosenNodes()) {
        region.states.push_back(scene().diagram().nodes[at(node)].name.toStdString());
        around |= scene().diagram().nodes[at(node)].rect;
    }
    if (region.states.empty()) {
        Q_EMIT told(tr("Select the states that the region is to hold, then press G."));
        return;
    }
    constexpr double kTitleRoom = 30;
    editTitle({region, std::nullopt},
              {around.left(), around.top() - kTitleRoom, std::min(around.width(), 260.0), 24});
}

void CanvasNotes::editTitle(Titling titling, const QRectF& rect) {
    m_titling = std::move(titling);
    m_view.ensureVisible(rect, 20, 20);
    m_title->open(QString::fromStdString(m_titling.before.title),
                  m_view.mapFromScene(rect).boundingRect());
    m_title->setPlaceholderText(tr("Title of the region"));
    m_fieldPlace = rect;
}

void CanvasNotes::finishTitle(const QString& title) {
    m_title->close();
    CanvasRegion region = m_titling.before;
    if (title.trimmed().isEmpty() || title.trimmed().toStdString() == region.title)
        return;
    region.title = title.trimmed().toStdString();
    int index = 0;
    change([&](Annotations& all) {
        CanvasRegion* old = find(all.regions, m_titling.index, m_titling.before);
        if (!old)
            old = &all.regions.emplace_back();
        *old = region;
        index = static_cast<int>(old - all.regions.data());
    });
    select(Ref{Ref::Kind::Region, index});
}

/// The fields stay over what they are about.
void CanvasNotes::placeFields() {
    const QRect place = m_view.mapFromScene(m_fieldPlace).boundingRect();
    if (m_field->isOpen()) {
        QFont font = noteFont();
        constexpr double kLeast = 9; // pixels, to be read while it is written
        font.setPixelSize(qRound(std::max(kLeast, font.pixelSize() * m_view.zoom())));
        m_field->setFont(font);
        constexpr QSize kSmallest{140, 54};
        QRect field(place.topLeft(), place.size().expandedTo(kSmallest));
        // Where the view does not go there for it, it comes into the view.
        const QRect room = m_view.viewport()->rect();
        field.moveRight(std::min(field.right(), room.right()));
        field.moveBottom(std::min(field.bottom(), room.bottom()));
        field.moveTopLeft({std::max(field.left(), 0), std::max(field.top(), 0)});
        m_field->setGeometry(field);
    }
    if (m_title->isOpen())
        m_title->move(place.topLeft());
}

// --- The mouse

bool CanvasNotes::press(QPointF position) {
    const auto found = scene().annotationAt(position);
    if (!found || m_view.isPanning())
        return false;
    m_view.setFocus(Qt::MouseFocusReason);
    select(found);
    if (found->kind == Ref::Kind::Region)
        return true;
    const QRectF rect = scene().places().notes[at(found->index)].rect;
    const bool grip = NoteItem::grip(rect).contains(position);
    m_drag = Drag{grip ? Drag::Way::Resize : Drag::Way::Move, position, rect, rect};
    return true;
}

bool CanvasNotes::moveTo(QPointF position) {
    const auto chosen = selected();
    if (m_drag && chosen) {
        const QPointF way = position - m_drag->from;
        constexpr double kLeast = 40;
        QRectF rect = m_drag->before;
        if (m_drag->way == Drag::Way::Move)
            rect.translate(way);
        else
            rect.setSize({std::max(rect.width() + way.x(), kLeast),
                          std::max(rect.height() + way.y(), kLeast)});
        m_drag->now = rect;
        scene().showNoteAt(chosen->index, rect);
        return true;
    }
    const auto over = m_view.isPanning() ? std::nullopt : scene().annotationAt(position);
    const bool note = over && over->kind == Ref::Kind::Note;
    if (note) {
        const QRectF rect = scene().places().notes[at(over->index)].rect;
        const bool grip = NoteItem::grip(rect).contains(position);
        m_view.viewport()->setCursor(grip ? Qt::SizeFDiagCursor : Qt::ArrowCursor);
        scene().setHovered(-1, -1);
        scene().setHoveredGutter(-1);
    } else if (m_pointing) {
        m_view.viewport()->unsetCursor();
    }
    m_pointing = note;
    return note;
}

bool CanvasNotes::release() {
    if (!m_drag)
        return false;
    const Drag drag = *std::exchange(m_drag, std::nullopt);
    const auto chosen = selected();
    const QPointF way = drag.now.bottomRight() - drag.before.bottomRight();
    if (!chosen)
        return true;
    // A hand that trembles in a click moves nothing.
    if (std::hypot(way.x(), way.y()) * m_view.zoom() < QApplication::startDragDistance() / 2.0) {
        scene().showNoteAt(chosen->index, drag.before);
        return true;
    }
    change([&](Annotations& all) {
        setPlace(all.notes[at(chosen->index)], scene().diagram(), drag.now);
    });
    return true;
}

void CanvasNotes::cancelDrag() {
    const auto chosen = selected();
    if (m_drag && chosen)
        scene().showNoteAt(chosen->index, m_drag->before);
    m_drag.reset();
}

bool CanvasNotes::showMenu(QPointF position, const QPoint& global) {
    const auto found = scene().annotationAt(position);
    if (!found)
        return false;
    select(found);
    auto* menu = new QMenu(&m_view);
    menu->setObjectName(QStringLiteral("noteMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillAnnotationMenu(*menu);
    menu->popup(global);
    return true;
}

// --- The keys

bool CanvasNotes::isOurs(int key, Qt::KeyboardModifiers modifiers) const {
    if (key == Qt::Key_N)
        return modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier;
    if (key == Qt::Key_G)
        return modifiers == Qt::NoModifier;
    if (!selected() || (modifiers & ~(Qt::ShiftModifier | Qt::KeypadModifier)))
        return false;
    if (key >= Qt::Key_Left && key <= Qt::Key_Down)
        return selectedNote() != nullptr;
    constexpr std::array kKeys{Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_F2,    Qt::Key_Return,
                               Qt::Key_Enter,  Qt::Key_E,         Qt::Key_Escape};
    return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

bool CanvasNotes::key(int key, Qt::KeyboardModifiers modifiers) {
    if (!isOurs(key, modifiers))
        return false;
    if (key == Qt::Key_N && modifiers == Qt::NoModifier)
        addNote();
    else if (key == Qt::Key_N)
        selectNext();
    else if (key == Qt::Key_G)
        addRegion();
    else
        return keyOfSelected(key, modifiers);
    return true;
}

bool CanvasNotes::keyOfSelected(int key, Qt::KeyboardModifiers modifiers) {
    if (key == Qt::Key_Escape && m_drag) {
        cancelDrag();
    } else if (key == Qt::Key_Escape) {
        // Back to the state that it is about.
        const CanvasNote* note = selectedNote();
        const int node = note ? scene().diagram().graph.findByName(note->state) : -1;
        scene().selectAnnotation({});
        Q_EMIT m_view.nodePicked(node);
    } else if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
        remove();
    } else if (key >= Qt::Key_Left && key <= Qt::Key_Down) {
        nudge(key, modifiers);
    } else {
        edit();
    }
    return true;
}

/// Moves it; with Shift its lower right corner.
void CanvasNotes::nudge(int key, Qt::KeyboardModifiers modifiers) {
    const auto chosen = selected();
    const QPointF way = key == Qt::Key_Left    ? QPointF(-kStep, 0)
                        : key == Qt::Key_Right ? QPointF(kStep, 0)
                        : key == Qt::Key_Up    ? QPointF(0, -kStep)
                                               : QPointF(0, kStep);
    QRectF rect = scene().places().notes[at(chosen->index)].rect;
    if (modifiers & Qt::ShiftModifier)
        rect.setBottomRight(rect.bottomRight() + way);
    else
        rect.translate(way);
    change(
        [&](Annotations& all) { setPlace(all.notes[at(chosen->index)], scene().diagram(), rect); },
        Kind::Step);
    m_view.ensureVisible(rect, 20, 20);
}

bool CanvasNotes::eventFilter(QObject* watched, QEvent* event) {
    const bool onViewport = watched == m_view.viewport();
    const auto position = [&] {
        return m_view.mapToScene(static_cast<QMouseEvent*>(event)->position().toPoint());
    };
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto& pressed = *static_cast<QKeyEvent*>(event);
        if (!onViewport && pressed.key() != Qt::Key_Escape &&
            isOurs(pressed.key(), pressed.modifiers())) {
            event->accept();
            return true;
        }
        break;
    }
    case QEvent::KeyPress: {
        const auto& pressed = *static_cast<QKeyEvent*>(event);
        if (!onViewport && key(pressed.key(), pressed.modifiers()))
            return true;
        break;
    }
    case QEvent::MouseButtonPress:
        if (onViewport && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton) {
            if (press(position()))
                return true;
            scene().selectAnnotation({});
        }
        break;
    case QEvent::MouseMove:
        if (onViewport && moveTo(position()))
            return true;
        break;
    case QEvent::MouseButtonRelease:
        if (onViewport && release())
            return true;
        break;
    case QEvent::MouseButtonDblClick:
        if (onViewport && scene().annotationAt(position()) && !m_view.isPanning()) {
            select(scene().annotationAt(position()));
            edit();
            return true;
        }
        break;
    case QEvent::ContextMenu: {
        const auto& asked = *static_cast<QContextMenuEvent*>(event);
        if (asked.reason() != QContextMenuEvent::Keyboard) {
            if (onViewport && showMenu(m_view.mapToScene(asked.pos()), asked.globalPos()))
                return true;
        } else if (const auto chosen = selected()) {
            const QRectF rect = chosen->kind == Ref::Kind::Note
                                    ? scene().places().notes[at(chosen->index)].rect
                                    : scene().places().regions[at(chosen->index)].title;
            return showMenu(rect.center(),
                            m_view.viewport()->mapToGlobal(m_view.mapFromScene(rect.center())));
        }
        break;
    }
    case QEvent::ToolTip:
        if (onViewport) {
            const auto& help = *static_cast<QHelpEvent*>(event);
            if (const auto over = scene().annotationAt(m_view.mapToScene(help.pos()))) {
                QToolTip::showText(help.globalPos(), scene().annotationTip(*over),
                                   m_view.viewport());
                return true;
            }
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

// --- Menus

void CanvasNotes::fillMenu(QMenu& menu, QPointF position) {
    const bool states = !scene().chosenNodes().empty();
    if (states) {
        menu.addAction(m_add->icon(), tr("Add a note\tN"), this, &CanvasNotes::addNote);
        menu.addAction(m_group->icon(), tr("Put a region around\tG"), this,
                       &CanvasNotes::addRegion);
    } else {
        menu.addAction(m_add->icon(), tr("Add a note here"), this,
                       [this, position] { addFreeNote(position); });
    }
}

void CanvasNotes::fillAnnotationMenu(QMenu& menu) {
    const auto chosen = selected();
    if (!chosen)
        return;
    const CanvasNote* note = selectedNote();
    menu.addAction(m_theme.icon(QStringLiteral("rename")),
                   note ? tr("Edit the note\tF2") : tr("Rename the region\tF2"), this,
                   &CanvasNotes::edit);
    if (note) {
        const QString state = QString::fromStdString(note->state);
        const bool tied = scene().places().notes[at(chosen->index)].node >= 0;
        QAction* comment =
            menu.addAction(tr("Write to Comment"), this, &CanvasNotes::writeToComment);
        comment->setEnabled(tied);
        comment->setToolTip(tr("Makes the text of the note the Comment of its state"));
        if (!note->state.empty())
            menu.addAction(tr("Detach from “%1”").arg(state), this, &CanvasNotes::detach);
        else if (const int node = nearestNode(scene().places().notes[at(chosen->index)].rect);
                 node >= 0)
            menu.addAction(tr("Attach to “%1”").arg(scene().diagram().nodes[at(node)].name), this,
                           &CanvasNotes::attachToNearest);
        QMenu* colours = menu.addMenu(tr("Colour"));
        auto* group = new QActionGroup(colours);
        const QString now =
            note->colour.empty() ? noteColours().first() : QString::fromStdString(note->colour);
        for (const QString& name : noteColours()) {
            QAction* colour = colours->addAction(noteColourName(name));
            QPixmap sample(16, 16);
            sample.fill(noteBorder(m_theme, name));
            colour->setIcon(QIcon(sample));
            colour->setCheckable(true);
            colour->setChecked(name == now);
            group->addAction(colour);
            connect(colour, &QAction::triggered, this, [this, name] { paint(name); });
        }
    }
    menu.addSeparator();
    menu.addAction(m_theme.icon(QStringLiteral("delete")),
                   note ? tr("Delete the note\tDel") : tr("Remove the region\tDel"), this,
                   &CanvasNotes::remove);
}

} // namespace ws::designer
