#pragma once

#include "widgets/dataplane/elidedlabel.h"

#include <QAbstractButton>
#include <QAbstractItemModel>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSet>
#include <QStringList>
#include <QTabBar>
#include <QToolButton>

namespace ws::tests {

/// As it is read: without mnemonics.
inline QString plain(QString text) {
    return text.remove(u'&');
}

inline bool isInScrollArea(const QWidget* widget) {
    for (const QWidget* at = widget->parentWidget(); at && !at->isWindow();
         at = at->parentWidget()) {
        if (qobject_cast<const QScrollArea*>(at))
            return true;
    }
    return false;
}

/// What is cut off on the screen, one line each.
class Clipped {
public:
    void lookAt(const QWidget* part) {
        for (const QWidget* widget : part->findChildren<QWidget*>()) {
            if (!widget->isVisible() || widget->visibleRegion().isEmpty())
                continue;
            ++m_seen;
            if (const auto* label = qobject_cast<const QLabel*>(widget))
                judge(*label);
            else if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
                judge(*button);
            else if (const auto* bar = qobject_cast<const QTabBar*>(widget))
                judge(*bar);
            else if (const auto* header = qobject_cast<const QHeaderView*>(widget))
                judge(*header);
        }
    }
    int told() const {
        const QSet<QString> all(m_faults.begin(), m_faults.end());
        for (const QString& fault : all)
            qWarning().noquote() << fault;
        return int(all.size());
    }
    int seen() const { return m_seen; }

private:
    void fault(const QWidget& widget, const QString& text, int has, int needs) {
        QStringList path;
        for (const QWidget* at = widget.parentWidget(); at && !at->isWindow();
             at = at->parentWidget()) {
            const QString name = QLatin1String(at->metaObject()->className());
            if (name.startsWith(QLatin1String("ws::")))
                path << name.mid(4);
        }
        m_faults << QStringLiteral("%1 \"%2\" has %3 of %4 in %5")
                        .arg(QLatin1String(widget.metaObject()->className()), text)
                        .arg(has)
                        .arg(needs)
                        .arg(path.join(QStringLiteral(" < ")));
    }
    void judgeRoom(const QWidget& widget, const QString& text) {
        const QRect room = widget.parentWidget()->rect();
        if (!isInScrollArea(&widget) && widget.geometry().right() > room.right())
            fault(widget, text, room.right(), widget.geometry().right());
    }
    void judge(const QLabel& label) {
        // An elided label shows all of its text in its tip.
        if (label.text().isEmpty() || qobject_cast<const dataplane::ElidedLabel*>(&label))
            return;
        const int width = label.sizeHint().width();
        if (!label.wordWrap() && label.width() < width)
            fault(label, label.text(), label.width(), width);
        const int height =
            label.wordWrap() ? label.heightForWidth(label.width()) : label.sizeHint().height();
        if (label.height() < height)
            fault(label, label.text(), label.height(), height);
        judgeRoom(label, label.text());
    }
    void judge(const QAbstractButton& button) {
        const auto* tool = qobject_cast<const QToolButton*>(&button);
        if (button.text().isEmpty() || (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly))
            return;
        if (button.width() < button.minimumSizeHint().width() ||
            button.width() < button.sizeHint().width())
            fault(button, button.text(), button.width(), button.sizeHint().width());
        judgeRoom(button, button.text());
    }
    void judge(const QTabBar& bar) {
        for (int tab = 0; tab < bar.count(); ++tab) {
            const int needs = bar.fontMetrics().horizontalAdvance(plain(bar.tabText(tab)));
            if (bar.isTabVisible(tab) && bar.tabRect(tab).width() < needs)
                fault(bar, bar.tabText(tab), bar.tabRect(tab).width(), needs);
        }
    }
    void judge(const QHeaderView& header) {
        for (int section = 0; header.orientation() == Qt::Horizontal && section < header.count();
             ++section) {
            const QString text = header.model()->headerData(section, Qt::Horizontal).toString();
            const int needs = header.fontMetrics().horizontalAdvance(text);
            if (!header.isSectionHidden(section) && header.sectionSize(section) < needs)
                fault(header, text, header.sectionSize(section), needs);
        }
    }

    QStringList m_faults;
    int m_seen = 0;
};

} // namespace ws::tests
