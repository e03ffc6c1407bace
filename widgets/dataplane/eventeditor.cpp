#include "widgets/dataplane/eventeditor.h"

#include "widgets/codeeditor/checks.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFrame>
#include <QLabel>

#include <utility>

namespace ws::dataplane {

using namespace std::chrono_literals;

EventEditor::EventEditor(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_view(new codeeditor::CodeView(theme, this))
    , m_error(new QLabel(this))
    , m_check([](const std::string& text) {
        return codeeditor::checkText(codeeditor::Language::Json, {}, text);
    }) {
    m_view->makeCompact();
    m_view->setLanguage(codeeditor::Language::Json);
    auto* frame = new QFrame(this);
    frame->setProperty("field", true);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(2, 4, 2, 2);
    inside->addWidget(m_view);
    m_error->setProperty("errorText", true);
    m_error->setWordWrap(true);
    m_error->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Theme::space(1));
    layout->addWidget(frame, 1);
    layout->addWidget(m_error);
    setFocusProxy(m_view);
    m_timer.setSingleShot(true);
    m_timer.setInterval(200ms);
    connect(&m_timer, &QTimer::timeout, this, &EventEditor::check);
    connect(m_view, &QsciScintilla::textChanged, this, [this] {
        m_timer.start();
        Q_EMIT edited();
    });
}

void EventEditor::setName(const QString& name) {
    setAccessibleName(name);
    m_view->setAccessibleName(name);
}

void EventEditor::setText(const std::string& text) {
    m_view->setBytes(text);
    check();
}

std::string EventEditor::text() const {
    return m_view->bytes();
}

void EventEditor::setCheck(Check check) {
    m_check = std::move(check);
    this->check();
}

QString EventEditor::errorText() const {
    return m_error->isHidden() ? QString() : m_error->text();
}

void EventEditor::check() {
    m_timer.stop();
    const std::string text = m_view->bytes();
    codeeditor::Problems found;
    if (isEnabled())
        found = m_check(text);
    m_view->showProblems(found);
    m_error->setVisible(!found.empty());
    m_error->clear();
    if (found.empty())
        return;
    m_error->setText(tr("Line %1, column %2: %3")
                         .arg(found.front().line)
                         .arg(found.front().column)
                         .arg(found.front().message));
}

void EventEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::EnabledChange)
        check();
    QWidget::changeEvent(event);
}

} // namespace ws::dataplane
