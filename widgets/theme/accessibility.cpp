#include "widgets/theme/accessibility.h"

#include <QAccessibleWidget>
#include <QLabel>
#include <QVariant>

namespace ws::theme {

namespace {

constexpr const char* kRole = "accessibleRole";
constexpr const char* kDecoration = "decoration";

class Decoration : public QAccessibleWidget {
public:
    explicit Decoration(QWidget* widget)
        : QAccessibleWidget(widget, QAccessible::Graphic) {}
    QAccessible::State state() const override {
        QAccessible::State state = QAccessibleWidget::state();
        state.invisible = true;
        return state;
    }
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    if (!widget)
        return nullptr;
    if (widget->property(kDecoration).toBool())
        return new Decoration(widget);
    const QVariant role = widget->property(kRole);
    return role.isValid() ? new QAccessibleWidget(widget, QAccessible::Role(role.toInt()))
                          : nullptr;
}

void installFactory() {
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed);
}

} // namespace

void setAccessibleRole(QWidget& widget, QAccessible::Role role) {
    installFactory();
    widget.setProperty(kRole, int(role));
}

void setDecoration(QLabel& picture) {
    installFactory();
    picture.setProperty(kDecoration, true);
}

/// Screen readers of Windows speak at an alert; those of Linux when a message comes to be shown.
void announce(QWidget& speaker, const QString& text) {
    speaker.setAccessibleName(text);
    if (text.isEmpty())
        return;
    for (const QAccessible::Event kind : {QAccessible::Alert, QAccessible::ObjectShow}) {
        QAccessibleEvent event(&speaker, kind);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace ws::theme
