#include "widgets/codeeditor/codeview.h"

#include "widgets/codeeditor/lexer.h"

#include <Qsci/qscicommandset.h>
#include <Qsci/qscilexer.h>

#include <QHelpEvent>
#include <QInputDialog>
#include <QToolTip>

#include <algorithm>

namespace ws::codeeditor {
namespace {

using theme::Role;

constexpr int kNumberMargin = 0;
constexpr int kProblemMargin = 1;
constexpr int kFoldMargin = 2;
constexpr int kErrorMarker = 1;
constexpr int kWarningMarker = 2;
constexpr int kErrorIndicator = 8;
constexpr int kWarningIndicator = 9;
constexpr int kProblemIcon = 14;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

QsciScintilla::EolMode eolOf(std::string_view text) {
    const std::size_t at = text.find_first_of("\r\n");
    if (at == std::string_view::npos || text[at] == '\n')
        return QsciScintilla::EolUnix;
    return text.substr(at, 2) == "\r\n" ? QsciScintilla::EolWindows : QsciScintilla::EolMac;
}

/// Keys that Scintilla takes by default and the window's actions need.
void releaseKeys(QsciScintilla& view) {
    for (const QKeyCombination key :
         {Qt::CTRL | Qt::Key_Slash, Qt::CTRL | Qt::Key_L, Qt::CTRL | Qt::Key_T,
          Qt::CTRL | Qt::SHIFT | Qt::Key_L, Qt::CTRL | Qt::SHIFT | Qt::Key_T,
          Qt::CTRL | Qt::Key_Return}) {
        if (QsciCommand* command = view.standardCommands()->boundTo(key.toCombined()))
            command->setKey(0);
    }
}

} // namespace

CodeView::CodeView(theme::Theme& theme, QWidget* parent)
    : QsciScintilla(parent)
    , m_theme(theme) {
    connect(this, &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int position, int kind, const char* text, int length) {
                if (kind & (SC_MOD_INSERTTEXT | SC_MOD_DELETETEXT))
                    recordChange(position, kind, {text, std::size_t(length)});
            });
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setAutoIndent(true);
    setIndentationsUseTabs(false);
    setIndentationWidth(4);
    setTabWidth(4);
    setBackspaceUnindents(true);
    setIndentationGuides(true);
    setBraceMatching(SloppyBraceMatch);
    setCaretLineVisible(true);
    setCaretWidth(2);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    setMarginType(kNumberMargin, NumberMargin);
    setMarginType(kProblemMargin, SymbolMargin);
    setMarginMarkerMask(kProblemMargin, (1 << kErrorMarker) | (1 << kWarningMarker));
    setMarginWidth(kProblemMargin, kProblemIcon + 4);
    indicatorDefine(SquiggleIndicator, kErrorIndicator);
    indicatorDefine(SquiggleIndicator, kWarningIndicator);
    SendScintilla(SCI_SETMULTIPLESELECTION, 1L);
    SendScintilla(SCI_SETADDITIONALSELECTIONTYPING, 1L);
    releaseKeys(*this);
    buildCompletion();
    applyTheme();
    connect(this, &QsciScintilla::textChanged, this, [this] { m_problemsCurrent = false; });
    connect(this, &QsciScintilla::linesChanged, this, &CodeView::updateNumberMargin);
    connect(&m_theme, &theme::Theme::changed, this, &CodeView::applyTheme);
}

void CodeView::setLanguage(Language language) {
    m_language = language;
    QsciLexer* old = lexer();
    setLexer(makeLexer(language, this));
    if (old)
        old->deleteLater();
    const bool narrow = language == Language::Json || language == Language::StateMachine ||
                        language == Language::Yaml || language == Language::JavaScript;
    setIndentationWidth(narrow ? 2 : 4);
    setTabWidth(narrow ? 2 : 4);
    applyTheme();
}

void CodeView::applyTheme() {
    const QFont font = m_theme.codeFont();
    const auto colour = [this](Role role) { return m_theme.colour(role); };
    setFont(font);
    setColor(colour(Role::Text));
    setPaper(colour(Role::Field));
    if (QsciLexer* current = lexer()) {
        styleLexer(*current, m_theme);
        setLexer(current);
    } else {
        SendScintilla(SCI_STYLECLEARALL);
    }
    setCaretForegroundColor(colour(Role::Text));
    setCaretLineBackgroundColor(colour(Role::CodeCurrentLine));
    setSelectionBackgroundColor(colour(Role::SelectionFill));
    resetSelectionForegroundColor();
    setMarginsFont(font);
    setMarginsBackgroundColor(colour(Role::CodeMargin));
    setMarginsForegroundColor(colour(Role::CodeMarginText));
    setMarginBackgroundColor(kProblemMargin, colour(Role::CodeMargin));
    setFolding(m_compact ? NoFoldStyle : PlainFoldStyle, kFoldMargin);
    setFoldMarginColors(colour(Role::CodeMargin), colour(Role::CodeMargin));
    setIndentationGuidesForegroundColor(colour(Role::Border));
    setIndentationGuidesBackgroundColor(colour(Role::Field));
    setMatchedBraceBackgroundColor(colour(Role::SelectionFill));
    setMatchedBraceForegroundColor(colour(Role::Accent));
    setUnmatchedBraceForegroundColor(colour(Role::Error));
    setUnmatchedBraceBackgroundColor(colour(Role::Field));
    setIndicatorForegroundColor(colour(Role::Error), kErrorIndicator);
    setIndicatorForegroundColor(colour(Role::Warning), kWarningIndicator);
    applyMarkers();
    updateNumberMargin();
}

int CodeView::foldShape(int marker) {
    if (marker == int(SC_MARKNUM_FOLDEROPEN) || marker == int(SC_MARKNUM_FOLDEROPENMID))
        return int(SC_MARK_ARROWDOWN);
    if (marker == int(SC_MARKNUM_FOLDER) || marker == int(SC_MARKNUM_FOLDEREND))
        return int(SC_MARK_ARROW);
    return int(SC_MARK_EMPTY);
}

void CodeView::applyMarkers() {
    const auto paint = [this](const char* icon, Role role) {
        return m_theme.pixmap(QString::fromLatin1(icon), m_theme.colour(role), kProblemIcon,
                              devicePixelRatioF());
    };
    markerDefine(paint("error", Role::Error), kErrorMarker);
    markerDefine(paint("warning", Role::Warning), kWarningMarker);
    // QScintilla's own setters leave the markers of folds out.
    const QColor fold = m_theme.colour(Role::CodeMarginText);
    for (int marker = int(SC_MARKNUM_FOLDEREND); marker <= int(SC_MARKNUM_FOLDEROPEN); ++marker) {
        SendScintilla(SCI_MARKERDEFINE, static_cast<unsigned long>(marker),
                      long(foldShape(marker)));
        SendScintilla(SCI_MARKERSETFORE, static_cast<unsigned long>(marker), fold);
        SendScintilla(SCI_MARKERSETBACK, static_cast<unsigned long>(marker), fold);
    }
}

void CodeView::updateNumberMargin() {
    const int digits = std::max<int>(3, int(QString::number(lines()).size()));
    setMarginWidth(kNumberMargin, m_compact ? QString() : QString(digits + 1, u'8'));
}

void CodeView::makeCompact() {
    m_compact = true;
    SendScintilla(SCI_SETMARGINLEFT, 0UL, 6L);
    setCaretLineVisible(false);
    setIndentationGuides(false);
    setMarginWidth(kProblemMargin, 0);
    applyTheme();
}

void CodeView::setBytes(const std::string& bytes) {
    const bool locked = isReadOnly();
    setReadOnly(false);
    std::string_view text = bytes;
    m_byteOrderMark = text.starts_with(kByteOrderMark);
    if (m_byteOrderMark)
        text.remove_prefix(kByteOrderMark.size());
    setEolMode(eolOf(text));
    SendScintilla(SCI_CLEARALL);
    setScrollWidth(1); // that of the text before; it only grows by itself
    SendScintilla(SCI_ADDTEXT, text.size(), text.data());
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    m_history.begin(std::string(text)); // before anybody hears of the save point
    SendScintilla(SCI_SETSAVEPOINT);
    SendScintilla(SCI_GOTOPOS, 0L);
    SendScintilla(SCI_SETXOFFSET, 0L);
    setReadOnly(locked);
}

void CodeView::recordChange(int position, int kind, std::string text) {
    if (kind & SC_PERFORMED_UNDO)
        m_history.stepBack();
    else if (kind & SC_PERFORMED_REDO)
        m_history.stepForward();
    else if (kind & SC_PERFORMED_USER)
        m_history.record(
            {kind & SC_MOD_INSERTTEXT ? UndoHistory::Kind::Insert : UndoHistory::Kind::Delete,
             kind & SC_STARTACTION ? UndoHistory::Group::Begins : UndoHistory::Group::GoesOn,
             std::size_t(position), std::move(text)});
}

void CodeView::restoreHistory(const UndoHistory& history) {
    const std::string now = bytes();
    std::string_view plain = now;
    if (m_byteOrderMark)
        plain.remove_prefix(kByteOrderMark.size());
    if (history.isEmpty() || history.text() != plain)
        return;
    const UndoHistory wanted = history;
    setBytes(m_byteOrderMark ? std::string(kByteOrderMark) + wanted.base() : wanted.base());
    long ahead = 0;
    for (std::size_t i = 0; i < wanted.steps().size(); ++i) {
        const UndoHistory::Step& step = wanted.steps()[i];
        const bool begins = i == 0 || step.group == UndoHistory::Group::Begins;
        if (begins && i > 0)
            SendScintilla(SCI_ENDUNDOACTION);
        if (begins)
            SendScintilla(SCI_BEGINUNDOACTION);
        ahead += begins && i >= wanted.done() ? 1 : 0;
        SendScintilla(SCI_SETTARGETSTART, step.position);
        SendScintilla(SCI_SETTARGETEND,
                      step.position +
                          (step.kind == UndoHistory::Kind::Delete ? step.text.size() : 0));
        SendScintilla(SCI_REPLACETARGET,
                      step.kind == UndoHistory::Kind::Insert ? step.text.size() : 0UL,
                      step.text.data());
    }
    SendScintilla(SCI_ENDUNDOACTION);
    for (; ahead > 0; --ahead)
        SendScintilla(SCI_UNDO);
    if (bytes() != now)
        setBytes(now); // the text matters more than its past
    SendScintilla(SCI_SETSAVEPOINT);
    SendScintilla(SCI_GOTOPOS, 0L);
}

void CodeView::replaceBytes(const std::string& bytes) {
    std::string_view text = bytes;
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    const auto cursor = SendScintilla(SCI_GETCURRENTPOS);
    beginUndoAction();
    SendScintilla(SCI_CLEARALL);
    SendScintilla(SCI_ADDTEXT, text.size(), text.data());
    endUndoAction();
    SendScintilla(SCI_GOTOPOS, std::min<long>(cursor, long(text.size())));
}

std::string CodeView::bytes() const {
    const auto size = static_cast<std::size_t>(SendScintilla(SCI_GETLENGTH));
    std::string text(size + 1, '\0');
    SendScintilla(SCI_GETTEXT, static_cast<unsigned long>(size + 1),
                  static_cast<void*>(text.data()));
    text.resize(size);
    return m_byteOrderMark ? std::string(kByteOrderMark) + text : text;
}

void CodeView::showProblems(const Problems& problems) {
    m_problems = problems;
    m_problemsCurrent = true;
    markerDeleteAll(kErrorMarker);
    markerDeleteAll(kWarningMarker);
    const long length = SendScintilla(SCI_GETLENGTH);
    for (const int indicator : {kErrorIndicator, kWarningIndicator}) {
        SendScintilla(SCI_SETINDICATORCURRENT, indicator);
        SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, length);
    }
    for (Problem& problem : m_problems) {
        const bool error = problem.severity == Severity::Error;
        const long lineStart = SendScintilla(SCI_POSITIONFROMLINE, problem.line - 1);
        if (problem.range.size() == 0 && lineStart >= 0) {
            problem.range = {std::size_t(lineStart),
                             std::size_t(SendScintilla(SCI_GETLINEENDPOSITION, problem.line - 1))};
        }
        const long begin = std::clamp<long>(long(problem.range.begin), 0, length);
        const long end = std::clamp<long>(long(problem.range.end), begin, length);
        SendScintilla(SCI_SETINDICATORCURRENT, error ? kErrorIndicator : kWarningIndicator);
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(begin),
                      std::max(end - begin, 1L));
        markerAdd(problem.line - 1, error ? kErrorMarker : kWarningMarker);
    }
}

const Problem* CodeView::problemAt(std::size_t offset) const {
    const Problem* smallest = nullptr;
    for (const Problem& problem : m_problems) {
        const bool inside = offset >= problem.range.begin && offset <= problem.range.end;
        if (inside && (!smallest || problem.range.size() < smallest->range.size()))
            smallest = &problem;
    }
    return smallest;
}

bool CodeView::showProblemTip(const QPoint& viewportPosition, const QPoint& globalPosition) {
    const long offset =
        SendScintilla(SCI_POSITIONFROMPOINTCLOSE, static_cast<unsigned long>(viewportPosition.x()),
                      long(viewportPosition.y()));
    const Problem* problem = offset >= 0 ? problemAt(std::size_t(offset)) : nullptr;
    if (!problem) {
        const long at =
            SendScintilla(SCI_POSITIONFROMPOINT, static_cast<unsigned long>(viewportPosition.x()),
                          long(viewportPosition.y()));
        const int line = int(SendScintilla(SCI_LINEFROMPOSITION, at)) + 1;
        const bool inMargin = viewportPosition.x() <= marginWidth(kNumberMargin) + kProblemIcon;
        const auto found = std::ranges::find(m_problems, line, &Problem::line);
        if (inMargin && found != m_problems.end())
            problem = &*found;
    }
    if (!problem) {
        QToolTip::hideText();
        return false;
    }
    QToolTip::showText(globalPosition, problem->message, viewport());
    return true;
}

bool CodeView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        return showProblemTip(help->pos(), help->globalPos());
    }
    return QsciScintilla::viewportEvent(event);
}

void CodeView::revealRange(const json::Range& range) {
    const long length = SendScintilla(SCI_GETLENGTH);
    const long begin = std::clamp<long>(long(range.begin), 0, length);
    const long end = std::clamp<long>(long(range.end), begin, length);
    const int first = int(SendScintilla(SCI_LINEFROMPOSITION, begin));
    ensureLineVisible(first);
    SendScintilla(SCI_SETSEL, static_cast<unsigned long>(end), begin);
    const long visible = SendScintilla(SCI_LINESONSCREEN);
    const long shown = SendScintilla(SCI_VISIBLEFROMDOCLINE, first);
    SendScintilla(SCI_SETFIRSTVISIBLELINE, std::max(0L, shown - visible / 4));
}

void CodeView::revealLine(int line, int column) {
    const long start = SendScintilla(SCI_POSITIONFROMLINE, std::clamp(line - 1, 0, lines() - 1));
    const auto offset = std::size_t(start + std::max(0, column - 1));
    revealRange({offset, offset});
}

json::Range CodeView::selectedRange() const {
    return {std::size_t(SendScintilla(SCI_GETSELECTIONSTART)),
            std::size_t(SendScintilla(SCI_GETSELECTIONEND))};
}

std::size_t CodeView::cursorOffset() const {
    return std::size_t(SendScintilla(SCI_GETCURRENTPOS));
}

void CodeView::toggleComment() {
    const QByteArray mark = lineComment(m_language);
    if (mark.isEmpty() || isReadOnly())
        return;
    const json::Range selected = selectedRange();
    const int first = int(SendScintilla(SCI_LINEFROMPOSITION, selected.begin));
    int last = int(SendScintilla(SCI_LINEFROMPOSITION, selected.end));
    if (last > first && long(selected.end) == SendScintilla(SCI_POSITIONFROMLINE, last))
        --last;
    const QString prefix = QString::fromLatin1(mark);
    bool allCommented = true;
    for (int line = first; line <= last; ++line) {
        const QString content = text(line).trimmed();
        allCommented = allCommented && (content.isEmpty() || content.startsWith(prefix));
    }
    beginUndoAction();
    for (int line = first; line <= last; ++line) {
        const QString content = text(line);
        if (content.trimmed().isEmpty())
            continue;
        int indent = 0;
        while (content.at(indent).isSpace())
            ++indent;
        if (allCommented) {
            const bool spaced = content.mid(indent + int(prefix.size())).startsWith(u' ');
            setSelection(line, indent, line, indent + int(prefix.size()) + (spaced ? 1 : 0));
            removeSelectedText();
        } else {
            insertAt(prefix + u' ', line, indent);
        }
    }
    endUndoAction();
    setSelection(first, 0, last, lineLength(last) > 0 ? int(text(last).trimmed().size()) : 0);
}

void CodeView::askForLine() {
    bool accepted = false;
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    const int wanted =
        QInputDialog::getInt(this, tr("Go to line"), tr("Line (1 to %1):").arg(lines()), line + 1,
                             1, lines(), 1, &accepted);
    if (accepted)
        revealLine(wanted, 1);
}

} // namespace ws::codeeditor
