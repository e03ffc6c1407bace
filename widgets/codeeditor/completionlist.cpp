#include "widgets/codeeditor/completionlist.h"

#include "widgets/theme/compositionguard.h"
#include "widgets/theme/fieldhelp.h"
#include "widgets/theme/functionhelp.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>

namespace ws::codeeditor {

using statemachine::CompletionItem;
using Kind = CompletionItem::Kind;
using theme::Role;

namespace {

constexpr int kMostRows = 9;
constexpr std::size_t kMostOffers = 300;
constexpr int kIcon = 16;
constexpr int kRow = 24;
constexpr int kLeast = 300;
constexpr int kMost = 620; // pixels of width
enum Data { Rest = Qt::UserRole, Detail };

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

QString kindName(Kind kind) {
    switch (kind) {
    case Kind::Field:
        return CompletionList::tr("Field");
    case Kind::Value:
        return CompletionList::tr("Value");
    case Kind::State:
        return CompletionList::tr("State");
    case Kind::Variable:
        return CompletionList::tr("Variable");
    case Kind::Member:
        return CompletionList::tr("Member");
    case Kind::Function:
        return CompletionList::tr("Function");
    case Kind::Resource:
        return CompletionList::tr("Resource");
    case Kind::Error:
        return CompletionList::tr("Error");
    case Kind::Snippet:
        break;
    }
    return CompletionList::tr("Snippet");
}

struct Look {
    const char* icon;
    Role role;
};

Look lookOf(Kind kind) {
    switch (kind) {
    case Kind::Field:
        return {"complete-field", Role::CodeProperty};
    case Kind::Value:
        return {"complete-value", Role::CodeString};
    case Kind::State:
        return {"flow", Role::Accent};
    case Kind::Variable:
        return {"complete-variable", Role::CodeNumber};
    case Kind::Member:
        return {"complete-member", Role::CodeProperty};
    case Kind::Function:
        return {"complete-function", Role::CodeFunction};
    case Kind::Resource:
        return {"function", Role::Accent};
    case Kind::Error:
        return {"badge-catch", Role::Error};
    case Kind::Snippet:
        break;
    }
    return {"complete-snippet", Role::TextSecondary};
}

/// "(string, start [, length])" of a function; else empty.
QString restOf(const CompletionItem& item) {
    return item.kind == Kind::Function && item.detail.starts_with(item.name)
               ? qt(item.detail.substr(item.name.size()))
               : QString();
}

bool isSample(const CompletionItem& item) {
    return item.kind != Kind::Function && !item.detail.empty();
}

QString helpOf(const CompletionItem& item) {
    if (isSample(item))
        return CompletionList::tr("In the last run: %1").arg(qt(item.detail));
    return item.kind == Kind::Field ? theme::fieldHelp(item.name) : theme::functionHelp(item.name);
}

/// Icon and name at the left, what follows the name in the quieter colour, detail at the right.
class RowDelegate : public QStyledItemDelegate {
public:
    RowDelegate(const theme::Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        const int gap = theme::Theme::space(2);
        const QFontMetrics metrics(option.font);
        const QString name = index.data(Qt::DisplayRole).toString();
        QRect rest =
            option.rect.adjusted(kIcon + 2 * gap + metrics.horizontalAdvance(name), 0, -gap, 0);
        painter->save();
        painter->setFont(option.font);
        painter->setPen(m_theme.colour(Role::TextSecondary));
        const QString signature = index.data(Rest).toString();
        if (!signature.isEmpty() && rest.width() > gap)
            painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                              metrics.elidedText(signature, Qt::ElideRight, rest.width()));
        rest.setLeft(rest.left() + metrics.horizontalAdvance(signature) + 2 * gap);
        if (rest.width() > 3 * gap)
            painter->drawText(
                rest, Qt::AlignRight | Qt::AlignVCenter,
                metrics.elidedText(index.data(Detail).toString(), Qt::ElideRight, rest.width()));
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QFontMetrics metrics(option.font);
        int width = kIcon + 6 * theme::Theme::space(2);
        for (const int role : {int(Qt::DisplayRole), int(Rest), int(Detail)})
            width += metrics.horizontalAdvance(index.data(role).toString());
        return {width, kRow};
    }

private:
    const theme::Theme& m_theme; // Not owned.
};

} // namespace

CompletionList::CompletionList(theme::Theme& theme, QWidget& field)
    : QFrame(&field, Qt::ToolTip)
    , m_theme(theme)
    , m_field(field)
    , m_list(new QListWidget(this))
    , m_signature(new QLabel(this))
    , m_help(new QLabel(this)) {
    setAttribute(Qt::WA_ShowWithoutActivating);
    setProperty("completions", true);
    setFocusPolicy(Qt::NoFocus);
    build();
    restyle();
    connect(&m_theme, &theme::Theme::changed, this, &CompletionList::restyle);
}

void CompletionList::build() {
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setIconSize({kIcon, kIcon});
    m_list->setItemDelegate(new RowDelegate(m_theme, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_signature->setTextFormat(Qt::RichText);
    m_help->setTextFormat(Qt::PlainText);
    m_help->setProperty("muted", true);
    for (QLabel* label : {m_signature, m_help}) {
        label->setWordWrap(true);
        label->setContentsMargins(theme::Theme::space(2), theme::Theme::space(1),
                                  theme::Theme::space(2), theme::Theme::space(1));
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0); // inside the border
    column->setSpacing(0);
    column->addWidget(m_list, 1);
    column->addWidget(m_signature);
    column->addWidget(m_help);
    connect(m_list, &QListWidget::currentRowChanged, this, &CompletionList::showHelp);
    connect(m_list, &QListWidget::itemClicked, this, &CompletionList::choose);
}

void CompletionList::restyle() {
    m_list->setFont(m_theme.codeFont());
    m_signature->setFont(m_theme.codeFont());
    hide();
}

bool CompletionList::isOffering() const {
    return isVisible() && m_list->count() > 0;
}

QStringList CompletionList::names() const {
    QStringList names;
    for (int row = 0; row < m_list->count(); ++row)
        names += m_list->item(row)->text();
    return names;
}

QString CompletionList::helpText() const {
    QString text = m_signature->isHidden() ? QString() : m_signature->accessibleName();
    if (!m_help->isHidden())
        text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + m_help->text();
    return text;
}

void CompletionList::offer(const statemachine::Completion& completion, const QRect& caret) {
    const auto& items = completion.items;
    // What is typed in full needs no list.
    const bool complete = items.size() == 1 && items.front().insert == completion.prefix;
    if (items.empty() || complete || !m_field.isVisible()) {
        hide();
        return;
    }
    m_completion = completion;
    m_caret = QRect(m_field.mapToGlobal(caret.topLeft()), caret.size());
    fill();
    const auto same =
        std::ranges::find(m_completion.items, completion.prefix, &CompletionItem::name);
    m_list->setAccessibleName(tr("Completions"));
    m_list->setCurrentRow(
        same == m_completion.items.end() ? 0 : int(same - m_completion.items.begin()));
    m_list->show();
    showHelp();
    watch();
}

void CompletionList::fill() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    if (m_completion.items.size() > kMostOffers)
        m_completion.items.resize(kMostOffers);
    for (const CompletionItem& item : m_completion.items) {
        const Look look = lookOf(item.kind);
        auto* row = new QListWidgetItem(qt(item.name), m_list);
        row->setIcon(m_theme.icon(QLatin1String(look.icon), m_theme.colour(look.role)));
        row->setData(Rest, restOf(item));
        row->setData(Detail, isSample(item) ? qt(item.detail) : kindName(item.kind));
        row->setData(Qt::AccessibleTextRole,
                     QStringLiteral("%1, %2").arg(qt(item.name), kindName(item.kind)));
        row->setData(Qt::AccessibleDescriptionRole, helpOf(item));
    }
}

void CompletionList::showHelp() {
    const int row = m_list->currentRow();
    if (row < 0 || row >= int(m_completion.items.size()))
        return;
    const CompletionItem& item = m_completion.items[std::size_t(row)];
    const bool call = item.kind == Kind::Function;
    m_signature->setVisible(call);
    m_signature->setAccessibleName(qt(item.detail));
    m_signature->setText(qt(item.detail).toHtmlEscaped());
    const QString help = helpOf(item);
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    place();
    // The focus stays in the field, so the view itself says nothing of its current row.
    QAccessibleEvent event(m_list, QAccessible::Focus);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

void CompletionList::tell(const statemachine::CallTip& tip, const QRect& caret) {
    if (!m_field.isVisible())
        return;
    m_completion = {};
    m_list->clear();
    m_list->hide();
    m_caret = QRect(m_field.mapToGlobal(caret.topLeft()), caret.size());
    // The argument that is being typed stands out.
    const QString whole = qt(tip.signature);
    const qsizetype open = whole.indexOf(u'(');
    QStringList parts = whole.mid(open + 1).split(u',');
    const auto at = qsizetype(std::min<std::size_t>(tip.argument, std::size_t(parts.size()) - 1));
    for (qsizetype part = 0; part < parts.size(); ++part) {
        if (part != at) {
            parts[part] = parts[part].toHtmlEscaped();
            continue;
        }
        // The brackets of what may be left out are not its name.
        static const QRegularExpression kName(QStringLiteral("[\\w$]+(?: [\\w$]+)*"));
        const QRegularExpressionMatch name = kName.match(parts[part]);
        if (name.hasMatch())
            parts[part] = QStringLiteral("%1<b>%2</b>%3")
                              .arg(parts[part].left(name.capturedStart()).toHtmlEscaped(),
                                   name.captured().toHtmlEscaped(),
                                   parts[part].mid(name.capturedEnd()).toHtmlEscaped());
    }
    m_signature->setAccessibleName(whole);
    m_signature->setText(whole.left(open + 1).toHtmlEscaped() + parts.join(u','));
    m_signature->show();
    const QString help = theme::functionHelp(tip.name);
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    place();
    watch();
}

/// Below the caret, or above it where the screen ends.
void CompletionList::place() {
    int width = kLeast;
    for (int row = 0; row < m_list->count(); ++row)
        width = std::max(width, m_list->sizeHintForIndex(m_list->model()->index(row, 0)).width());
    const int bar =
        m_list->count() > kMostRows ? m_list->verticalScrollBar()->sizeHint().width() : 0;
    width = std::min(width + bar, kMost);
    int height = 2;
    if (m_list->count() > 0) {
        const int rows = std::min(m_list->count(), kMostRows) * m_list->sizeHintForRow(0) + 4;
        m_list->setFixedHeight(rows);
        height += rows;
    }
    for (const QLabel* label : {m_signature, m_help}) {
        if (!label->isHidden())
            height += label->heightForWidth(width - 2);
    }
    const QScreen* screen = m_field.screen();
    const QRect room = screen ? screen->availableGeometry() : QRect(0, 0, 4000, 4000);
    const bool below =
        m_caret.bottom() + height < room.bottom() || m_caret.top() - height < room.top();
    const int x = std::clamp(m_caret.left() - kIcon - theme::Theme::space(2), room.left(),
                             std::max(room.left(), room.right() - width));
    setGeometry(x, below ? m_caret.bottom() + 3 : m_caret.top() - height - 2, width, height);
}

void CompletionList::watch() {
    if (isHidden())
        QCoreApplication::instance()->installEventFilter(this);
    show();
    raise();
}

void CompletionList::hideEvent(QHideEvent* event) {
    QCoreApplication::instance()->removeEventFilter(this);
    QFrame::hideEvent(event);
}

void CompletionList::choose() {
    const int row = m_list->currentRow();
    if (row < 0 || row >= int(m_completion.items.size()))
        return;
    const CompletionItem item = m_completion.items[std::size_t(row)];
    hide();
    Q_EMIT chosen(item);
}

bool CompletionList::takesKey(int key, Qt::KeyboardModifiers modifiers) const {
    if (modifiers & ~Qt::KeypadModifier)
        return false;
    if (key == Qt::Key_Escape)
        return true;
    const bool moves = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp ||
                       key == Qt::Key_PageDown;
    return isOffering() &&
           (moves || key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab);
}

void CompletionList::moveBy(int rows) {
    const int count = m_list->count();
    const int wanted = m_list->currentRow() + rows;
    // A single step goes round; a page stops at the end.
    m_list->setCurrentRow(std::abs(rows) == 1 ? (wanted + count) % count
                                              : std::clamp(wanted, 0, count - 1));
}

void CompletionList::press(int key) {
    switch (key) {
    case Qt::Key_Up:
        moveBy(-1);
        break;
    case Qt::Key_Down:
        moveBy(1);
        break;
    case Qt::Key_PageUp:
        moveBy(-kMostRows);
        break;
    case Qt::Key_PageDown:
        moveBy(kMostRows);
        break;
    case Qt::Key_Escape:
        hide();
        break;
    default:
        choose();
    }
}

/// Of the field alone, Escape and what moves along the list.
bool CompletionList::filterKey(QKeyEvent& event) {
    const int key = event.key();
    if (takesKey(key, event.modifiers())) {
        event.accept();
        if (event.type() == QEvent::KeyPress)
            press(key);
        return true;
    }
    const bool leaves =
        key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End;
    if (leaves && event.type() == QEvent::KeyPress)
        hide();
    return false;
}

/// Of the whole program while the list shows: whatever moves the caret or what is under the list
/// closes it.
bool CompletionList::eventFilter(QObject* watched, QEvent* event) {
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget == this || isAncestorOf(widget))
        return false;
    switch (event->type()) {
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress: {
        auto& key = *static_cast<QKeyEvent*>(event);
        return widget == &m_field && !theme::CompositionGuard::claims(key) && filterKey(key);
    }
    case QEvent::FocusOut:
    case QEvent::Hide:
        if (widget == &m_field)
            hide();
        return false;
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::WindowDeactivate:
        if (widget == m_field.window())
            hide();
        return false;
    case QEvent::Wheel:
    case QEvent::MouseButtonPress:
        hide();
        return false;
    default:
        return false;
    }
}

} // namespace ws::codeeditor
