#pragma once

#include <QLabel>

namespace ws::dataplane {

/// One line that gives way: where it is too narrow its end is left out, so that a long text never
/// widens the panel around it.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    void setFullText(const QString& text);
    QString fullText() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    QString m_text;
};

} // namespace ws::dataplane
