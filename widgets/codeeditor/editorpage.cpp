#include "widgets/codeeditor/editorpage.h"

#include "widgets/codeeditor/checks.h"
#include "widgets/codeeditor/comparedialog.h"
#include "widgets/theme/messages.h"

#include <QApplication>
#include <QBoxLayout>
#include <QElapsedTimer>
#include <QEvent>
#include <QFileInfo>
#include <QFrame>
#include <QLabel>
#include <QPushButton>

namespace ws::codeeditor {

using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds kPause = 300ms;
} // namespace

EditorPage::EditorPage(QString path, theme::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_path(std::move(path))
    , m_theme(theme) {
    m_view = new CodeView(theme, this);
    m_findBar = new FindBar(*m_view, theme, this);
    m_problemLine = new QPushButton(this);
    m_problemLine->setProperty("problem", true);
    m_problemLine->setFlat(true);
    // A long message is cut; it must not push the canvas away.
    m_problemLine->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_problemLine->hide();
    buildBar();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_findBar);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_problemLine);
    setFocusProxy(m_view);

    m_checkTimer.setSingleShot(true);
    connect(&m_checkTimer, &QTimer::timeout, this, &EditorPage::checkNow);
    connect(m_view, &QsciScintilla::textChanged, this, [this] {
        if (m_definition && m_definition->document())
            m_lastGood = m_definition;
        m_definition.reset();
        checkSoon();
        Q_EMIT textEdited();
    });
    connect(m_view, &QsciScintilla::modificationChanged, this,
            [this](bool modified) { setModified(modified || m_restored); });
    connect(&m_syntax, &SyntaxProcess::checked, this,
            [this](const Problems& found) { setProblems(m_fixedProblems, found); });
    connect(m_problemLine, &QPushButton::clicked, this, [this] {
        if (!m_problems.empty())
            m_view->revealRange(m_problems.front().range);
        m_view->setFocus();
    });
    connect(&m_theme, &theme::Theme::changed, this, &EditorPage::applyTheme);
    applyTheme();
    retranslate();
}

void EditorPage::buildBar() {
    m_bar = new QFrame(this);
    m_bar->setProperty("banner", QStringLiteral("warning"));
    m_barText = new QLabel(m_bar);
    m_barText->setWordWrap(true);
    m_reload = new QPushButton(m_bar);
    m_compare = new QPushButton(m_bar);
    m_keep = new QPushButton(m_bar);
    auto* layout = new QHBoxLayout(m_bar);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->addWidget(m_barText, 1);
    layout->addWidget(m_reload);
    layout->addWidget(m_compare);
    layout->addWidget(m_keep);
    m_bar->hide();
    connect(m_reload, &QPushButton::clicked, this, &EditorPage::takeFromDisk);
    connect(m_compare, &QPushButton::clicked, this, &EditorPage::compare);
    connect(m_keep, &QPushButton::clicked, this, &EditorPage::keepMine);
}

void EditorPage::applyTheme() {
    m_problemLine->setIcon(
        m_theme.icon(QStringLiteral("error"), m_theme.colour(theme::Role::Error)));
}

void EditorPage::retranslate() {
    m_barText->setText(
        tr("This file was changed by another program while it has unsaved changes here."));
    m_reload->setText(tr("Reload"));
    m_reload->setToolTip(tr("Take what is on disk; your changes stay in undo"));
    m_compare->setText(tr("Compare"));
    m_keep->setText(tr("Keep mine"));
    m_keep->setToolTip(tr("The next save replaces what is on disk"));
    m_view->setAccessibleName(tr("Text of %1").arg(QFileInfo(m_path).fileName()));
    showFirstProblem();
}

void EditorPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        checkSoon();
    }
    QWidget::changeEvent(event);
}

base::Status EditorPage::load() {
    auto file = workspace::readTextFile(m_path.toStdString());
    if (!file)
        return file.error();
    m_stamp = file->stamp;
    m_view->setLanguage(languageOf(m_path, file->text));
    m_view->setBytes(file->text);
    m_view->setReadOnly(!QFileInfo(m_path).isWritable());
    setModified(false);
    checkNow();
    return {};
}

base::Status EditorPage::save() {
    auto written = workspace::writeTextFile(m_path.toStdString(), m_view->bytes(), m_stamp);
    if (!written) {
        if (written.error().code == "file.changedOutside")
            m_bar->show();
        return written.error();
    }
    m_stamp = *written;
    m_restored = false;
    hideBar();
    m_view->SendScintilla(QsciScintilla::SCI_SETSAVEPOINT);
    setModified(false);
    return {};
}

void EditorPage::restore(const std::string& text, const workspace::FileStamp& stamp) {
    m_view->setLanguage(languageOf(m_path, text));
    m_view->setBytes(text);
    m_stamp = stamp;
    m_restored = true;
    setModified(true);
    checkNow();
    compareWithDisk();
}

void EditorPage::compareWithDisk() {
    const workspace::FileStamp now = workspace::stampOf(m_path.toStdString());
    if (now == m_stamp) {
        hideBar();
        return;
    }
    if (m_modified || now.hash.empty())
        m_bar->setVisible(m_modified);
    else
        takeFromDisk();
}

void EditorPage::takeFromDisk() {
    auto file = workspace::readTextFile(m_path.toStdString());
    if (!file)
        return;
    m_stamp = file->stamp;
    m_restored = false;
    m_view->replaceBytes(file->text);
    m_view->SendScintilla(QsciScintilla::SCI_SETSAVEPOINT);
    hideBar();
    setModified(false);
    Q_EMIT reloaded();
}

void EditorPage::keepMine() {
    m_stamp = workspace::stampOf(m_path.toStdString());
    hideBar();
}

void EditorPage::hideBar() {
    // Who has answered goes on in the text, not in whatever comes next in the window.
    if (const QWidget* focused = QApplication::focusWidget();
        focused && m_bar->isAncestorOf(focused))
        m_view->setFocus();
    m_bar->hide();
}

void EditorPage::compare() {
    auto file = workspace::readTextFile(m_path.toStdString());
    auto* dialog = new CompareDialog(m_path, m_view->bytes(), file ? file->text : std::string(),
                                     m_theme, this);
    dialog->show();
}

void EditorPage::setModified(bool modified) {
    if (modified == m_modified)
        return;
    m_modified = modified;
    Q_EMIT modifiedChanged();
}

void EditorPage::checkSoon() {
    // A program that is started for each check waits for a pause in the typing.
    const bool starts = SyntaxProcess::handles(m_view->language());
    m_checkTimer.start(starts ? kPause : m_pace.delay());
}

statemachine::SharedDefinition EditorPage::definition() const {
    if (!m_definition)
        m_definition = statemachine::readDefinition(
            m_view->bytes(), statemachine::definitionKindOfFile(m_path.toStdString()), m_lastGood);
    return m_definition;
}

void EditorPage::checkNow() {
    m_checkTimer.stop();
    QElapsedTimer work;
    work.start();
    const std::string text = m_view->bytes();
    const bool machine = isMachine(m_view->language(), m_path);
    setProblems(machine ? machineProblems(*definition(), m_path)
                        : checkText(m_view->language(), m_path, text),
                m_syntaxProblems);
    m_pace.took(std::chrono::nanoseconds(work.nsecsElapsed()));
    if (SyntaxProcess::handles(m_view->language()))
        m_syntax.check(m_view->language(), m_path, text);
}

void EditorPage::setProblems(Problems fixed, Problems syntax) {
    m_fixedProblems = std::move(fixed);
    m_syntaxProblems = std::move(syntax);
    Problems all = m_fixedProblems;
    all.insert(all.end(), m_syntaxProblems.begin(), m_syntaxProblems.end());
    m_view->showProblems(all);
    m_problems = m_view->problems();
    showFirstProblem();
    Q_EMIT problemsChanged();
}

void EditorPage::showFirstProblem() {
    m_problemLine->setVisible(!m_problems.empty());
    if (m_problems.empty())
        return;
    const Problem& first = m_problems.front();
    const QString text = m_problems.size() == 1
                             ? tr("Line %1: %2").arg(first.line).arg(first.message)
                             : tr("Line %1: %2 (and %n more)", nullptr, int(m_problems.size()) - 1)
                                   .arg(first.line)
                                   .arg(first.message);
    m_problemLine->setText(fontMetrics().elidedText(text, Qt::ElideRight, 900));
    m_problemLine->setToolTip(first.message);
}

} // namespace ws::codeeditor
