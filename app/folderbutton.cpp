#include "app/folderbutton.h"

#include "widgets/dataplane/elidedlabel.h"
#include "widgets/theme/accessibility.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QLabel>

namespace ws::app {

namespace {

constexpr int kIconSize = 16;

QString belowHome(const QString& folder) {
    const QString home = QDir::homePath();
    return folder.startsWith(home + u'/') ? QStringLiteral("~%1").arg(folder.mid(home.size()))
                                          : folder;
}

} // namespace

FolderButton::FolderButton(const QString& folder, theme::Theme& theme, QWidget* parent)
    : QPushButton(parent)
    , m_folder(folder) {
    setProperty("flat", true);
    setToolTip(folder);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* icon = new QLabel(this);
    icon->setPixmap(theme.pixmap(QStringLiteral("folder"), theme.colour(theme::Role::TextSecondary),
                                 kIconSize, devicePixelRatioF()));
    theme::setDecoration(*icon);
    auto* name = makeLabel(QFileInfo(folder).fileName());
    auto* path = makeLabel(belowHome(folder));
    path->setProperty("muted", true);
    setAccessibleName(QStringLiteral("%1, %2").arg(name->fullText(), path->fullText()));
    icon->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme::Theme::space(2), theme::Theme::space(1), theme::Theme::space(2),
                            theme::Theme::space(1));
    row->setSpacing(0); // the labels leave room beside their words
    row->addWidget(icon);
    row->addSpacing(theme::Theme::space(2));
    row->addWidget(name);
    row->addWidget(path, 1);
}

dataplane::ElidedLabel* FolderButton::makeLabel(const QString& text) {
    auto* label = new dataplane::ElidedLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setElideMode(Qt::ElideMiddle);
    label->setFullText(text);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

QSize FolderButton::sizeHint() const {
    return layout()->sizeHint();
}

QSize FolderButton::minimumSizeHint() const {
    return layout()->minimumSize();
}

} // namespace ws::app
