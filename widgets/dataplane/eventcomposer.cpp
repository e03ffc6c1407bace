#include "widgets/dataplane/eventcomposer.h"

#include "engine/workspace/eventchain.h"
#include "engine/workspace/eventlibrary.h"
#include "widgets/dataplane/eventeditor.h"
#include "widgets/dataplane/eventformview.h"
#include "widgets/theme/messages.h"

#include <QBoxLayout>
#include <QResizeEvent>
#include <QSplitter>

namespace ws::dataplane {

namespace {

constexpr int kHeightWithForm = 240; // px, more than an event alone gets beside a result
constexpr int kSideBySide = 560;     // px, from which on both have room beside each other

} // namespace

EventComposer::EventComposer(theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(this))
    , m_view(new EventFormView(this))
    , m_editor(new EventEditor(theme, this)) {
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_editor);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);
    m_view->setMinimumHeight(90);
    m_view->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    setFocusProxy(m_editor);
    connect(m_view, &EventFormView::edited, this, &EventComposer::take);
    connect(m_editor, &EventEditor::edited, this, &EventComposer::refresh);
}

void EventComposer::setText(const std::string& text) {
    m_editor->setText(text);
    const auto event = json::Value::parse(text);
    const std::string id = event ? workspace::recognisedTemplate(*event) : std::string();
    auto form = id.empty() ? base::Error{} : workspace::eventForm(id);
    useForm(form ? std::optional(*std::move(form)) : std::nullopt);
}

void EventComposer::setText(const std::string& text, const workspace::EventForm& form) {
    m_editor->setText(text);
    useForm(form);
}

void EventComposer::useForm(std::optional<workspace::EventForm> form) {
    m_form = std::move(form);
    if (m_form && m_form->fields().empty())
        m_form.reset();
    m_view->setVisible(m_form.has_value());
    setMinimumHeight(m_form ? kHeightWithForm : 0);
    if (!m_form)
        return;
    m_view->setForm(*m_form);
    refresh();
}

/// A text that is no JSON for a moment leaves the form as it was.
void EventComposer::refresh() {
    if (!m_form)
        return;
    const auto event = json::Value::parse(m_editor->text());
    m_view->setEnabled(event.ok());
    if (event)
        m_view->show(m_form->read(*event));
}

void EventComposer::take(const std::string& field, const std::string& value) {
    const auto document = json::Document::parse(m_editor->text());
    const auto edits = document ? m_form->edits(*document, field, value) : document.error();
    if (edits)
        m_editor->view().applyEdits(*edits);
    else
        m_view->showError(field, theme::message(edits.error()));
}

void EventComposer::chain(const QString& source, ChainPlace place) {
    codeeditor::CodeView& view = m_editor->view();
    const auto document = json::Document::parse(view.bytes());
    const auto node = document && place == ChainPlace::AtCursor
                          ? document->nodeAt(view.cursorOffset())
                          : json::Document::kNone;
    if (node == json::Document::kNone || node == document->root()) {
        view.replaceBytes(workspace::chainedEvent(source.toStdString()));
        return;
    }
    json::Value link = json::Value::object({{"$lastResult", source.toStdString()}});
    // Where a text stands, a text is wanted: the body of a message.
    if (document->node(node).type == json::Value::Type::String)
        link.set("as", "text");
    view.applyEdits({document->replaceValue(node, link.dump())});
}

void EventComposer::resizeEvent(QResizeEvent* event) {
    m_splitter->setOrientation(event->size().width() >= kSideBySide ? Qt::Horizontal
                                                                    : Qt::Vertical);
    QWidget::resizeEvent(event);
}

} // namespace ws::dataplane
