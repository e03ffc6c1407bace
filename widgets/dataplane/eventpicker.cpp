#include "widgets/dataplane/eventpicker.h"

#include "engine/workspace/eventlibrary.h"
#include "widgets/theme/alllanguages.h"
#include "widgets/theme/eventwords.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>
#include <map>

namespace ws::dataplane {

namespace {

enum Role { Id = Qt::UserRole, Path, Words };

} // namespace

EventPicker::EventPicker(theme::Theme& theme, const std::vector<workspace::EventEntry>& own,
                         const std::vector<std::string>& triggers, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_search(new QLineEdit(this))
    , m_list(new QTreeWidget(this)) {
    setWindowTitle(tr("Event from a template"));
    m_search->setPlaceholderText(tr("Search for a service or an event"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_list->setHeaderHidden(true);
    m_list->setColumnCount(2);
    m_list->setAccessibleName(tr("Event templates"));
    m_list->setUniformRowHeights(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_use = buttons->addButton(tr("Use"), QDialogButtonBox::AcceptRole);
    m_use->setProperty("primary", true);
    m_use->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &EventPicker::filter);
    connect(m_list, &QTreeWidget::currentItemChanged, this,
            [this] { m_use->setEnabled(!chosen().isNone()); });
    connect(m_list, &QTreeWidget::itemActivated, this, [this] {
        if (!chosen().isNone())
            accept();
    });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    resize(560, 520);
    fill(own, triggers);
    filter({});
}

void EventPicker::fill(const std::vector<workspace::EventEntry>& own,
                       const std::vector<std::string>& triggers) {
    const theme::AllLanguages languages;
    const auto group = [this](const QString& name, const char* icon) {
        auto* item = new QTreeWidgetItem(m_list, {name});
        item->setFlags(Qt::ItemIsEnabled);
        item->setIcon(0, m_theme.icon(QString::fromLatin1(icon)));
        item->setFirstColumnSpanned(true);
        return item;
    };
    if (!own.empty()) {
        auto* parent = group(tr("Own templates"), "save");
        for (const workspace::EventEntry& entry : own) {
            const QString name = QString::fromStdString(entry.name);
            auto* item = new QTreeWidgetItem(parent, {name});
            item->setData(0, Path, QString::fromStdString(entry.path));
            item->setData(0, Words, name);
        }
    }
    const auto rank = [&](const std::string& service) {
        return std::find(triggers.begin(), triggers.end(), service) - triggers.begin();
    };
    std::vector<const workspace::EventTemplate*> all;
    for (const workspace::EventTemplate& entry : workspace::eventTemplates())
        all.push_back(&entry);
    std::stable_sort(all.begin(), all.end(), [&](const auto* left, const auto* right) {
        return rank(left->service) < rank(right->service);
    });
    std::map<std::string, QTreeWidgetItem*> groups;
    for (const workspace::EventTemplate* entry : all) {
        const QString service = QString::fromStdString(entry->serviceName);
        QTreeWidgetItem*& parent = groups[entry->service];
        const bool triggers_ = rank(entry->service) < std::ssize(triggers);
        if (!parent)
            parent = triggers_ ? group(tr("%1 (a trigger of the function)").arg(service), "link")
                               : group(service, "event");
        const QString title = theme::eventTitle(entry->title);
        const QString name = QString::fromStdString(entry->event);
        auto* item = new QTreeWidgetItem(parent, {title, name});
        item->setData(0, Id, QString::fromStdString(entry->id()));
        item->setData(0, Words,
                      (QStringList{service, QString::fromStdString(entry->service), name} +
                       theme::eventTitles(entry->title, languages))
                          .join(QLatin1Char(' ')));
    }
    m_list->header()->setStretchLastSection(true);
    m_list->header()->resizeSection(0, 300);
}

/// Every word has to be in it, in any language.
void EventPicker::filter(const QString& text) {
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QTreeWidgetItem* first = nullptr;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* group = m_list->topLevelItem(row);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem* item = group->child(i);
            const QString known = item->data(0, Words).toString();
            const bool fits = std::all_of(words.begin(), words.end(), [&](const QString& word) {
                return known.contains(word, Qt::CaseInsensitive);
            });
            item->setHidden(!fits);
            any = any || fits;
            if (fits && !first)
                first = item;
        }
        group->setHidden(!any);
        group->setExpanded(any);
    }
    m_list->setCurrentItem(first);
    m_use->setEnabled(first != nullptr);
}

EventPicker::Choice EventPicker::chosen() const {
    const QTreeWidgetItem* item = m_list->currentItem();
    if (!item || item->isHidden())
        return {};
    return {item->data(0, Id).toString().toStdString(),
            item->data(0, Path).toString().toStdString()};
}

/// Up and down choose while the search has the keys.
bool EventPicker::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp ||
            key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace ws::dataplane
