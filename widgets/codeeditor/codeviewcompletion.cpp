#include "widgets/codeeditor/codeview.h"

#include <QAction>

#include <algorithm>
#include <cctype>

namespace ws::codeeditor {
namespace {

constexpr int kCompletionList = 1;
constexpr char kSeparator = '\n'; // names of states may have spaces
constexpr std::size_t kMostOffers = 300;

} // namespace

bool CodeView::completes() const {
    if (isReadOnly())
        return false;
    // Of the files of YAML only those that are a state machine, or begin to be one.
    return m_language == Language::StateMachine ||
           (m_language == Language::Yaml && bytes().find("StartAt") != std::string::npos);
}

void CodeView::buildCompletion() {
    auto* offer = new QAction(this);
    offer->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Space));
    offer->setShortcutContext(Qt::WidgetShortcut);
    addAction(offer);
    connect(offer, &QAction::triggered, this, &CodeView::offerCompletions);
    SendScintilla(SCI_AUTOCSETIGNORECASE, 1L);
    SendScintilla(SCI_AUTOCSETORDER, long(SC_ORDER_CUSTOM));
    SendScintilla(SCI_AUTOCSETMAXHEIGHT, 10L);
    connect(this, &QsciScintilla::SCN_CHARADDED, this, &CodeView::completionTyped);
    connect(this, &QsciScintilla::userListActivated, this, [this](int list, const QString& name) {
        if (list == kCompletionList)
            insertCompletion(name);
    });
}

void CodeView::setCompletionSources(statemachine::CompletionSources sources) {
    m_sources = std::move(sources);
}

void CodeView::offerCompletions() {
    if (!completes())
        return;
    // Scintilla's offsets, without the mark that bytes() puts in front.
    const QByteArray text = QByteArray::fromStdString(bytes());
    const std::size_t mark = m_byteOrderMark ? 3 : 0;
    const std::string_view content(text.constData() + mark, std::size_t(text.size()) - mark);
    const auto kind = m_language == Language::Yaml ? statemachine::DefinitionKind::Yaml
                                                   : statemachine::DefinitionKind::Unknown;
    m_completion = statemachine::complete(content, cursorOffset(), kind, m_sources);
    QByteArray names;
    for (const auto& item : m_completion.items) {
        if (&item - m_completion.items.data() >= std::ptrdiff_t(kMostOffers))
            break;
        names += (names.isEmpty() ? QByteArray() : QByteArray(1, kSeparator)) +
                 QByteArray::fromStdString(item.name);
    }
    if (names.isEmpty()) {
        SendScintilla(SCI_AUTOCCANCEL);
        showCallTip();
        return;
    }
    SendScintilla(SCI_AUTOCSETSEPARATOR, long(kSeparator));
    SendScintilla(SCI_USERLISTSHOW, static_cast<unsigned long>(kCompletionList), names.constData());
}

void CodeView::completionTyped(int letter) {
    if (!completes())
        return;
    const bool listed = SendScintilla(SCI_AUTOCACTIVE) != 0;
    const bool word = letter < 128 && (std::isalnum(letter) != 0 || letter == '_');
    const bool opens = letter == '"' || letter == '$' || letter == '.';
    if (opens || word || listed)
        offerCompletions();
    else if (letter == '(' || letter == ',')
        showCallTip();
}

void CodeView::insertCompletion(const QString& name) {
    const std::string wanted = name.toStdString();
    const auto found =
        std::ranges::find(m_completion.items, wanted, &statemachine::CompletionItem::name);
    if (found == m_completion.items.end())
        return;
    const statemachine::CompletionItem item = *found;
    const json::Range range{m_completion.range.begin,
                            std::max(m_completion.range.end, cursorOffset())};
    applyEdits({{range, item.insert}});
    const std::size_t caret = range.begin + item.cursor;
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(caret), long(caret));
    showCallTip();
}

void CodeView::showCallTip() {
    const std::string text = bytes().substr(m_byteOrderMark ? 3 : 0);
    const auto tip = statemachine::callTipAt(text, cursorOffset());
    if (!tip) {
        SendScintilla(SCI_CALLTIPCANCEL);
        return;
    }
    SendScintilla(SCI_CALLTIPSHOW, static_cast<unsigned long>(cursorOffset()),
                  tip->signature.c_str());
}

} // namespace ws::codeeditor
