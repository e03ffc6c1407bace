#include "widgets/designer/annotationitems.h"

#include "widgets/designer/index.h"
#include "widgets/designer/itempainting.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>
#include <cmath>

namespace ws::designer {

namespace {

using theme::Role;

constexpr double kRadius = 4;
constexpr double kPadding = 8;
constexpr double kGrip = 12;
// Of a note's ground; what is written on it stays easy to read.
constexpr double kLightness = 0.88;
constexpr double kLightnessInDark = 0.19;
constexpr double kSaturation = 0.75;
constexpr double kSaturationInDark = 0.4;

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ws::designer::NoteItem)
};

bool isChosen(const CanvasContent& content, AnnotationRef::Kind kind, int index) {
    return content.annotation == AnnotationRef{kind, index};
}

QPointF nearest(const QRectF& rect, QPointF point) {
    return {std::clamp(point.x(), rect.left(), rect.right()),
            std::clamp(point.y(), rect.top(), rect.bottom())};
}

} // namespace

const QStringList& noteColours() {
    static const QStringList colours{QStringLiteral("yellow"), QStringLiteral("blue"),
                                     QStringLiteral("green"), QStringLiteral("red"),
                                     QStringLiteral("grey")};
    return colours;
}

QString noteColourName(const QString& name) {
    if (name == QLatin1String("blue"))
        return Texts::tr("Blue");
    if (name == QLatin1String("green"))
        return Texts::tr("Green");
    if (name == QLatin1String("red"))
        return Texts::tr("Red");
    if (name == QLatin1String("grey"))
        return Texts::tr("Grey");
    return Texts::tr("Yellow");
}

QColor noteBorder(const theme::Theme& theme, const QString& name) {
    if (name == QLatin1String("blue"))
        return theme.colour(Role::Accent);
    if (name == QLatin1String("green"))
        return theme.colour(Role::Success);
    if (name == QLatin1String("red"))
        return theme.colour(Role::Error);
    if (name == QLatin1String("grey"))
        return theme.colour(Role::TextSecondary);
    return theme.stateTypeColour(QStringLiteral("Wait")); // the yellow of the theme
}

QColor noteGround(const theme::Theme& theme, const QString& name) {
    const QColor border = noteBorder(theme, name);
    const double most = theme.isDark() ? kSaturationInDark : kSaturation;
    return QColor::fromHslF(std::max(border.hslHueF(), 0.0F),
                            float(std::min(double(border.hslSaturationF()) * 1.5, most)),
                            float(theme.isDark() ? kLightnessInDark : kLightness));
}

// --- Notes

NoteItem::NoteItem(const CanvasContent& content, int note)
    : m_content(content)
    , m_note(note) {
    setZValue(layer::kNotes);
}

const NotePlace& NoteItem::place() const {
    return m_content.places.notes[at(m_note)];
}

QRectF NoteItem::grip(const QRectF& rect) {
    return {rect.right() - kGrip, rect.bottom() - kGrip, kGrip, kGrip};
}

QLineF NoteItem::tether() const {
    if (place().node < 0)
        return {};
    const QRectF box = m_content.diagram.nodes[at(place().node)].header;
    const QPointF end = nearest(box, place().rect.center());
    return {nearest(place().rect, end), end};
}

QRectF NoteItem::boundingRect() const {
    const QLineF line = tether();
    return place().rect.united(QRectF(line.p1(), line.p2()).normalized()).adjusted(-4, -4, 4, 6);
}

QPainterPath NoteItem::shape() const {
    QPainterPath path;
    path.addRect(place().rect);
    return path;
}

void NoteItem::drawText(QPainter& painter, const QString& text, const QRectF& rect) const {
    const QFontMetricsF metrics(noteFont());
    QStringList lines = wrappedText(text, rect.width());
    const auto room = std::max<qsizetype>(
        1, qsizetype((rect.height() - 2 * kPadding + 1) / metrics.lineSpacing()));
    if (lines.size() > room) {
        lines = lines.first(room);
        lines.last() = metrics.elidedText(lines.last() + QChar(0x2026), Qt::ElideRight,
                                          rect.width() - 2 * kPadding);
        if (!lines.last().endsWith(QChar(0x2026)))
            lines.last() += QChar(0x2026);
    }
    painter.setFont(noteFont());
    painter.setPen(m_content.painter->theme().colour(Role::Text));
    double y = rect.top() + kPadding + metrics.ascent();
    for (const QString& line : lines) {
        painter.drawText(QPointF(rect.left() + kPadding, y), line);
        y += metrics.lineSpacing();
    }
}

void NoteItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (place().rect.isEmpty())
        return;
    const theme::Theme& theme = m_content.painter->theme();
    const workspace::CanvasNote& note = m_content.annotations.notes[at(m_note)];
    const QString name = QString::fromStdString(note.colour);
    const QColor border = noteBorder(theme, name);
    const QRectF rect = place().rect;
    if (const QLineF line = tether(); line.length() > 1) {
        painter->setPen(QPen(border, 1.5, Qt::DotLine, Qt::RoundCap));
        painter->drawLine(line);
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.colour(Role::Shadow));
    painter->drawRoundedRect(rect.translated(0, 2), kRadius, kRadius);
    const bool selected = isChosen(m_content, AnnotationRef::Kind::Note, m_note);
    const bool lost = place().tie == NotePlace::Tie::Lost;
    painter->setPen(QPen(selected ? theme.colour(Role::Accent) : border, selected ? 2.5 : 1.2,
                         lost ? Qt::DashLine : Qt::SolidLine));
    painter->setBrush(noteGround(theme, name));
    painter->drawRoundedRect(rect, kRadius, kRadius);
    if (detailAt(scaleOf(*painter)) != Detail::Shapes)
        drawText(*painter, QString::fromStdString(note.text), rect);
    if (!selected)
        return;
    painter->setPen(QPen(theme.colour(Role::Accent), 1.5, Qt::SolidLine, Qt::RoundCap));
    const QPointF corner = rect.bottomRight() - QPointF(3, 3);
    for (const double length : {4.0, 8.0})
        painter->drawLine(corner - QPointF(length, 0), corner - QPointF(0, length));
}

// --- Regions

RegionItem::RegionItem(const CanvasContent& content, int region)
    : m_content(content)
    , m_region(region) {
    const RegionPlace& place = content.places.regions[at(region)];
    setZValue(layer::kGrounds + place.depth - 0.5 - 0.01 * place.nesting);
}

QRectF RegionItem::boundingRect() const {
    return m_content.places.regions[at(m_region)].rect.adjusted(-3, -3, 3, 3);
}

void RegionItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const RegionPlace& place = m_content.places.regions[at(m_region)];
    if (place.rect.isEmpty())
        return;
    const theme::Theme& theme = m_content.painter->theme();
    const bool selected = isChosen(m_content, AnnotationRef::Kind::Region, m_region);
    const QColor ink = theme.colour(selected ? Role::Accent : Role::TextSecondary);
    painter->setPen(QPen(withAlpha(ink, selected ? 1 : 0.7), selected ? 2.5 : 1.2));
    painter->setBrush(withAlpha(theme.colour(Role::Accent), theme.isDark() ? 0.1 : 0.06));
    painter->drawPath(groundOf(place));
}

RegionTitleItem::RegionTitleItem(const CanvasContent& content, int region)
    : m_content(content)
    , m_region(region) {
    setZValue(layer::kTitles);
}

QRectF RegionTitleItem::boundingRect() const {
    return m_content.places.regions[at(m_region)].title.adjusted(-2, -2, 2, 2);
}

void RegionTitleItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const RegionPlace& place = m_content.places.regions[at(m_region)];
    if (place.rect.isEmpty() || !showsLabels(scaleOf(*painter)))
        return;
    const theme::Theme& theme = m_content.painter->theme();
    const bool selected = isChosen(m_content, AnnotationRef::Kind::Region, m_region);
    const QColor ink = theme.colour(selected ? Role::Accent : Role::TextSecondary);
    const QRectF chip = place.title.adjusted(0, 0, 0, -3);
    painter->setPen(QPen(ink, selected ? 2 : 1));
    painter->setBrush(theme.colour(Role::Canvas));
    painter->drawRoundedRect(chip, 8, 8);
    const QFont font = CanvasStyle::standard().label;
    const QRectF words = chip.adjusted(10, 0, -8, 0);
    const QString title = QString::fromStdString(m_content.annotations.regions[at(m_region)].title);
    painter->setFont(font);
    painter->setPen(theme.colour(selected ? Role::Accent : Role::Text));
    painter->drawText(words, Qt::AlignCenter | Qt::TextSingleLine,
                      QFontMetricsF(font).elidedText(title, Qt::ElideRight, words.width()));
}

} // namespace ws::designer
