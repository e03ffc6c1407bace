#pragma once

#include <QLineEdit>

namespace ws::designer {

/// A state's name being typed, over its node. A real line edit, so that every input method works.
class RenameField : public QLineEdit {
    Q_OBJECT
public:
    explicit RenameField(QWidget* parent);

    void open(const QString& name, const QRect& place);
    void close();
    bool isOpen() const { return m_open; }

Q_SIGNALS:
    /// The receiver closes the field, or says what is wrong and leaves it open.
    void committed(const QString& name);
    void cancelled();
    /// The focus went elsewhere; the receiver closes the field in any case.
    void left(const QString& name);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    bool m_open = false;
};

} // namespace ws::designer
