#pragma once

#include "widgets/designer/fieldover.h"

#include <QLineEdit>

namespace ws::designer {

/// A state's name being typed, over its node. A real line edit, so that every input method works.
class RenameField : public FieldOver<QLineEdit> {
    Q_OBJECT
public:
    explicit RenameField(QWidget* parent);

    void open(const QString& name, const QRect& place);

Q_SIGNALS:
    /// The receiver closes the field, or says what is wrong and leaves it open.
    void committed(const QString& name);
    void cancelled();
    /// The focus went elsewhere; the receiver closes the field in any case.
    void left(const QString& name);

protected:
    void leave() override;
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace ws::designer
