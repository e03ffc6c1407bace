#include "widgets/inspector/factlist.h"

#include <QBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace ws::inspector {

FactList::FactList(theme::Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_content(new QWidget) {
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(theme::Theme::space(3), theme::Theme::space(2),
                               theme::Theme::space(3), theme::Theme::space(2));
    column->setSpacing(theme::Theme::space(2));
    column->addStretch(1);
    setWidget(m_content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&theme, &theme::Theme::changed, this, &FactList::restyle);
}

void FactList::makeRow() {
    Row row;
    row.whole = new QWidget(m_content);
    row.name = new QLabel(row.whole);
    row.name->setTextFormat(Qt::PlainText);
    row.name->setProperty("muted", true);
    row.value = new QLabel(row.whole);
    row.value->setTextFormat(Qt::PlainText);
    row.value->setWordWrap(true);
    row.value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row.jump = new QToolButton(row.whole);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(row.name);
    texts->addWidget(row.value);
    auto* line = new QHBoxLayout(row.whole);
    line->setContentsMargins(0, 0, 0, 0);
    line->addLayout(texts, 1);
    line->addWidget(row.jump, 0, Qt::AlignTop);
    const std::size_t index = m_rows.size();
    connect(row.jump, &QToolButton::clicked, this,
            [this, index] { Q_EMIT revealRequested(m_rows[index].range); });
    auto* column = static_cast<QVBoxLayout*>(m_content->layout());
    column->insertWidget(static_cast<int>(index), row.whole);
    m_rows.push_back(row);
    restyle();
}

void FactList::restyle() {
    for (const Row& row : m_rows) {
        row.jump->setIcon(m_theme.icon(QStringLiteral("reveal")));
        row.name->setFont(m_theme.textFont(-1));
    }
}

void FactList::add(const QString& name, const QString& value, const json::Range& range) {
    if (m_used == m_rows.size())
        makeRow();
    Row& row = m_rows[m_used++];
    const bool code = range.size() > 0 &&
                      (value.contains(QLatin1Char('\n')) || value.startsWith(QLatin1Char('$')) ||
                       value.startsWith(QLatin1Char('{')));
    row.value->setFont(code ? m_theme.codeFont() : m_theme.textFont(0));
    row.name->setText(name);
    row.value->setText(value);
    row.range = range;
    row.jump->setVisible(range.size() > 0);
    row.jump->setToolTip(tr("Show in text"));
    row.jump->setAccessibleName(tr("Show %1 in the text").arg(name));
    row.whole->show();
}

void FactList::finish() {
    for (std::size_t i = m_used; i < m_rows.size(); ++i)
        m_rows[i].whole->hide();
}

} // namespace ws::inspector
