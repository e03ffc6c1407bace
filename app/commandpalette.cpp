#include "app/commandpalette.h"

#include <QAction>
#include <QBoxLayout>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>

#include <algorithm>

namespace ws::app {
namespace {

QString plain(QString text) { // NOLINT: changed here
    // Korean texts carry the mnemonic as "(&F)".
    const qsizetype bracket = text.indexOf(QLatin1String("(&"));
    if (bracket >= 0)
        text.remove(bracket, 4);
    return text.remove(u'&');
}

constexpr int kIcon = 16;
enum Data { Index = Qt::UserRole, Keys };

/// The shortcut stands at the right edge, in the quieter colour.
class PaletteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        painter->save();
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -10, 0), Qt::AlignRight | Qt::AlignVCenter,
                          index.data(Keys).toString());
        painter->restore();
    }
};

/// Keeps the names in one column where a command has no icon.
QIcon emptyIcon() {
    QPixmap pixmap(kIcon, kIcon);
    pixmap.fill(Qt::transparent);
    return QIcon(pixmap);
}

} // namespace

CommandPalette::CommandPalette(QList<NamedAction> actions, QWidget* parent)
    : QDialog(parent, Qt::Popup)
    , m_actions(std::move(actions))
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(tr("Commands"));
    m_search->setPlaceholderText(tr("Type the name of a command"));
    m_search->setAccessibleName(tr("Command"));
    m_search->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setIconSize(QSize(kIcon, kIcon));
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setAccessibleName(tr("Commands"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    resize(520, 380);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_search, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    fill();
    m_search->setFocus();
}

bool CommandPalette::fits(const NamedAction& named, const QStringList& words) {
    QString searched = plain(named.action->text());
    if (searched.isEmpty())
        return false;
    for (const QString& name : named.names)
        searched += u' ' + plain(name);
    return std::ranges::all_of(
        words, [&](const QString& word) { return searched.contains(word, Qt::CaseInsensitive); });
}

void CommandPalette::add(qsizetype at) {
    const QAction* action = m_actions[at].action;
    auto* item = new QListWidgetItem(action->icon().isNull() ? emptyIcon() : action->icon(),
                                     plain(action->text()), m_list);
    item->setData(Keys, action->shortcut().toString(QKeySequence::NativeText));
    item->setData(Index, QVariant::fromValue(at));
    if (action->isEnabled())
        return;
    const QString why = tr("Not possible at the moment");
    item->setFlags(Qt::NoItemFlags);
    item->setToolTip(why);
    item->setData(Qt::AccessibleDescriptionRole, why);
}

/// What can be done comes first; what cannot be done now is there to be found with its keys.
void CommandPalette::fill() {
    m_list->clear();
    const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    for (const bool isPossible : {true, false}) {
        for (qsizetype at = 0; at < m_actions.size(); ++at) {
            if (m_actions[at].action->isEnabled() == isPossible && fits(m_actions[at], words))
                add(at);
        }
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || !item->flags().testFlag(Qt::ItemIsEnabled))
        return;
    QAction* action = m_actions.at(item->data(Index).value<qsizetype>()).action;
    close();
    QTimer::singleShot(0, action, &QAction::trigger);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown ||
            key == Qt::Key_PageUp) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace ws::app
