#pragma once

#include <QFrame>

class QLabel;

namespace ws::dataplane {

/// One figure with its caption: "Duration / 12.3 ms".
class MetricChip : public QFrame {
    Q_OBJECT
public:
    explicit MetricChip(QWidget* parent = nullptr);

    void setCaption(const QString& caption);
    void setValue(const QString& value);
    QString value() const;

private:
    QLabel* m_caption;
    QLabel* m_value;
};

} // namespace ws::dataplane
