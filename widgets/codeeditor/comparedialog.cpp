#include "widgets/codeeditor/comparedialog.h"

#include "widgets/codeeditor/codeview.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QLabel>
#include <QSplitter>

namespace ws::codeeditor {
namespace {

constexpr int kChangedMarker = 3;

QStringList linesOf(const std::string& text) {
    return QString::fromStdString(text).split(u'\n');
}

/// Lines [first, last) of each side that are not in the common head and tail.
struct Difference {
    int first = 0;
    int lastMine = 0;
    int lastTheirs = 0;
};

Difference differenceOf(const QStringList& mine, const QStringList& theirs) {
    Difference difference{0, int(mine.size()), int(theirs.size())};
    while (difference.first < difference.lastMine && difference.first < difference.lastTheirs &&
           mine.at(difference.first) == theirs.at(difference.first))
        ++difference.first;
    while (difference.lastMine > difference.first && difference.lastTheirs > difference.first &&
           mine.at(difference.lastMine - 1) == theirs.at(difference.lastTheirs - 1)) {
        --difference.lastMine;
        --difference.lastTheirs;
    }
    return difference;
}

QWidget* makeSide(const QString& title, CodeView* view) {
    auto* side = new QWidget;
    auto* label = new QLabel(title, side);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(view, 1);
    return side;
}

} // namespace

CompareDialog::CompareDialog(const QString& path, const std::string& mine,
                             const std::string& theirs, theme::Theme& theme, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Compare %1").arg(QFileInfo(path).fileName()));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(1000, 600);
    const Difference difference = differenceOf(linesOf(mine), linesOf(theirs));
    const auto makeView = [&](const std::string& text, int last) {
        auto* view = new CodeView(theme);
        view->setLanguage(languageOf(path, text));
        view->setBytes(text);
        view->setReadOnly(true);
        view->markerDefine(QsciScintilla::Background, kChangedMarker);
        view->setMarkerBackgroundColor(theme.status(theme::Status::Caught).fill, kChangedMarker);
        for (int line = difference.first; line < last; ++line)
            view->markerAdd(line, kChangedMarker);
        view->revealLine(difference.first + 1, 1);
        return view;
    };
    auto* sides = new QSplitter(this);
    sides->addWidget(makeSide(tr("In the editor (unsaved)"), makeView(mine, difference.lastMine)));
    sides->addWidget(makeSide(tr("On disk"), makeView(theirs, difference.lastTheirs)));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(sides);
}

} // namespace ws::codeeditor
