#include "widgets/theme/colours.h"
#include "widgets/theme/iconengine.h"
#include "widgets/theme/stylesheet.h"
#include "widgets/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>

#include <set>
#include <tuple>
#include <utility>

using namespace ws::theme;

namespace {

constexpr double kText = 4.5;
constexpr double kShape = 3.0;

const std::vector<Scheme> kSchemes{Scheme::Light, Scheme::Dark};

const std::vector<Role> kTexts{Role::Text,  Role::TextSecondary, Role::Link,
                               Role::Error, Role::Warning,       Role::Success};
const std::vector<Role> kGrounds{Role::Window, Role::Panel, Role::PanelRaised,  Role::Field,
                                 Role::Canvas, Role::Hover, Role::SelectionFill};
const std::vector<Role> kCode{Role::CodeKeyword, Role::CodeString,   Role::CodeNumber,
                              Role::CodeComment, Role::CodeFunction, Role::CodeProperty,
                              Role::CodeOperator};
const std::vector<Role> kCodeGrounds{Role::Field, Role::Panel, Role::CodeCurrentLine,
                                     Role::SelectionFill};
const std::vector<Role> kShapes{
    Role::Accent,        Role::FieldBorder,       Role::Edge,
    Role::PhaseStarting, Role::PhaseInit,         Role::PhaseIdle,
    Role::PhaseInvoke,   Role::PhaseReset,        Role::PhaseShutdown,
    Role::Throttle,      Role::SeriesConcurrency, Role::SeriesEnvironments,
    Role::SeriesLimit};

QString named(Scheme scheme, Role front, Role back, double value) {
    return QStringLiteral("scheme %1: role %2 on role %3 has %4")
        .arg(int(scheme))
        .arg(int(front))
        .arg(int(back))
        .arg(value);
}

bool hasInk(const QImage& image) {
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) > 0)
                return true;
        }
    }
    return false;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private:
    void everyPairReaches(const std::vector<Role>& fronts, const std::vector<Role>& backs,
                          double limit) {
        for (const Scheme scheme : kSchemes) {
            for (const Role front : fronts) {
                for (const Role back : backs) {
                    const double value =
                        contrast(roleColour(scheme, front), roleColour(scheme, back));
                    QVERIFY2(value >= limit, qPrintable(named(scheme, front, back, value)));
                }
            }
        }
    }

private Q_SLOTS:
    void contrastIsThatOfWcag() {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrast(Qt::white, Qt::white), 1.0);
        QVERIFY(std::abs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void goal50_textReadsOnEveryGround() {
        everyPairReaches(kTexts, kGrounds, kText);
        everyPairReaches({Role::AccentText}, {Role::Accent, Role::Link}, kText);
    }

    void goal50_codeReadsOnItsGrounds() {
        everyPairReaches(kCode, kCodeGrounds, kText);
        everyPairReaches({Role::CodeMarginText}, {Role::CodeMargin}, kText);
    }

    void goal50_shapesStandOutFromTheirGround() {
        everyPairReaches(kShapes, {Role::Panel, Role::PanelRaised, Role::Canvas, Role::Field},
                         kShape);
    }

    /// No colour comes into the table past the checks above.
    void goal50_everyColourIsCheckedOrDecoration() {
        std::set<Role> known{Role::AccentText,  Role::CodeMargin, Role::CodeMarginText,
                             Role::CanvasGrid,  Role::Border,     Role::Shadow,
                             Role::TextDisabled}; // what is inactive need not reach a contrast
        for (const auto& roles : {kTexts, kGrounds, kCode, kCodeGrounds, kShapes})
            known.insert(roles.begin(), roles.end());
        for (const Role role : allRoles())
            QVERIFY2(known.contains(role), qPrintable(QString::number(int(role))));
    }

    /// Drawn in one colour, no two of the icons are the same picture.
    void goal50_noTwoStatusesShareAnIcon() {
        std::vector<std::pair<QString, QImage>> seen;
        for (const Status status : allStatuses()) {
            const QString name = statusStyle(Scheme::Light, status).icon;
            const QImage image =
                name.isEmpty() ? QImage() : paintedIcon(name, Qt::black, 18, 1.0).toImage();
            for (const auto& [other, picture] : seen)
                QVERIFY2(picture != image, qPrintable(name + u' ' + other));
            seen.emplace_back(name, image);
        }
        QCOMPARE(seen.size(), std::size_t(10));
    }

    /// What moves on its own or needs somebody has a border of its own kind as well.
    void goal50_bordersTellStatusesApartWithoutColour() {
        const auto border = [](Status status) {
            const StatusStyle style = statusStyle(Scheme::Light, status);
            return std::tuple(style.pen, style.width, style.extra);
        };
        const std::vector<Status> apart{Status::NotStarted, Status::Queued,    Status::Running,
                                        Status::Paused,     Status::Succeeded, Status::Caught,
                                        Status::Aborted};
        std::set<std::tuple<Qt::PenStyle, double, BorderExtra>> kinds;
        for (const Status status : apart)
            kinds.insert(border(status));
        QCOMPARE(kinds.size(), apart.size());
        QVERIFY(border(Status::Failed) != border(Status::Succeeded));
        QVERIFY(border(Status::TimedOut) != border(Status::Succeeded));
    }

    void goal50_statusesReadWithoutTheirHue() {
        for (const Scheme scheme : kSchemes) {
            for (const Status status : allStatuses()) {
                const StatusStyle style = statusStyle(scheme, status);
                QVERIFY(contrast(style.border, style.fill) >= kText);
                QVERIFY(contrast(style.border, roleColour(scheme, Role::Canvas)) >= kText);
                QVERIFY(contrast(roleColour(scheme, Role::Text), style.fill) >= 11.0);
                QVERIFY(contrast(roleColour(scheme, Role::TextSecondary), style.fill) >= kText);
                if (status != Status::NotStarted)
                    QVERIFY(!style.icon.isEmpty());
            }
        }
    }

    void goal50_stateTypesStandOutFromTheCanvas() {
        for (const Scheme scheme : kSchemes) {
            for (const char* type :
                 {"Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"}) {
                const QColor colour = typeColour(scheme, QString::fromLatin1(type));
                QVERIFY(contrast(colour, roleColour(scheme, Role::Canvas)) >= kShape);
            }
        }
    }

    void everyIconPaintsInTheColourAskedFor() {
        const QStringList files =
            QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(files.size() > 60);
        for (const QString& file : files) {
            const QString name = file.chopped(4);
            const QImage image = paintedIcon(name, Qt::red, 24, 2.0).toImage();
            QCOMPARE(image.size(), QSize(48, 48));
            QVERIFY2(hasInk(image), qPrintable(name));
        }
    }

    void theIconsOfTheStatusesExist() {
        for (const Status status : allStatuses()) {
            const QString name = statusStyle(Scheme::Light, status).icon;
            if (!name.isEmpty())
                QVERIFY2(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)),
                         qPrintable(name));
        }
    }

    void theStyleSheetHasNoPlaceholderLeft() {
        Theme theme;
        QVERIFY(!styleSheet(theme).contains(u'@'));
        const QString light = styleSheet(theme);
        theme.setScheme(Scheme::Dark);
        QVERIFY(light != styleSheet(theme));
    }

    void aSchemeSwitchIsToldOnce() {
        Theme theme;
        QSignalSpy spy(&theme, &Theme::changed);
        theme.setScheme(Scheme::Dark);
        theme.setScheme(Scheme::Dark);
        QCOMPARE(spy.size(), 1);
    }

    void whatStandsInAnEmptyFieldReads() {
        for (const Scheme scheme : kSchemes) {
            Theme theme;
            theme.setScheme(scheme);
            theme.applyTo(*qApp);
            QMainWindow window;
            auto* dock = new QDockWidget(&window);
            auto* inDock = new QLineEdit(dock);
            dock->setWidget(inDock);
            window.addDockWidget(Qt::LeftDockWidgetArea, dock);
            auto* list = new QListWidget(&window);
            auto* box = new QComboBox(&window);
            box->setEditable(true);
            window.setCentralWidget(new QPlainTextEdit(&window));
            window.show();
            for (const QWidget* part : std::initializer_list<const QWidget*>{
                     inDock, list, box, box->lineEdit(), window.centralWidget()}) {
                const QColor words = part->palette().color(QPalette::PlaceholderText);
                QCOMPARE(words, theme.colour(Role::TextSecondary));
                QCOMPARE(part->palette().color(QPalette::Text), theme.colour(Role::Text));
            }
        }
    }

    void anIconThatSaysSomethingKeepsItsColourInASelectedRowAndIsCrisp() {
        Theme theme;
        const QIcon icon = theme.icon(QStringLiteral("status-failed"), Qt::red);
        for (const double ratio : {1.0, 1.5, 2.0, 3.0}) {
            const QSize size(16, 16);
            const QImage plain = icon.pixmap(size, ratio, QIcon::Normal).toImage();
            const QImage selected = icon.pixmap(size, ratio, QIcon::Selected).toImage();
            QCOMPARE(plain.size(), size * ratio);
            QCOMPARE(selected, plain);
        }
    }

    void theButtonOfAToolBarThatIsTooShortCanBeSeen() {
        for (const Scheme scheme : kSchemes) {
            Theme theme;
            theme.setScheme(scheme);
            theme.applyTo(*qApp);
            const QImage image = QApplication::style()
                                     ->standardIcon(QStyle::SP_ToolBarHorizontalExtensionButton)
                                     .pixmap(QSize(16, 16), 2.0)
                                     .toImage();
            double best = 1;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).alpha() > 200)
                        best = std::max(best, contrast(image.pixelColor(x, y),
                                                       theme.colour(Role::PanelRaised)));
                }
            }
            QVERIFY(best >= kShape);
        }
    }

    void applyingPaintsTheWindowInTheScheme() {
        Theme theme;
        theme.setScheme(Scheme::Dark);
        theme.applyTo(*qApp);
        QCOMPARE(QApplication::palette().color(QPalette::Window), theme.colour(Role::Window));
        QPushButton button(QStringLiteral("x"));
        button.setProperty("primary", true);
        button.resize(120, 32);
        const QImage image = button.grab().toImage();
        QCOMPARE(image.pixelColor(10, 16), theme.colour(Role::Accent));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
