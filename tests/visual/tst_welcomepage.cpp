// The first page in its looks, and its cards when there is little room or much to say.
#include "app/cardlayout.h"
#include "app/folderbutton.h"
#include "app/languages.h"
#include "app/welcomepage.h"
#include "tests/support/clippedtexts.h"
#include "tests/support/longertexts.h"
#include "tests/support/photographs.h"
#include "widgets/dataplane/elidedlabel.h"

#include <QApplication>
#include <QFrame>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>

#include <algorithm>

using namespace ws;
using tests::Clipped;
using tests::LongerTexts;

namespace {

constexpr QSize kWide{1100, 760};
constexpr QSize kNarrow{460, 760};

/// The page as the window has it: one of several.
struct ShownPage {
    explicit ShownPage(const QSize& size, const QString& language = QStringLiteral("en"),
                       theme::Scheme scheme = theme::Scheme::Light) {
        theme.setScheme(scheme);
        theme.applyTo(*qApp);
        languages.use(language);
        page = new app::WelcomePage(theme);
        stack.addWidget(page);
        stack.addWidget(new QWidget);
        stack.resize(size);
        stack.show();
        settle();
    }
    /// A changed language is told later, and laid out later again.
    static void settle() { QTest::qWait(50); }
    std::vector<QFrame*> cards() const {
        std::vector<QFrame*> cards;
        for (auto* frame : page->findChildren<QFrame*>()) {
            if (frame->property("card").toBool())
                cards.push_back(frame);
        }
        return cards;
    }
    /// Cards of the first row.
    int columns() const {
        const auto all = cards();
        return int(std::count_if(all.begin(), all.end(), [&](const QFrame* card) {
            return card->geometry().top() == all.front()->geometry().top();
        }));
    }
    int clipped() const {
        Clipped clipped;
        clipped.lookAt(page);
        return clipped.told();
    }

    theme::Theme theme;
    app::Languages languages;
    QStackedWidget stack;
    app::WelcomePage* page = nullptr; ///< owned by the stack
};

} // namespace

class TestWelcomePage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal51_itsTextsHaveTheirRoom_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("scheme");
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
            for (const char* language : {"en", "ko"}) {
                for (const QSize& size : {kWide, kNarrow})
                    QTest::addRow("%s-%s-%s", size == kWide ? "wide" : "narrow",
                                  scheme == theme::Scheme::Light ? "light" : "dark", language)
                        << size << QString::fromLatin1(language) << int(scheme);
            }
        }
    }
    void goal51_itsTextsHaveTheirRoom() {
        QFETCH(const QSize, size);
        QFETCH(const QString, language);
        QFETCH(const int, scheme);
        ShownPage shown(size, language, theme::Scheme(scheme));
        shown.page->setRecent({QStringLiteral("/home/dev/work/orders")});
        ShownPage::settle();
        QCOMPARE(shown.clipped(), 0);
        tests::photograph(shown.stack,
                          QStringLiteral("welcome-%1").arg(QLatin1String(QTest::currentDataTag())));
    }

    void aLongPathIsLeftOutInTheMiddleAndIsInTheTip() {
        ShownPage shown(kWide);
        const QString path = QStringLiteral("/srv/%1/orders").arg(QString(200, u'x'));
        shown.page->setRecent({path, QStringLiteral("/w/short")});
        ShownPage::settle();
        const auto buttons = shown.page->findChildren<app::FolderButton*>();
        QCOMPARE(buttons.size(), 2);
        for (const app::FolderButton* button : buttons) {
            QVERIFY(button->width() <= shown.page->width());
            QCOMPARE(button->toolTip(), button->folder());
            QVERIFY(button->accessibleName().endsWith(button->folder()));
        }
        const auto* where = buttons.front()->findChildren<dataplane::ElidedLabel*>().back();
        QVERIFY(where->text().startsWith(QLatin1String("/srv/x")) &&
                where->text().endsWith(QLatin1String("x/orders")) &&
                where->text().contains(QChar(0x2026)));
        QCOMPARE(buttons.back()->findChildren<dataplane::ElidedLabel*>().back()->text(),
                 QStringLiteral("/w/short"));
        QSignalSpy asked(shown.page, &app::WelcomePage::folderRequested);
        QTest::mouseClick(buttons.front(), Qt::LeftButton, {}, where->geometry().center());
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.front().front().toString(), path);
    }

    void cardsAreOfOneWidthAndThoseOfARowOfOneHeight() {
        ShownPage shown(kWide);
        for (const auto& [size, columns] : {std::pair(kWide, 2), std::pair(QSize(420, 760), 1)}) {
            shown.stack.resize(size);
            ShownPage::settle();
            QCOMPARE(shown.columns(), columns);
            const auto cards = shown.cards();
            QVERIFY(cards.size() > 2);
            for (std::size_t i = 0; i < cards.size(); ++i) {
                const QFrame& first = *cards[i - i % std::size_t(columns)];
                QVERIFY(std::abs(cards[i]->width() - cards.front()->width()) < int(cards.size()));
                QCOMPARE(cards[i]->height(), first.height());
                QCOMPARE(cards[i]->geometry().top(), first.geometry().top());
                if (i >= std::size_t(columns))
                    QVERIFY(first.geometry().top() >
                            cards[i - std::size_t(columns)]->geometry().bottom());
            }
        }
    }

    void goal51_longerTextsThatArriveLaterGetTheirRoom_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("isHidden");
        for (const char* language : {"en", "ko"}) {
            for (const QSize& size : {kWide, kNarrow}) {
                for (const bool isHidden : {false, true})
                    QTest::addRow("%s %s%s", language, size == kWide ? "wide" : "narrow",
                                  isHidden ? ", while another page is shown" : "")
                        << size << QString::fromLatin1(language) << isHidden;
            }
        }
    }
    void goal51_longerTextsThatArriveLaterGetTheirRoom() {
        QFETCH(const QSize, size);
        QFETCH(const QString, language);
        QFETCH(const bool, isHidden);
        ShownPage shown(size, language);
        const auto words = [&] { return shown.cards().front()->findChildren<QLabel*>().back(); };
        const QString before = words()->text();
        if (isHidden)
            shown.stack.setCurrentIndex(1);
        LongerTexts longer(language);
        QCoreApplication::installTranslator(&longer);
        ShownPage::settle();
        shown.stack.setCurrentIndex(0);
        ShownPage::settle();
        QVERIFY(words()->text().size() > before.size());
        QCOMPARE(shown.clipped(), 0);
    }

    void theLayoutGivesItsItemsBackAndIsEmptyThen() {
        QWidget parent;
        auto* layout = new app::CardLayout(8);
        parent.setLayout(layout);
        layout->addWidget(new QLabel(QStringLiteral("one"), &parent));
        layout->addWidget(new QLabel(QStringLiteral("two"), &parent));
        QCOMPARE(layout->count(), 2);
        QVERIFY(!layout->itemAt(2));
        delete layout->takeAt(0);
        delete layout->takeAt(0);
        QCOMPARE(layout->count(), 0);
        QVERIFY(!layout->takeAt(0));
        QCOMPARE(layout->heightForWidth(100), 0);
        layout->setGeometry({0, 0, 100, 100});
    }
};

QTEST_MAIN(TestWelcomePage)
#include "tst_welcomepage.moc"
