#include "widgets/inspector/compacttabs.h"

#include <QApplication>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace ws;

namespace {

struct ShownTabs {
    ShownTabs() {
        theme.applyTo(*qApp);
        for (const char* title : {"Form", "Run", "Input", "Output", "Variables"})
            tabs.add(new QWidget, QStringLiteral("json"), QString::fromLatin1(title));
        tabs.show();
        resize(600);
    }
    void resize(int width) {
        tabs.resize(width, 300);
        QCoreApplication::processEvents();
    }
    QStringList texts() const {
        QStringList all;
        for (int i = 0; i < tabs.count(); ++i)
            all << tabs.tabText(i);
        return all;
    }
    /// Of the arrows that scroll the tabs.
    int arrows() const {
        int shown = 0;
        for (const auto* button : tabs.tabBar()->findChildren<QToolButton*>())
            shown += button->isVisible();
        return shown;
    }

    theme::Theme theme;
    inspector::CompactTabs tabs{theme};
};

QStringList listed(std::initializer_list<const char*> texts) {
    QStringList all;
    for (const char* text : texts)
        all << QString::fromLatin1(text);
    return all;
}

} // namespace

class TestCompactTabs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void titlesAreShownWhereThereIsRoom() {
        const ShownTabs shown;
        QCOMPARE(shown.texts(), listed({"Form", "Run", "Input", "Output", "Variables"}));
        QVERIFY(!shown.tabs.isCompact() && shown.tabs.tabIcon(0).isNull());
        QVERIFY(shown.tabs.tabToolTip(2).isEmpty());
    }

    void inLittleRoomOnlyTheCurrentOneHasItsTitle() {
        ShownTabs shown;
        shown.resize(280);
        QCOMPARE(shown.texts(), listed({"Form", "", "", "", ""}));
        QCOMPARE(shown.tabs.tabToolTip(4), QStringLiteral("Variables"));
        QVERIFY(!shown.tabs.tabIcon(4).isNull());
        QCOMPARE(shown.tabs.tabBar()->accessibleTabName(4), QStringLiteral("Variables"));
        QCOMPARE(shown.arrows(), 0);
        shown.tabs.setCurrentIndex(4);
        QCOMPARE(shown.texts(), listed({"", "", "", "", "Variables"}));
        QCOMPARE(shown.arrows(), 0);
        shown.resize(600);
        QCOMPARE(shown.texts(), listed({"Form", "Run", "Input", "Output", "Variables"}));
    }

    void aLongerTitleOrOneTabMoreTakesTheRoom() {
        ShownTabs shown;
        shown.tabs.setTitle(1, QString(60, u'm'));
        QVERIFY(shown.tabs.isCompact());
        QCOMPARE(shown.tabs.title(1), QString(60, u'm'));
        shown.tabs.removeTab(1);
        QVERIFY(!shown.tabs.isCompact());
        shown.tabs.add(new QWidget, QStringLiteral("json"), QString(60, u'm'));
        QVERIFY(shown.tabs.isCompact());
    }

    void aTabComesBackWithItsTitle() {
        ShownTabs shown;
        QWidget* page = shown.tabs.widget(2);
        shown.tabs.removeTab(2);
        QCOMPARE(shown.texts(), listed({"Form", "Run", "Output", "Variables"}));
        shown.tabs.add(page, QStringLiteral("json"), QStringLiteral("Request"));
        QCOMPARE(shown.texts(), listed({"Form", "Run", "Output", "Variables", "Request"}));
    }
};

QTEST_MAIN(TestCompactTabs)
#include "tst_compacttabs.moc"
