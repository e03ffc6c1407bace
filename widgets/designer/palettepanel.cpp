#include "widgets/designer/palettepanel.h"

#include "widgets/theme/emptystate.h"

#include <QBoxLayout>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QStackedWidget>
#include <QTreeWidget>

namespace ws::designer {

namespace {

constexpr int kId = Qt::UserRole;

/// Items carry their id to the canvas.
class PaletteTree : public QTreeWidget {
public:
    using QTreeWidget::QTreeWidget;

protected:
    QStringList mimeTypes() const override { return {QString::fromLatin1(kPaletteMime)}; }
    QMimeData* mimeData(const QList<QTreeWidgetItem*>& items) const override {
        if (items.isEmpty() || items.first()->data(0, kId).isNull())
            return nullptr;
        auto* data = new QMimeData;
        data->setData(QString::fromLatin1(kPaletteMime),
                      items.first()->data(0, kId).toString().toUtf8());
        return data;
    }
};

} // namespace

class PalettePanel::Private {
public:
    explicit Private(theme::Theme& theme)
        : theme(theme) {}
    theme::Theme& theme; // Not owned.
    QStringList functions;
    const theme::AllLanguages languages;
    QLineEdit* search = nullptr;
    QStackedWidget* pages = nullptr;
    QTreeWidget* tree = nullptr;
    QLabel* nothing = nullptr;
};

PalettePanel::PalettePanel(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(theme)) {
    d->search = new QLineEdit(this);
    d->search->setClearButtonEnabled(true);
    d->search->installEventFilter(this);
    d->tree = new PaletteTree(this);
    d->tree->setHeaderHidden(true);
    d->tree->setRootIsDecorated(true);
    d->tree->setDragEnabled(true);
    d->tree->setDragDropMode(QAbstractItemView::DragOnly);
    d->tree->setUniformRowHeights(true);
    d->tree->setIconSize({16, 16});
    d->tree->setIndentation(14);
    d->tree->setTextElideMode(Qt::ElideMiddle);
    d->tree->installEventFilter(this);
    d->nothing = new theme::EmptyState(this, 3);
    d->pages = new QStackedWidget(this);
    d->pages->addWidget(d->tree);
    d->pages->addWidget(d->nothing);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Theme::space(1), theme::Theme::space(1),
                               theme::Theme::space(1), theme::Theme::space(1));
    column->setSpacing(theme::Theme::space(1));
    column->addWidget(d->search);
    column->addWidget(d->pages, 1);
    setFocusProxy(d->search);
    connect(d->search, &QLineEdit::textChanged, this, &PalettePanel::fill);
    connect(d->tree, &QTreeWidget::itemDoubleClicked, this, [this](const QTreeWidgetItem* item) {
        if (!item->data(0, kId).isNull())
            choose();
    });
    connect(&theme, &theme::Theme::changed, this, &PalettePanel::fill);
    retranslate();
}

PalettePanel::~PalettePanel() = default;

void PalettePanel::setFunctions(const QStringList& functions) {
    if (functions == d->functions)
        return;
    d->functions = functions;
    fill();
}

void PalettePanel::startSearch() {
    d->search->setFocus();
    d->search->selectAll();
}

void PalettePanel::fill() {
    const QString search = d->search->text();
    d->tree->clear();
    QTreeWidgetItem* heading = nullptr;
    QTreeWidgetItem* first = nullptr;
    for (const PaletteItem& item : paletteItems(d->functions, d->languages)) {
        if (!matches(item, search))
            continue;
        const QString group = groupName(item.group);
        if (!heading || heading->text(0) != group) {
            heading = new QTreeWidgetItem(d->tree, {group});
            heading->setFlags(Qt::ItemIsEnabled);
            heading->setFont(0, d->theme.textFont(-1, QFont::DemiBold));
            heading->setForeground(0, d->theme.colour(theme::Role::TextSecondary));
            heading->setExpanded(!search.isEmpty() || item.group != PaletteItem::Group::Services);
        }
        auto* row = new QTreeWidgetItem(heading, {item.name});
        row->setData(0, kId, item.id);
        row->setData(0, Qt::AccessibleDescriptionRole, item.detail);
        row->setToolTip(0, QStringLiteral("<b>%1</b><br>%2")
                               .arg(item.name.toHtmlEscaped(), item.detail.toHtmlEscaped()));
        const QString type =
            item.group == PaletteItem::Group::Flow ? item.name : QStringLiteral("Task");
        row->setIcon(0, d->theme.icon(item.icon, d->theme.stateTypeColour(type)));
        if (!first)
            first = row;
    }
    d->pages->setCurrentWidget(first ? static_cast<QWidget*>(d->tree) : d->nothing);
    if (first)
        d->tree->setCurrentItem(first);
}

void PalettePanel::choose() {
    const QTreeWidgetItem* item = d->tree->currentItem();
    if (item && !item->data(0, kId).isNull())
        Q_EMIT chosen(item->data(0, kId).toString());
}

/// The search keeps the focus while the arrows walk through what it found.
bool PalettePanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Escape:
        if (d->search->text().isEmpty())
            Q_EMIT dismissed();
        d->search->clear();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Up: {
        if (watched != d->search)
            break;
        const auto step = [&](const QTreeWidgetItem* from) {
            return key->key() == Qt::Key_Down ? d->tree->itemBelow(from) : d->tree->itemAbove(from);
        };
        QTreeWidgetItem* item = d->tree->currentItem();
        for (item = item ? step(item) : nullptr; item && item->data(0, kId).isNull();)
            item = step(item);
        if (item)
            d->tree->setCurrentItem(item);
        return true;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void PalettePanel::retranslate() {
    d->search->setPlaceholderText(tr("Search functions, states, services, patterns"));
    d->search->setToolTip(d->search->placeholderText()); // where it has no room
    d->search->setAccessibleName(tr("Search the palette"));
    d->tree->setAccessibleName(tr("Palette"));
    d->tree->setAccessibleDescription(
        tr("Enter adds the chosen one after the selected state; it can also be dragged."));
    d->nothing->setText(tr("Nothing is called so.\nClear the search to see everything."));
    fill();
}

void PalettePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace ws::designer
