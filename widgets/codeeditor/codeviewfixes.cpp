#include "widgets/codeeditor/codeview.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QToolTip>

#include <algorithm>
#include <ranges>

namespace ws::codeeditor {

std::vector<QuickFix> CodeView::fixesAt(std::size_t offset) const {
    if (!m_problemsCurrent)
        return {};
    const int line = int(SendScintilla(SCI_LINEFROMPOSITION, offset)) + 1;
    std::vector<const Problem*> there;
    std::vector<const Problem*> beside;
    for (const Problem& problem : m_problems) {
        if (problem.fixes.empty())
            continue;
        if (offset >= problem.range.begin && offset <= problem.range.end)
            there.push_back(&problem);
        else if (problem.line == line)
            beside.push_back(&problem);
    }
    std::ranges::stable_sort(there, {}, [](const Problem* each) { return each->range.size(); });
    std::vector<QuickFix> fixes;
    for (const Problem* problem : there.empty() ? beside : there) {
        for (const QuickFix& fix : problem->fixes) {
            if (std::ranges::find(fixes, fix) == fixes.end())
                fixes.push_back(fix);
        }
    }
    return fixes;
}

void CodeView::applyFix(const QuickFix& fix) {
    if (m_problemsCurrent)
        applyEdits(fix.edits);
}

void CodeView::applyEdits(const std::vector<json::Edit>& edits) {
    if (isReadOnly())
        return;
    beginUndoAction();
    // From the end, so that no edit moves what another one is about.
    for (const json::Edit& edit : std::views::reverse(edits)) {
        QByteArray text = QByteArray::fromStdString(edit.text);
        if (eolMode() == EolWindows)
            text.replace("\r\n", "\n").replace('\n', "\r\n");
        SendScintilla(SCI_SETTARGETRANGE, static_cast<unsigned long>(edit.range.begin),
                      long(edit.range.end));
        SendScintilla(SCI_REPLACETARGET, static_cast<unsigned long>(text.size()), text.constData());
    }
    endUndoAction();
}

QList<QAction*> CodeView::fixActions(std::size_t offset, QObject* owner) {
    QList<QAction*> actions;
    if (isReadOnly())
        return actions;
    for (const QuickFix& fix : fixesAt(offset)) {
        // Names of the user's: an ampersand in them is no mnemonic.
        auto* action = new QAction(QString(fix.title).replace(u'&', QStringLiteral("&&")), owner);
        connect(action, &QAction::triggered, this, [this, fix] { applyFix(fix); });
        actions += action;
    }
    return actions;
}

void CodeView::offerFixes() {
    const std::size_t offset = cursorOffset();
    const auto at = static_cast<unsigned long>(offset);
    const QPoint under(int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, long(offset))),
                       int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, long(offset)) +
                           SendScintilla(SCI_TEXTHEIGHT, SendScintilla(SCI_LINEFROMPOSITION, at))));
    const QPoint place = viewport()->mapToGlobal(under);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(fixActions(offset, menu));
    if (menu->isEmpty()) {
        delete menu;
        QToolTip::showText(place, tr("No quick fix here."), viewport());
        return;
    }
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(place);
}

void CodeView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu* menu = createStandardContextMenu();
    if (!menu)
        return;
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPoint point = viewport()->mapFromGlobal(event->globalPos());
    const bool byKeys = event->reason() == QContextMenuEvent::Keyboard;
    const std::size_t offset =
        byKeys ? cursorOffset()
               : std::size_t(SendScintilla(SCI_POSITIONFROMPOINT,
                                           static_cast<unsigned long>(point.x()), long(point.y())));
    const QList<QAction*> fixes = fixActions(offset, menu);
    QAction* first = menu->actions().value(0);
    menu->insertActions(first, fixes);
    if (!fixes.isEmpty())
        menu->insertSeparator(first);
    menu->popup(event->globalPos());
}

} // namespace ws::codeeditor
