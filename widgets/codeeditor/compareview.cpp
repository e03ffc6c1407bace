#include "widgets/codeeditor/compareview.h"

#include "engine/base/linedifference.h"
#include "widgets/codeeditor/codeview.h"

#include <QBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>

#include <algorithm>

namespace ws::codeeditor {
namespace {

constexpr int kChangedMarker = 3;
/// Beside the line, so that colour is not all that tells.
constexpr int kSignMarker = 4;
constexpr int kSignMargin = 1; // CodeView's for problems, of which a comparison has none

QWidget* makeSide(const QString& title, CodeView* view) {
    auto* side = new QWidget;
    auto* label = new QLabel(title, side);
    label->setMargin(theme::Theme::space(1));
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(label);
    layout->addWidget(view, 1);
    return side;
}

CodeView* makeView(const QString& path, const CompareView::Side& side,
                   const std::vector<bool>& changed, QsciScintilla::MarkerSymbol sign,
                   theme::Theme& theme) {
    auto* view = new CodeView(theme);
    view->setLanguage(languageOf(path, side.text));
    view->setBytes(side.text);
    view->setReadOnly(true);
    view->setAccessibleName(side.title);
    view->markerDefine(QsciScintilla::Background, kChangedMarker);
    view->setMarkerBackgroundColor(theme.status(theme::Status::Caught).fill, kChangedMarker);
    view->markerDefine(sign, kSignMarker);
    view->setMarginMarkerMask(kSignMargin, 1 << kSignMarker);
    view->setMarkerForegroundColor(theme.status(theme::Status::Caught).border, kSignMarker);
    for (std::size_t line = 0; line < changed.size(); ++line) {
        if (!changed[line])
            continue;
        view->markerAdd(int(line), kChangedMarker);
        view->markerAdd(int(line), kSignMarker);
    }
    const auto first = std::find(changed.begin(), changed.end(), true);
    if (first != changed.end())
        view->revealLine(int(first - changed.begin()) + 1, 1);
    return view;
}

} // namespace

CompareView::CompareView(const QString& path, const Side& left, const Side& right,
                         theme::Theme& theme, QWidget* parent)
    : QWidget(parent) {
    const base::LineDifference difference = base::differenceOf(left.text, right.text);
    m_left = makeView(path, left, difference.left, QsciScintilla::Minus, theme);
    m_right = makeView(path, right, difference.right, QsciScintilla::Plus, theme);
    auto* sides = new QSplitter(this);
    sides->addWidget(makeSide(left.title, m_left));
    sides->addWidget(makeSide(right.title, m_right));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(sides);
    connect(m_left->verticalScrollBar(), &QScrollBar::valueChanged, m_right->verticalScrollBar(),
            &QScrollBar::setValue);
    connect(m_right->verticalScrollBar(), &QScrollBar::valueChanged, m_left->verticalScrollBar(),
            &QScrollBar::setValue);
}

} // namespace ws::codeeditor
