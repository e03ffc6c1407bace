#include "widgets/designer/canvasauthor.h"

#include "engine/base/ids.h"
#include "widgets/designer/index.h"
#include "widgets/designer/palettepanel.h"
#include "widgets/designer/statusnames.h"
#include "widgets/theme/accessibility.h"
#include "widgets/theme/messages.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QDropEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QStyle>

#include <algorithm>
#include <chrono>

namespace ws::designer {

namespace {

using namespace std::chrono_literals;
using namespace statemachine;
using Kind = Graph::EdgeKind;

} // namespace

CanvasAuthor::CanvasAuthor(WorkflowView& view, theme::Theme& theme, QObject* parent)
    : QObject(parent)
    , m_view(view)
    , m_theme(theme)
    , m_select(*this)
    , m_overlay(new CanvasOverlay(view, theme))
    , m_rename(new RenameField(view.viewport()))
    , m_bubble(new QLabel(view.viewport()))
    , m_add(new QAction(this))
    , m_connect(new QAction(this))
    , m_renameAction(new QAction(this))
    , m_duplicate(new QAction(this))
    , m_delete(new QAction(this)) {
    m_rename->setObjectName(QStringLiteral("stateName"));
    theme::setAccessibleRole(*m_bubble, QAccessible::AlertMessage);
    m_bubble->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_bubble->setWordWrap(true);
    m_bubble->setAlignment(Qt::AlignCenter);
    m_bubble->setMargin(theme::Theme::space(2));
    m_bubble->hide();
    m_bubbleTimer.setSingleShot(true);
    m_bubbleTimer.setInterval(6s);
    connect(&m_bubbleTimer, &QTimer::timeout, m_bubble, &QWidget::hide);
    connect(m_rename, &RenameField::committed, this, &CanvasAuthor::commitName);
    connect(m_rename, &RenameField::left, this, &CanvasAuthor::leaveName);
    connect(m_rename, &RenameField::cancelled, this, [this] {
        m_rename->close();
        sayNothing();
        m_view.setFocus();
    });
    connect(m_add, &QAction::triggered, this, &CanvasAuthor::showPalette);
    connect(m_connect, &QAction::triggered, this, &CanvasAuthor::connectFromSelection);
    connect(m_renameAction, &QAction::triggered, this, &CanvasAuthor::rename);
    connect(m_duplicate, &QAction::triggered, this, &CanvasAuthor::duplicate);
    connect(m_delete, &QAction::triggered, this, &CanvasAuthor::remove);
    view.setTool(&m_select);
    view.setAcceptDrops(true);
    view.viewport()->setAcceptDrops(true);
    view.installEventFilter(this);
    view.viewport()->installEventFilter(this);
}

CanvasAuthor::~CanvasAuthor() = default;

void CanvasAuthor::setDocument(std::shared_ptr<const json::Document> document) {
    m_document = std::move(document);
    m_select.cancel();
    if (m_tool)
        m_tool->cancel();
    if (m_rename->isOpen() && (!m_document || m_document->find(m_renamed) == json::Document::kNone))
        m_rename->close();
}

void CanvasAuthor::setFunctions(const QStringList& functions) {
    m_functions = functions;
}

QList<QAction*> CanvasAuthor::toolActions() const {
    return {m_add, m_connect, m_duplicate, m_delete};
}

void CanvasAuthor::restyle() {
    m_add->setIcon(m_theme.icon(QStringLiteral("plus")));
    m_connect->setIcon(m_theme.icon(QStringLiteral("link")));
    m_renameAction->setIcon(m_theme.icon(QStringLiteral("rename")));
    m_duplicate->setIcon(m_theme.icon(QStringLiteral("copy")));
    m_delete->setIcon(m_theme.icon(QStringLiteral("delete")));
}

void CanvasAuthor::retranslate() {
    const auto name = [](QAction* action, const QString& text, const QString& tip) {
        action->setText(text);
        action->setToolTip(tip);
    };
    name(m_add, tr("Add state"), tr("Add a state after the selected one (A)"));
    name(m_connect, tr("Connect"), tr("Lead the selected state to another (C)"));
    name(m_renameAction, tr("Rename"), tr("Rename the selected state (F2)"));
    name(m_duplicate, tr("Duplicate"), tr("Put a copy behind the selected states (Ctrl+D)"));
    name(m_delete, tr("Delete"), tr("Delete what is selected (Del)"));
    m_rename->setAccessibleName(tr("New name of the state"));
    restyle();
}

// --- What is selected

std::vector<std::string> CanvasAuthor::chosen() const {
    std::vector<std::string> pointers;
    const Graph& graph = m_view.workflow().diagram().graph;
    for (const int node : m_view.workflow().chosenNodes()) {
        if (at(node) < graph.nodes.size())
            pointers.push_back(graph.nodes[at(node)].pointer);
    }
    return pointers;
}

void CanvasAuthor::pick(int node) {
    m_view.workflow().choose({});
    m_view.workflow().selectEdge(-1);
    Q_EMIT m_view.nodePicked(node);
}

void CanvasAuthor::pickEdge(int edge) {
    m_view.workflow().selectEdge(edge);
    const Diagram::Edge& line = m_view.workflow().diagram().edges[at(edge)];
    const auto& nodes = m_view.workflow().diagram().nodes;
    announce(
        tr("Transition from “%1” to “%2”").arg(nodes[at(line.from)].name, nodes[at(line.to)].name));
}

void CanvasAuthor::choose(const std::set<int>& nodes) {
    const int current = m_view.workflow().selectedNode();
    if (!nodes.contains(current) && (current >= 0 || !nodes.empty()))
        Q_EMIT m_view.nodePicked(nodes.empty() ? -1 : *nodes.begin());
    m_view.workflow().selectEdge(-1);
    m_view.workflow().choose(nodes.size() > 1 ? nodes : std::set<int>{});
}

void CanvasAuthor::selectAll() {
    std::set<int> all;
    const Graph& graph = m_view.workflow().diagram().graph;
    const int current = m_view.workflow().selectedNode();
    const int region = current < 0 ? 0 : graph.nodes[at(current)].region;
    if (!graph.regions.empty())
        all.insert(graph.regions[at(region)].nodes.begin(), graph.regions[at(region)].nodes.end());
    choose(all);
}

void CanvasAuthor::selectNextEdge() {
    const Diagram& diagram = m_view.workflow().diagram();
    const int from = m_view.workflow().selectedNode();
    const int count = static_cast<int>(diagram.edges.size());
    for (int step = 1; step <= count; ++step) {
        const int edge = (m_view.workflow().selectedEdge() + step) % count;
        if (edge >= 0 && (from < 0 || diagram.edges[at(edge)].from == from)) {
            pickEdge(edge);
            return;
        }
    }
    say(tr("No line leads from here to another state."), {});
}

// --- Telling

void CanvasAuthor::announce(const QString& words) {
    m_view.setStatusTip(words);
    theme::announce(*m_bubble, words);
}

void CanvasAuthor::say(const QString& words, const base::Error& problem) {
    const bool wrong = !problem.code.empty();
    const QString text = wrong ? theme::message(problem) : words;
    m_bubble->setProperty("banner", wrong ? QStringLiteral("error") : QStringLiteral("info"));
    m_bubble->style()->unpolish(m_bubble);
    m_bubble->style()->polish(m_bubble);
    m_bubble->setText(wrong ? QStringLiteral("⚠ ") + text : text);
    placeBubble();
    m_bubble->show();
    m_bubble->raise();
    m_bubbleTimer.start();
    announce(text);
}

void CanvasAuthor::placeBubble() {
    const int room = m_view.viewport()->width() - theme::Theme::space(6);
    const int width = std::clamp(m_bubble->fontMetrics().horizontalAdvance(m_bubble->text()) +
                                     theme::Theme::space(8),
                                 120, std::max(120, std::min(room, 520)));
    m_bubble->resize(width, m_bubble->heightForWidth(width));
    m_bubble->move((m_view.viewport()->width() - width) / 2, theme::Theme::space(3));
}

void CanvasAuthor::sayNothing() {
    m_bubbleTimer.stop();
    m_bubble->hide();
}

bool CanvasAuthor::isReadable() {
    Q_EMIT textWanted();
    if (m_document)
        return true;
    say(tr("The text cannot be read, so nothing can be changed here. Put the text right first."),
        {});
    return false;
}

void CanvasAuthor::apply(const base::Result<Change>& change) {
    if (!change) {
        say({}, change.error());
        return;
    }
    sayNothing();
    if (!change->edits.empty())
        Q_EMIT editsRequested(change->edits);
    std::set<int> nodes;
    int first = -1;
    const Graph& graph = m_view.workflow().diagram().graph;
    for (const std::string& name : change->states) {
        const int node = graph.findByName(name);
        if (node >= 0)
            nodes.insert(node);
        if (first < 0)
            first = node;
    }
    Q_EMIT m_view.nodePicked(first);
    if (nodes.size() > 1)
        m_view.workflow().choose(nodes);
    if (!change->mentions.empty())
        say(tr("The old name still stands in %n text(s), which were left as they are.", nullptr,
               int(change->mentions.size())),
            {});
}

// --- Commands

std::optional<Place> CanvasAuthor::placeForNew() const {
    const Diagram& diagram = m_view.workflow().diagram();
    if (m_view.workflow().selectedEdge() >= 0)
        return Place{Place::Kind::OnEdges, {}, edgeRefs(diagram, m_view.workflow().selectedEdge())};
    if (m_view.workflow().selectedNode() >= 0)
        return Place{Place::Kind::After,
                     diagram.graph.nodes[at(m_view.workflow().selectedNode())].pointer,
                     {}};
    if (diagram.graph.nodes.empty())
        return Place{Place::Kind::First, {}, {}};
    for (const Graph::Edge& edge : diagram.graph.edges) {
        if (edge.kind == Kind::End && edge.region == 0)
            return Place{Place::Kind::After, diagram.graph.nodes[at(edge.from)].pointer, {}};
    }
    return std::nullopt;
}

void CanvasAuthor::insertAt(const QString& paletteId, const Place& place) {
    if (isReadable())
        apply(
            insertStates(*m_document, fragmentOf(paletteId, machineLanguage(*m_document)), place));
}

void CanvasAuthor::insert(const QString& paletteId) {
    if (const auto place = placeForNew())
        insertAt(paletteId, *place);
    else
        say({}, {"edit.nothing", {}});
}

Place CanvasAuthor::loosePlace() const {
    const Diagram& diagram = m_view.workflow().diagram();
    const int node = m_view.workflow().selectedNode();
    const int region = node < 0 ? 0 : diagram.graph.nodes[at(node)].region;
    const auto kind = diagram.graph.nodes.empty() ? Place::Kind::First : Place::Kind::Loose;
    return {kind, regionPointer(diagram, region), {}};
}

void CanvasAuthor::showPalette() {
    openPaletteAt(placeForNew());
}

void CanvasAuthor::openPaletteAt(const std::optional<Place>& place) {
    if (!isReadable())
        return;
    if (place)
        openPalette(*place);
    else
        say({}, {"edit.nothing", {}});
}

void CanvasAuthor::openPalette(Place place) {
    auto* popup = new QFrame(&m_view, Qt::Popup);
    popup->setObjectName(QStringLiteral("palettePopup"));
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setFrameShape(QFrame::StyledPanel);
    auto* panel = new PalettePanel(m_theme, popup);
    panel->setFunctions(m_functions);
    auto* column = new QVBoxLayout(popup);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(panel);
    popup->resize(320, 380);
    QRect anchor = m_view.viewport()->rect();
    if (const int node = m_view.workflow().selectedNode(); node >= 0)
        anchor =
            m_view.mapFromScene(m_view.workflow().diagram().nodes[at(node)].header).boundingRect();
    popup->move(m_view.viewport()->mapToGlobal(anchor.center() + QPoint(0, anchor.height() / 2)));
    connect(panel, &PalettePanel::dismissed, popup, &QWidget::close);
    connect(panel, &PalettePanel::chosen, this,
            [this, popup, place = std::move(place)](const QString& id) {
                popup->close();
                insertAt(id, place);
                m_view.setFocus();
            });
    popup->show();
    panel->startSearch();
}

void CanvasAuthor::remove() {
    if (!isReadable())
        return;
    if (const int edge = m_view.workflow().selectedEdge(); edge >= 0)
        apply(removeEdges(*m_document, edgeRefs(m_view.workflow().diagram(), edge)));
    else
        apply(removeStates(*m_document, chosen()));
}

void CanvasAuthor::duplicate() {
    if (isReadable())
        apply(duplicateStates(*m_document, chosen()));
}

base::Result<std::string> CanvasAuthor::copied() {
    Q_EMIT textWanted();
    return m_document ? copyStates(*m_document, chosen()) : base::Error{"edit.nothing", {}};
}

void CanvasAuthor::extract(
    const std::function<std::string()>& askName,
    const std::function<base::Status(const std::string&, const std::string&)>& make) {
    if (!isReadable())
        return;
    // Whether it can be is known before there is a name to ask for.
    if (const auto could = extractStates(*m_document, chosen(), {}, "Task"); !could)
        return say({}, could.error());
    const std::string name = askName();
    if (name.empty() || !isReadable())
        return;
    const auto extraction = extractStates(*m_document, chosen(), base::stateMachineArn(name), name);
    const base::Status made =
        extraction ? make(name, extraction->definition) : base::Status(extraction.error());
    if (made)
        apply(extraction->change);
    else
        say({}, made.error());
}

void CanvasAuthor::copy() {
    if (!isReadable())
        return;
    const auto text = copyStates(*m_document, chosen());
    if (!text) {
        say({}, text.error());
        return;
    }
    QApplication::clipboard()->setText(QString::fromStdString(*text));
    say(tr("Copied %n state(s)", nullptr, int(chosen().size())), {});
}

void CanvasAuthor::cut() {
    if (!isReadable())
        return;
    if (const auto text = copyStates(*m_document, chosen()); !text) {
        say({}, text.error());
        return;
    }
    copy();
    remove();
}

void CanvasAuthor::paste() {
    if (!isReadable())
        return;
    const std::string text = QApplication::clipboard()->text().toStdString();
    if (const auto place = placeForNew())
        apply(pasteStates(*m_document, text, *place));
    else
        say({}, {"edit.nothing", {}});
}

void CanvasAuthor::wrap(StateType container) {
    if (isReadable())
        apply(wrapStates(*m_document, chosen(), container));
}

void CanvasAuthor::rename() {
    const int node = m_view.workflow().selectedNode();
    if (node < 0 || !isReadable())
        return;
    const Diagram& diagram = m_view.workflow().diagram();
    m_view.reveal(node);
    m_renamed = diagram.graph.nodes[at(node)].pointer;
    m_rename->open(diagram.nodes[at(node)].name,
                   m_view.mapFromScene(diagram.nodes[at(node)].header).boundingRect());
}

/// A name that cannot be leaves the field open, so that nothing typed is lost.
void CanvasAuthor::commitName(const QString& name) {
    Q_EMIT textWanted();
    if (!m_document)
        return;
    const auto change = renameState(*m_document, m_renamed, name.trimmed().toStdString());
    if (!change) {
        say({}, change.error());
        return;
    }
    m_rename->close();
    m_view.setFocus();
    apply(change);
}

/// Who clicks elsewhere means the name that stands there, if it can be one.
void CanvasAuthor::leaveName(const QString& name) {
    m_rename->close();
    Q_EMIT textWanted();
    if (!m_document)
        return;
    if (const auto change = renameState(*m_document, m_renamed, name.trimmed().toStdString());
        change && !change->edits.empty())
        Q_EMIT editsRequested(change->edits);
}

// --- Edges

void CanvasAuthor::connectFromSelection() {
    if (!isReadable())
        return;
    const int from = m_view.workflow().selectedNode();
    if (from < 0) {
        say({}, {"edit.nothing", {}});
        return;
    }
    const Graph::Node& node = m_view.workflow().diagram().graph.nodes[at(from)];
    if (possibleEdges(*m_document, node.pointer).empty())
        say({}, {"edit.afterEnd", {{"state", node.name}}});
    else
        setTool(std::make_unique<ConnectTool>(*this, from));
}

void CanvasAuthor::connectTo(int from, int to) {
    if (!isReadable())
        return;
    const Graph& graph = m_view.workflow().diagram().graph;
    const std::string source = graph.nodes[at(from)].pointer;
    const std::string target = graph.nodes[at(to)].pointer;
    std::vector<std::pair<Kind, base::Result<Change>>> ways;
    for (const Kind kind : possibleEdges(*m_document, source))
        ways.emplace_back(kind, connectStates(*m_document, source, target, kind));
    if (ways.empty())
        return;
    if (ways.size() == 1 || !ways.front().second) {
        apply(ways.front().second);
        return;
    }
    auto* menu = new QMenu(&m_view);
    menu->setObjectName(QStringLiteral("connectMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto& [kind, change] : ways) {
        const QString words = kind == Kind::Next     ? tr("Next: go on there")
                              : kind == Kind::Catch  ? tr("Catch: go there when it fails")
                              : kind == Kind::Choice ? tr("Rule: go there under a condition")
                                                     : tr("Default: go there when no rule fits");
        QAction* action = menu->addAction(words);
        connect(action, &QAction::triggered, this, [this, change = change] { apply(change); });
    }
    const QRectF box = m_view.workflow().diagram().nodes[at(to)].header;
    menu->popup(m_view.viewport()->mapToGlobal(m_view.mapFromScene(box.center())));
    menu->setActiveAction(menu->actions().first());
}

void CanvasAuthor::reroute(int edge, int to) {
    const Diagram& diagram = m_view.workflow().diagram();
    if (isReadable() && at(edge) < diagram.edges.size())
        apply(rerouteEdges(*m_document, edgeRefs(diagram, edge),
                           diagram.graph.nodes[at(to)].pointer));
}

void CanvasAuthor::startReroute(int edge, QPointF position) {
    if (!m_document)
        return;
    setTool(std::make_unique<RerouteTool>(*this, edge));
    m_tool->press(position, Qt::NoModifier);
}

base::Error CanvasAuthor::moveProblem(const Place& place) {
    if (!m_document)
        return {"edit.nothing", {}};
    const auto change = moveStates(*m_document, chosen(), place);
    return change ? base::Error{} : change.error();
}

void CanvasAuthor::move(const Place& place) {
    if (isReadable())
        apply(moveStates(*m_document, chosen(), place));
}

// --- Tools and keys

void CanvasAuthor::setTool(std::unique_ptr<CanvasTool> tool) {
    m_tool = std::move(tool);
    m_view.setTool(m_tool.get());
    m_view.viewport()->setMouseTracking(true);
}

void CanvasAuthor::finishTool() {
    m_view.setTool(&m_select);
    m_tool.reset();
}

bool CanvasAuthor::eventFilter(QObject* watched, QEvent* event) {
    // Before a gesture takes hold of what it sees.
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress ||
        event->type() == QEvent::ContextMenu || event->type() == QEvent::DragEnter)
        Q_EMIT textWanted();
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (watched == &m_view && isOurs(*static_cast<QKeyEvent*>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (watched == &m_view && keyPress(*static_cast<QKeyEvent*>(event)))
            return true;
        break;
    case QEvent::DragEnter:
    case QEvent::DragMove:
    case QEvent::DragLeave:
    case QEvent::Drop:
        if (watched == m_view.viewport() && drag(*event))
            return true;
        break;
    case QEvent::Resize:
        if (watched == m_view.viewport() && m_bubble->isVisible())
            placeBubble();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

bool CanvasAuthor::isOurs(const QKeyEvent& event) const {
    if (event.matches(QKeySequence::Copy) || event.matches(QKeySequence::Cut) ||
        event.matches(QKeySequence::Paste) || event.matches(QKeySequence::SelectAll))
        return true;
    if (event.modifiers() == Qt::ControlModifier)
        return event.key() == Qt::Key_D;
    if (event.modifiers() == Qt::AltModifier)
        return event.key() >= Qt::Key_Left && event.key() <= Qt::Key_Down;
    constexpr std::array kPlain{Qt::Key_A, Qt::Key_C,      Qt::Key_E,         Qt::Key_R,
                                Qt::Key_T, Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_F2};
    return event.modifiers() == Qt::NoModifier &&
           std::find(kPlain.begin(), kPlain.end(), event.key()) != kPlain.end();
}

bool CanvasAuthor::keyPress(const QKeyEvent& event) {
    if (m_tool ? m_tool->key(event) : m_select.key(event))
        return true;
    if (refusesInset(event))
        return true;
    if (event.matches(QKeySequence::Copy))
        copy();
    else if (event.matches(QKeySequence::Cut))
        cut();
    else if (event.matches(QKeySequence::Paste))
        paste();
    else if (event.matches(QKeySequence::SelectAll))
        selectAll();
    else if (event.modifiers() == Qt::ControlModifier && event.key() == Qt::Key_D)
        duplicate();
    else if (event.modifiers() == Qt::AltModifier)
        return shiftKey(event.key());
    else if (event.modifiers() == Qt::ShiftModifier && event.key() == Qt::Key_A)
        openPaletteAt(loosePlace());
    else
        return event.modifiers() == Qt::NoModifier && plainKey(event.key());
    return true;
}

bool CanvasAuthor::refusesInset(const QKeyEvent& event) {
    const auto& spot = m_view.workflow().selectedInset();
    const bool changes = isOurs(event) && event.modifiers() != Qt::AltModifier &&
                         event.key() != Qt::Key_E && !event.matches(QKeySequence::SelectAll);
    if (!spot || !changes)
        return false;
    say(tr("This state is in the machine that “%1” starts. Enter opens it there, where it can be "
           "changed.")
            .arg(QString::fromStdString(spot->path.back())),
        {});
    return true;
}

bool CanvasAuthor::plainKey(int key) {
    switch (key) {
    case Qt::Key_A:
        showPalette();
        return true;
    case Qt::Key_C:
        connectFromSelection();
        return true;
    case Qt::Key_T:
        selectNextEdge();
        return true;
    case Qt::Key_R:
        if (const int edge = m_view.workflow().selectedEdge(); edge >= 0 && isReadable())
            setTool(std::make_unique<RerouteTool>(*this, edge));
        return true;
    case Qt::Key_F2:
        rename();
        return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        remove();
        return true;
    case Qt::Key_Escape:
        sayNothing();
        if (m_view.workflow().selectedEdge() < 0)
            return false;
        m_view.workflow().selectEdge(-1);
        return true;
    default:
        return false;
    }
}

bool CanvasAuthor::shiftKey(int key) {
    const bool down = m_view.workflow().diagram().direction == layout::Direction::TopDown;
    const int earlier = down ? Qt::Key_Up : Qt::Key_Left;
    const int later = down ? Qt::Key_Down : Qt::Key_Right;
    const auto states = chosen();
    if ((key != earlier && key != later) || states.empty() || !isReadable())
        return false;
    apply(shiftState(*m_document, states.front(), key == earlier ? Shift::Earlier : Shift::Later));
    return true;
}

// --- Drag and drop from the palette

void CanvasAuthor::aimDrop(QPointF position, const QMimeData& data) {
    const auto target = dropTargetAt(m_view.workflow().diagram(), position);
    const bool same = target && m_drop && target->place.kind == m_drop->place.kind &&
                      target->place.pointer == m_drop->place.pointer &&
                      target->place.edges == m_drop->place.edges;
    m_drop = target;
    if (!target || !m_document) {
        m_dropProblem = {"edit.nothing", {}};
        return;
    }
    if (!same) {
        const QString id = QString::fromUtf8(data.data(QString::fromLatin1(kPaletteMime)));
        const auto change =
            insertStates(*m_document, fragmentOf(id, machineLanguage(*m_document)), target->place);
        m_dropProblem = change ? base::Error{} : change.error();
    }
    m_overlay->showTarget(m_drop, m_dropProblem.code.empty() ? CanvasOverlay::Verdict::Allowed
                                                             : CanvasOverlay::Verdict::Refused);
    say(m_drop->words, m_dropProblem);
}

bool CanvasAuthor::drag(QEvent& event) {
    if (event.type() == QEvent::DragLeave) {
        m_drop.reset();
        m_overlay->clear();
        sayNothing();
        return true;
    }
    auto& drop = static_cast<QDropEvent&>(event); // of which the other two are kinds
    if (!drop.mimeData()->hasFormat(QString::fromLatin1(kPaletteMime)) || !isReadable()) {
        drop.ignore();
        return true;
    }
    aimDrop(m_view.mapToScene(drop.position().toPoint()), *drop.mimeData());
    if (event.type() == QEvent::DragEnter || m_dropProblem.code.empty())
        drop.acceptProposedAction();
    else
        drop.ignore();
    if (event.type() != QEvent::Drop)
        return true;
    m_overlay->clear();
    const auto target = std::exchange(m_drop, {});
    if (target && m_dropProblem.code.empty())
        insertAt(QString::fromUtf8(drop.mimeData()->data(QString::fromLatin1(kPaletteMime))),
                 target->place);
    m_view.setFocus();
    return true;
}

// --- Menu

void CanvasAuthor::fillMenu(QMenu& menu) {
    const auto states = chosen();
    menu.addAction(m_add);
    if (states.empty()) {
        connect(menu.addAction(tr("Paste")), &QAction::triggered, this, &CanvasAuthor::paste);
        return;
    }
    menu.addAction(m_connect);
    menu.addAction(m_renameAction);
    menu.addSeparator();
    connect(menu.addAction(tr("Cut")), &QAction::triggered, this, &CanvasAuthor::cut);
    connect(menu.addAction(tr("Copy")), &QAction::triggered, this, &CanvasAuthor::copy);
    connect(menu.addAction(tr("Paste")), &QAction::triggered, this, &CanvasAuthor::paste);
    menu.addAction(m_duplicate);
    menu.addAction(m_delete);
    menu.addSeparator();
    connect(menu.addAction(tr("Wrap in Parallel")), &QAction::triggered, this,
            [this] { wrap(StateType::Parallel); });
    connect(menu.addAction(tr("Wrap in Map")), &QAction::triggered, this,
            [this] { wrap(StateType::Map); });
    const Graph& graph = m_view.workflow().diagram().graph;
    const Graph::Node& first = graph.nodes[at(*m_view.workflow().chosenNodes().begin())];
    if (states.size() > 1)
        return;
    if (!first.regions.empty())
        connect(menu.addAction(tr("Replace by what is inside")), &QAction::triggered, this,
                [this, pointer = first.pointer] {
                    if (isReadable())
                        apply(inlineState(*m_document, pointer));
                });
    if (m_document) {
        const auto member = m_document->member(m_document->find(first.pointer), "QueryLanguage");
        const bool jsonata = member == json::Document::kNone
                                 ? machineLanguage(*m_document) == QueryLanguage::Jsonata
                                 : m_document->string(member) == "JSONata";
        connect(
            menu.addAction(jsonata ? tr("Convert to JSONPath") : tr("Convert to JSONata")),
            &QAction::triggered, this, [this, jsonata, pointer = first.pointer] {
                if (isReadable())
                    apply(convertState(*m_document, pointer,
                                       jsonata ? QueryLanguage::JsonPath : QueryLanguage::Jsonata));
            });
    }
    QMenu* types = menu.addMenu(tr("Change type"));
    for (int type = 0; type < int(StateType::Unknown); ++type) {
        QAction* action = types->addAction(m_theme.icon(stateIconName(StateType(type))),
                                           typeKeyword(StateType(type)));
        action->setEnabled(StateType(type) != first.type);
        connect(action, &QAction::triggered, this, [this, type, pointer = first.pointer] {
            if (isReadable())
                apply(changeType(*m_document, pointer, StateType(type)));
        });
    }
}

} // namespace ws::designer
