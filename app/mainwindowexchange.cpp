// What goes out of the workspace and comes in, and what moves between its state machines.
#include "app/editorarea.h"
#include "app/importdialog.h"
#include "app/mainwindow.h"
#include "app/statusline.h"
#include "engine/statemachine/definitionconversion.h"
#include "engine/statemachine/readdefinition.h"
#include "engine/workspace/canvasfile.h"
#include "engine/workspace/deploymenttemplate.h"
#include "engine/workspace/scaffold.h"
#include "engine/workspace/textfile.h"
#include "widgets/designer/canvasauthor.h"
#include "widgets/designer/render.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QMessageBox>

namespace ws::app {

namespace {

using statemachine::DefinitionKind;
using workspace::DeploymentKind;

/// A form that a definition goes out in.
struct Form {
    QString filter; ///< of a file dialog
    QString ending; ///< of a name that was typed without one
    std::optional<DeploymentKind> deployment;
};

std::vector<Form> forms() {
    return {{MainWindow::tr("Amazon States Language, JSON (*.asl.json)"),
             QStringLiteral(".asl.json"), std::nullopt},
            {MainWindow::tr("Amazon States Language, YAML (*.asl.yaml)"),
             QStringLiteral(".asl.yaml"), std::nullopt},
            {MainWindow::tr("SAM template (*.yaml *.json)"), QStringLiteral(".yaml"),
             DeploymentKind::Sam},
            {MainWindow::tr("CloudFormation template (*.yaml *.json)"), QStringLiteral(".yaml"),
             DeploymentKind::CloudFormation}};
}

base::Status write(const QString& path, const std::string& text) {
    const std::string file = QFile::encodeName(path).toStdString();
    const auto written = workspace::writeTextFile(file, text, workspace::stampOf(file));
    return written ? base::Status() : written.error();
}

/// What the other form has no place for; empty: nothing is lost.
QString lossOf(const statemachine::Conversion& done) {
    QStringList losses;
    if (done.comments > 0)
        losses << MainWindow::tr("%n comment(s) cannot be kept in that form.", nullptr,
                                 int(done.comments));
    if (done.aliases > 0)
        losses << MainWindow::tr("%n alias(es) are written out in full.", nullptr,
                                 int(done.aliases));
    return losses.join(QLatin1Char('\n'));
}

} // namespace

void MainWindow::finishExport(const QString& path, const base::Status& done) {
    if (done)
        m_status->tell(tr("Wrote %1").arg(QDir::toNativeSeparators(path)));
    else
        fail(done.error());
}

void MainWindow::exportDiagram() {
    const QString machine = m_editors->currentMachine();
    workspace::CanvasSettings settings = m_editors->canvas().settings();
    const QString whole = tr("Pictures (*.svg *.png *.pdf)");
    const QString asSeen = tr("Pictures, collapsed as on the canvas (*.svg *.png *.pdf)");
    QString filter = whole;
    const QString chosen = QFileDialog::getSaveFileName(
        this, tr("Export the diagram"), QStringLiteral("%1/%2.svg").arg(m_root, machine),
        settings.isAnyCollapsed() ? whole + QStringLiteral(";;") + asSeen : whole, &filter);
    if (filter != asSeen)
        settings.expandAll();
    if (!chosen.isEmpty())
        finishExport(chosen, designer::renderDefinition(m_editors->definitionOf(machine), chosen,
                                                        m_theme.scheme(), settings,
                                                        &m_editors->machines()));
}

/// A picture of the selected states, or what copying them would give.
void MainWindow::exportSelection() {
    const auto states = m_editors->canvas().author().copied();
    if (!states)
        return fail(states.error());
    const QString chosen = QFileDialog::getSaveFileName(
        this, tr("Export the selected states"),
        QStringLiteral("%1/%2.svg").arg(m_root, m_editors->currentMachine()),
        tr("Pictures and Amazon States Language (*.svg *.png *.pdf *.asl.json)"));
    if (chosen.isEmpty())
        return;
    if (chosen.endsWith(QLatin1String(".json"), Qt::CaseInsensitive))
        return finishExport(chosen, write(chosen, *states));
    std::set<std::string> names;
    const statemachine::SharedDefinition part = statemachine::readDefinition(*states);
    for (const statemachine::Graph::Node& state : part->graph().nodes)
        names.insert(state.name);
    workspace::CanvasSettings settings =
        workspace::limitedTo(m_editors->canvas().settings(), names);
    settings.expandAll();
    finishExport(chosen, designer::renderDefinition(*states, chosen, m_theme.scheme(), settings,
                                                    &m_editors->machines()));
}

/// A template as the chosen filter says, else as JSON or YAML, as the ending of the file says.
void MainWindow::exportDefinition() {
    const QString machine = m_editors->currentMachine();
    const std::vector<Form> known = forms();
    QStringList filters;
    for (const Form& form : known)
        filters << form.filter;
    QString filter = filters.first();
    QString chosen = QFileDialog::getSaveFileName(this, tr("Export the definition"),
                                                  QDir::home().filePath(machine),
                                                  filters.join(QStringLiteral(";;")), &filter);
    if (chosen.isEmpty())
        return;
    const Form& form = known[std::size_t(qMax(0, filters.indexOf(filter)))];
    if (QFileInfo(chosen).suffix().isEmpty())
        chosen += form.ending;
    const std::string definition = m_editors->definitionOf(machine);
    const DefinitionKind language = statemachine::definitionKindOfFile(chosen.toStdString());
    if (form.deployment) {
        const auto text = workspace::deploymentText(
            machine.toStdString(), definition, DefinitionKind::Unknown, *form.deployment, language);
        return finishExport(chosen, text ? write(chosen, *text) : text.error());
    }
    const auto done = statemachine::converted(definition, DefinitionKind::Unknown, language);
    if (!done)
        return fail(done.error());
    const QString loss = lossOf(*done);
    const QString words = tr("%1\nThe definition itself stays as it is. Export anyway?").arg(loss);
    if (loss.isEmpty() ||
        QMessageBox::question(this, tr("Export the definition"), words) == QMessageBox::Yes)
        finishExport(chosen, write(chosen, done->text));
}

void MainWindow::importTemplate() {
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Import from a template"), m_root,
        tr("Templates (*.yaml *.yml *.json *.template);;All files (*)"));
    if (file.isEmpty())
        return;
    const std::string root = m_root.toStdString();
    auto plan = workspace::planImport(QFile::encodeName(file).toStdString(), root);
    if (!plan)
        return fail(plan.error());
    ImportDialog dialog(file, std::move(*plan), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    const auto chosen = dialog.chosen();
    if (const auto done = workspace::performImport(root, chosen); !done)
        return fail(done.error());
    for (const workspace::ImportedMachine& machine : chosen.machines)
        openPath(QString::fromStdString(machine.path));
    m_status->tell(tr("Imported %n file(s) and folder(s)", nullptr,
                      int(chosen.machines.size() + chosen.functions.size())));
}

void MainWindow::extractStates() {
    const auto askName = [this] {
        return QInputDialog::getText(this, tr("Extract into a state machine"),
                                     tr("Name of the new state machine:"))
            .trimmed()
            .toStdString();
    };
    const auto make = [this](const std::string& name, const std::string& definition) {
        const DefinitionKind kind =
            statemachine::definitionKindOfFile(m_editors->tabs().currentPath().toStdString());
        const auto made = workspace::createMachine(m_root.toStdString(), name, definition, kind);
        if (!made)
            return base::Status(made.error());
        m_status->tell(tr("The states are in %1 now; undoing brings them back here and leaves that "
                          "file.")
                           .arg(QString::fromStdString(*made)));
        return base::Status();
    };
    m_editors->canvas().author().extract(askName, make);
}

} // namespace ws::app
