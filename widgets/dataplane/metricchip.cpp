#include "widgets/dataplane/metricchip.h"

#include <QBoxLayout>
#include <QLabel>

namespace ws::dataplane {

MetricChip::MetricChip(QWidget* parent)
    : QFrame(parent)
    , m_caption(new QLabel(this))
    , m_value(new QLabel(this)) {
    setProperty("metric", true);
    m_caption->setProperty("caption", true);
    m_value->setProperty("figure", true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 5, 8, 5);
    layout->setSpacing(1);
    layout->addWidget(m_caption);
    layout->addWidget(m_value);
}

void MetricChip::setCaption(const QString& caption) {
    m_caption->setText(caption);
}

void MetricChip::setValue(const QString& value) {
    m_value->setText(value);
    setAccessibleName(QStringLiteral("%1: %2").arg(m_caption->text(), value));
}

QString MetricChip::value() const {
    return m_value->text();
}

} // namespace ws::dataplane
