#include "widgets/codeeditor/findbar.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>

namespace ws::codeeditor {
namespace {

using Sci = QsciScintilla;

QToolButton* makeButton(QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIconSize(QSize(18, 18));
    return button;
}

} // namespace

FindBar::FindBar(CodeView& view, theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_theme(theme) {
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    buildRows();
    connect(m_find, &QLineEdit::textEdited, this, &FindBar::searchWhileTyping);
    connect(m_find, &QLineEdit::returnPressed, this, &FindBar::findNext);
    connect(m_replace, &QLineEdit::returnPressed, this, &FindBar::replaceOne);
    connect(m_case, &QToolButton::toggled, this, &FindBar::searchWhileTyping);
    connect(m_regex, &QToolButton::toggled, this, &FindBar::searchWhileTyping);
    connect(m_next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(m_previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(m_replaceOne, &QToolButton::clicked, this, &FindBar::replaceOne);
    connect(m_replaceAll, &QToolButton::clicked, this, &FindBar::replaceAll);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        m_view.setFocus();
    });
    connect(&m_theme, &theme::Theme::changed, this, &FindBar::applyTheme);
    applyTheme();
    retranslate();
    hide();
}

void FindBar::buildRows() {
    m_find = new QLineEdit(this);
    m_replace = new QLineEdit(this);
    m_case = makeButton(this);
    m_regex = makeButton(this);
    m_case->setCheckable(true);
    m_regex->setCheckable(true);
    m_previous = makeButton(this);
    m_next = makeButton(this);
    m_close = makeButton(this);
    m_state = new QLabel(this);
    m_state->setProperty("muted", true);
    m_state->hide();
    auto* findRow = new QHBoxLayout;
    findRow->setSpacing(theme::Theme::space(1));
    findRow->addWidget(m_find, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_case, m_regex, m_previous, m_next})
        findRow->addWidget(widget);
    findRow->addWidget(m_state);
    findRow->addWidget(m_close);

    m_replaceRow = new QWidget(this);
    m_replaceOne = makeButton(m_replaceRow);
    m_replaceAll = makeButton(m_replaceRow);
    auto* replaceRow = new QHBoxLayout(m_replaceRow);
    replaceRow->setContentsMargins(0, 0, 0, 0);
    replaceRow->setSpacing(theme::Theme::space(1));
    replaceRow->addWidget(m_replace, 1);
    replaceRow->addWidget(m_replaceOne);
    replaceRow->addWidget(m_replaceAll);

    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(8, 6, 8, 6);
    rows->setSpacing(theme::Theme::space(1));
    rows->addLayout(findRow);
    rows->addWidget(m_replaceRow);
}

void FindBar::applyTheme() {
    m_case->setIcon(m_theme.icon(QStringLiteral("case")));
    m_regex->setIcon(m_theme.icon(QStringLiteral("regex")));
    m_previous->setIcon(m_theme.icon(QStringLiteral("chevron-up")));
    m_next->setIcon(m_theme.icon(QStringLiteral("chevron-down")));
    m_close->setIcon(m_theme.icon(QStringLiteral("close")));
}

void FindBar::retranslate() {
    m_find->setPlaceholderText(tr("Find"));
    m_find->setAccessibleName(tr("Find"));
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    m_case->setToolTip(tr("Match case"));
    m_regex->setToolTip(tr("Regular expression"));
    m_previous->setToolTip(tr("Previous match (Shift+F3)"));
    m_next->setToolTip(tr("Next match (F3)"));
    m_close->setToolTip(tr("Close (Esc)"));
    for (QToolButton* button : {m_case, m_regex, m_previous, m_next, m_close})
        button->setAccessibleName(button->toolTip());
    m_replaceOne->setText(tr("Replace"));
    m_replaceAll->setText(tr("Replace all"));
}

void FindBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void FindBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        hide();
        m_view.setFocus();
        return;
    }
    QWidget::keyPressEvent(event);
}

void FindBar::open(Mode mode) {
    m_replaceRow->setVisible(mode == Mode::Replace);
    m_origin = m_view.SendScintilla(Sci::SCI_GETSELECTIONSTART);
    const QString selected = m_view.selectedText();
    if (!selected.isEmpty() && !selected.contains(u'\n'))
        m_find->setText(selected);
    show();
    m_find->setFocus();
    m_find->selectAll();
    searchWhileTyping();
}

unsigned long FindBar::flags() const {
    unsigned long flags = 0;
    if (m_case->isChecked())
        flags |= Sci::SCFIND_MATCHCASE;
    if (m_regex->isChecked())
        flags |= Sci::SCFIND_REGEXP | Sci::SCFIND_CXX11REGEX;
    return flags;
}

int FindBar::countMatches() const {
    constexpr int kEnough = 1'000;
    const QByteArray text = m_find->text().toUtf8();
    const long length = m_view.SendScintilla(Sci::SCI_GETLENGTH);
    int count = 0;
    long from = 0;
    m_view.SendScintilla(Sci::SCI_SETSEARCHFLAGS, flags());
    while (count < kEnough && from <= length) {
        m_view.SendScintilla(Sci::SCI_SETTARGETRANGE, static_cast<unsigned long>(from), length);
        if (m_view.SendScintilla(Sci::SCI_SEARCHINTARGET, static_cast<unsigned long>(text.size()),
                                 text.constData()) < 0)
            break;
        ++count;
        const long end = m_view.SendScintilla(Sci::SCI_GETTARGETEND);
        from = end > from ? end : from + 1;
    }
    return count;
}

void FindBar::tell(const QString& text, const char* property) {
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    m_find->setProperty("invalid", QLatin1String(property) == QLatin1String("invalid"));
    m_find->style()->unpolish(m_find);
    m_find->style()->polish(m_find);
}

void FindBar::search(Direction direction, long from) {
    const QByteArray text = m_find->text().toUtf8();
    if (text.isEmpty()) {
        tell({}, "");
        return;
    }
    const long length = m_view.SendScintilla(Sci::SCI_GETLENGTH);
    const bool forward = direction == Direction::Forward;
    const auto look = [&](long begin, long end) {
        m_view.SendScintilla(Sci::SCI_SETSEARCHFLAGS, flags());
        m_view.SendScintilla(Sci::SCI_SETTARGETRANGE, static_cast<unsigned long>(begin), end);
        return m_view.SendScintilla(Sci::SCI_SEARCHINTARGET,
                                    static_cast<unsigned long>(text.size()), text.constData());
    };
    long found = look(from, forward ? length : 0);
    if (found == -1)
        found = look(forward ? 0 : length, forward ? length : 0);
    if (found < 0) {
        tell(found == -2 ? tr("Not a valid expression") : tr("No match"), "invalid");
        return;
    }
    const long begin = m_view.SendScintilla(Sci::SCI_GETTARGETSTART);
    const long end = m_view.SendScintilla(Sci::SCI_GETTARGETEND);
    m_view.revealRange({std::size_t(begin), std::size_t(end)});
    tell(tr("%n match(es)", nullptr, countMatches()), "");
}

void FindBar::searchWhileTyping() {
    search(Direction::Forward, m_origin);
}

void FindBar::findNext() {
    search(Direction::Forward, m_view.SendScintilla(Sci::SCI_GETSELECTIONEND));
    m_origin = m_view.SendScintilla(Sci::SCI_GETSELECTIONSTART);
}

void FindBar::findPrevious() {
    search(Direction::Backward, m_view.SendScintilla(Sci::SCI_GETSELECTIONSTART));
    m_origin = m_view.SendScintilla(Sci::SCI_GETSELECTIONSTART);
}

void FindBar::replaceOne() {
    const auto selected = m_view.selectedRange();
    if (selected.size() == 0) {
        findNext();
        return;
    }
    const QByteArray with = m_replace->text().toUtf8();
    search(Direction::Forward, long(selected.begin));
    const auto match = m_view.selectedRange();
    if (match == selected) {
        m_view.SendScintilla(m_regex->isChecked() ? Sci::SCI_REPLACETARGETRE
                                                  : Sci::SCI_REPLACETARGET,
                             static_cast<unsigned long>(with.size()), with.constData());
        const long end = m_view.SendScintilla(Sci::SCI_GETTARGETEND);
        m_view.SendScintilla(Sci::SCI_GOTOPOS, static_cast<unsigned long>(end));
    }
    findNext();
}

void FindBar::replaceAll() {
    const QByteArray text = m_find->text().toUtf8();
    const QByteArray with = m_replace->text().toUtf8();
    if (text.isEmpty() || m_view.isReadOnly())
        return;
    int count = 0;
    long from = 0;
    m_view.beginUndoAction();
    while (true) {
        m_view.SendScintilla(Sci::SCI_SETSEARCHFLAGS, flags());
        const long length = m_view.SendScintilla(Sci::SCI_GETLENGTH);
        m_view.SendScintilla(Sci::SCI_SETTARGETRANGE, static_cast<unsigned long>(from), length);
        if (from > length ||
            m_view.SendScintilla(Sci::SCI_SEARCHINTARGET, static_cast<unsigned long>(text.size()),
                                 text.constData()) < 0)
            break;
        const bool empty = m_view.SendScintilla(Sci::SCI_GETTARGETSTART) ==
                           m_view.SendScintilla(Sci::SCI_GETTARGETEND);
        m_view.SendScintilla(m_regex->isChecked() ? Sci::SCI_REPLACETARGETRE
                                                  : Sci::SCI_REPLACETARGET,
                             static_cast<unsigned long>(with.size()), with.constData());
        from = m_view.SendScintilla(Sci::SCI_GETTARGETEND) + (empty ? 1 : 0);
        ++count;
    }
    m_view.endUndoAction();
    tell(tr("%n replaced", nullptr, count), "");
}

} // namespace ws::codeeditor
