#include "widgets/codeeditor/codeview.h"

#include "widgets/codeeditor/completionlist.h"

#include <QAction>
#include <QGuiApplication>
#include <QInputMethod>

#include <algorithm>
#include <cctype>

namespace ws::codeeditor {

bool CodeView::completes() const {
    if (isReadOnly())
        return false;
    // Of the files of YAML only those that are a state machine, or begin to be one.
    return m_completer || m_language == Language::StateMachine ||
           (m_language == Language::Yaml && bytes().find("StartAt") != std::string::npos);
}

void CodeView::buildCompletion() {
    auto* offer = new QAction(this);
    offer->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Space));
    offer->setShortcutContext(Qt::WidgetShortcut);
    addAction(offer);
    connect(offer, &QAction::triggered, this, &CodeView::offerCompletions);
    connect(this, &QsciScintilla::SCN_CHARADDED, this, &CodeView::completionTyped);
    // What takes letters away narrows nothing and may offer more.
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this, [this](int, int kind) {
        if ((kind & SC_MOD_DELETETEXT) && (kind & SC_PERFORMED_USER) && m_list &&
            m_list->isOffering())
            QMetaObject::invokeMethod(this, &CodeView::offerCompletions, Qt::QueuedConnection);
    });
}

CompletionList& CodeView::shownList() {
    if (!m_list) {
        m_list = new CompletionList(m_theme, *this);
        connect(m_list, &CompletionList::chosen, this, &CodeView::insertCompletion);
    }
    return *m_list;
}

void CodeView::setCompletionSources(statemachine::CompletionSources sources) {
    m_sources = std::move(sources);
}

void CodeView::setCompleter(Completer completer) {
    m_completer = std::move(completer);
}

QRect CodeView::caretRect() const {
    const auto position = SendScintilla(SCI_GETCURRENTPOS);
    const int x = int(SendScintilla(SCI_POINTXFROMPOSITION, 0UL, position));
    const int y = int(SendScintilla(SCI_POINTYFROMPOSITION, 0UL, position));
    return QRect(x, y, 1, int(SendScintilla(SCI_TEXTHEIGHT, 0UL))).translated(viewport()->pos());
}

void CodeView::offerCompletions() {
    if (!completes())
        return;
    // Scintilla's offsets, without the mark that bytes() puts in front.
    const std::string text = bytes();
    const std::string_view content = std::string_view(text).substr(m_byteOrderMark ? 3 : 0);
    const auto kind = m_language == Language::Yaml ? statemachine::DefinitionKind::Yaml
                                                   : statemachine::DefinitionKind::Unknown;
    m_completion = m_completer ? m_completer(content, cursorOffset())
                               : statemachine::complete(content, cursorOffset(), kind, m_sources);
    if (m_completion.items.empty())
        showCallTip();
    else
        shownList().offer(m_completion, caretRect());
}

void CodeView::completionTyped(int letter) {
    if (!completes())
        return;
    const bool listed = m_list && m_list->isOffering();
    const bool word = letter >= 128 || std::isalnum(letter) != 0 || letter == '_';
    const bool opens = letter == '"' || letter == '$' || letter == '.';
    if (opens || word || listed)
        offerCompletions();
    else if (letter == '(' || letter == ',' || (m_list && m_list->isVisible()))
        showCallTip();
}

void CodeView::insertCompletion(const statemachine::CompletionItem& item) {
    QGuiApplication::inputMethod()->commit();
    const json::Range range{m_completion.range.begin,
                            std::max(m_completion.range.end, cursorOffset())};
    applyEdits({{range, item.insert}});
    const std::size_t caret = range.begin + item.cursor;
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(caret), long(caret));
    showCallTip();
}

void CodeView::showCallTip() {
    const std::string text = bytes().substr(m_byteOrderMark ? 3 : 0);
    if (const auto tip = statemachine::callTipAt(text, cursorOffset()))
        shownList().tell(*tip, caretRect());
    else if (m_list)
        m_list->hide();
}

} // namespace ws::codeeditor
