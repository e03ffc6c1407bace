#include "widgets/dataplane/stepspanel.h"

#include "widgets/theme/messages.h"

#include <QLabel>
#include <QTreeView>

namespace ws::dataplane {

using models::RunModel;
using telemetry::ExecutionRecord;
using telemetry::RunTree;

namespace {

constexpr const char* kMore = "more"; // the link for which there is no execution yet
constexpr std::size_t kListed = 8; // executions of one state that are named

QString linkTo(base::ExecutionId execution, const QString& text) {
    return QStringLiteral("<a href=\"%1\">%2</a>")
        .arg(quint64(execution))
        .arg(text.toHtmlEscaped());
}

QString nameOf(const ExecutionRecord& run) {
    const QString item =
        run.origin.isOfMap() ? QStringLiteral(" #%1").arg(run.origin.item) : QString();
    return QString::fromStdString(run.machine) + item;
}

} // namespace

RunModel::Place StepsPanel::currentPlace() const {
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? m_filter.placeOf(current) : RunModel::Place{m_model.execution(), -1};
}

std::vector<const ExecutionRecord*> StepsPanel::nestedIn(const RunModel::Place& place) const {
    std::vector<const ExecutionRecord*> found = m_feed.recorder().childrenOf(place.execution);
    const RunTree* tree = m_model.treeOf(place.execution);
    std::erase_if(found, [&](const ExecutionRecord* each) {
        int around = tree ? tree->nodeOf(each->origin.event) : -1;
        while (place.node >= 0 && around >= 0 && around != place.node)
            around = tree->node(around).parent;
        return place.node >= 0 && around != place.node;
    });
    return found;
}

void StepsPanel::showNesting() {
    const ExecutionRecord* run = record();
    QStringList crumbs;
    for (const auto* at = run; at && at->origin.isNested();) {
        const auto* parent = m_feed.recorder().execution(at->origin.parent);
        if (!parent)
            break;
        crumbs.prepend(QString::fromStdString(at->origin.state).toHtmlEscaped());
        crumbs.prepend(linkTo(parent->execution, nameOf(*parent)));
        at = parent;
    }
    if (!crumbs.isEmpty())
        crumbs << QStringLiteral("<b>%1</b>").arg(nameOf(*run).toHtmlEscaped());
    QStringList lines;
    if (!crumbs.isEmpty())
        lines << crumbs.join(QStringLiteral(" › "));
    const auto nested = run ? nestedIn(currentPlace()) : std::vector<const ExecutionRecord*>();
    QStringList links;
    for (const ExecutionRecord* each : nested) {
        if (std::size_t(links.size()) == kListed)
            break;
        links << QStringLiteral("%1 · %2").arg(linkTo(each->execution, nameOf(*each)),
                                               theme::executionStatusName(each->status));
    }
    if (!links.isEmpty())
        lines << (nested.size() > kListed
                      ? tr("Executions inside, the first %1 of %2: %3")
                            .arg(kListed)
                            .arg(nested.size())
                            .arg(links.join(QStringLiteral(", ")))
                      : tr("Executions inside: %1").arg(links.join(QStringLiteral(", "))));
    if (const std::size_t more = m_feed.recorder().unopenedRuns(currentPlace().execution); more > 0)
        lines << QStringLiteral("%1 <a href=\"%2\">%3</a>")
                     .arg(tr("%Ln execution(s) inside are not loaded.", nullptr, int(more)),
                          QLatin1String(kMore), tr("Load more"));
    m_nesting->setText(lines.join(QStringLiteral("<br>")));
    m_nesting->setVisible(!lines.isEmpty());
}

QString StepsPanel::nestingText() const {
    QString text = m_nesting->text();
    return text.remove(QRegularExpression(QStringLiteral("<[^>]*>")));
}

void StepsPanel::select(const ExecutionRecord& run, const telemetry::ExecutionOrigin* at) {
    feed::Selection::Content content;
    content.machine = QString::fromStdString(run.definedBy());
    content.execution = run.execution;
    if (at) {
        RunTree tree;
        for (const auto& event : run.history)
            tree.apply(event);
        const int node = tree.nodeOf(at->event);
        content.state = QString::fromStdString(at->state);
        content.visit = node < 0 ? 0 : tree.node(node).firstEvent;
    }
    m_selection.set(content);
}

void StepsPanel::followNesting(const QString& link) {
    if (link == QLatin1String(kMore)) {
        Q_EMIT moreNestedRequested(quint64(currentPlace().execution));
        return;
    }
    const auto* run = m_feed.recorder().execution(base::ExecutionId{link.toULongLong()});
    if (run)
        open(*run, nullptr);
}

/// The table becomes that one's, and the window shows its machine.
void StepsPanel::open(const ExecutionRecord& run, const telemetry::ExecutionOrigin* at) {
    showExecution(run.execution);
    Q_EMIT machineRequested(QString::fromStdString(run.definedBy()));
    select(run, at);
}

void StepsPanel::openNested() {
    const RunModel::Place place = currentPlace();
    const auto* whole = place.node < 0 && place.execution != m_model.execution()
                            ? m_feed.recorder().execution(place.execution)
                            : nullptr;
    const auto nested = nestedIn(place);
    if (whole)
        open(*whole, nullptr);
    else if (!nested.empty())
        open(*nested.back(), nullptr);
}

void StepsPanel::openParent() {
    const ExecutionRecord* run = record();
    if (!run)
        return;
    const telemetry::ExecutionOrigin origin = run->origin;
    if (const auto* parent = m_feed.recorder().execution(origin.parent))
        open(*parent, &origin);
}

} // namespace ws::dataplane
