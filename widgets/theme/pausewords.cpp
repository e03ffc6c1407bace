#include "widgets/theme/pausewords.h"

#include <QCoreApplication>

namespace ws::theme {

namespace {

struct PauseWords {
    Q_DECLARE_TR_FUNCTIONS(PauseWords)
};

} // namespace

QString itemSentence(const execution::PauseReason::Item& item) {
    const QString map = QString::fromStdString(item.map);
    const QString number = QString::number(item.index + 1);
    if (item.child.empty())
        return PauseWords::tr("That was in number %1 of %2.").arg(number, map);
    return PauseWords::tr("That was in number %1 of %2, the child execution %3.")
        .arg(number, map, QString::fromStdString(item.child));
}

} // namespace ws::theme
