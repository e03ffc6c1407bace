// Whether every text of the window has its room: in both languages, and with each text a third
// longer than it is; and whether the language changes under a window that is open.
#include "app/commandpalette.h"
#include "app/languages.h"
#include "app/settingsdialog.h"
#include "engine/statemachine/definition.h"
#include "tests/support/clippedtexts.h"
#include "tests/support/longertexts.h"
#include "tests/support/stagedwindow.h"
#include "widgets/dataplane/dataflowpanel.h"
#include "widgets/dataplane/newfunctiondialog.h"
#include "widgets/inspector/stateform.h"

#include <QAbstractItemModel>
#include <QCheckBox>
#include <QComboBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QMenuBar>
#include <QPushButton>
#include <QRadioButton>
#include <QTabBar>

using namespace ws;
using tests::Clipped;
using tests::LongerTexts;
using tests::StagedWindow;

namespace {

/// All panels with all of their pages, and what stands around them.
void lookAtAll(StagedWindow& stage, Clipped& clipped) {
    const auto look = [&](QWidget* part) {
        QTest::qWait(30); // titles follow the docks a moment later
        clipped.lookAt(part);
    };
    look(stage.window.get());
    for (const app::Panel panel : stage.panels()) {
        QDockWidget* dock = stage.raise(panel);
        look(dock);
        for (QTabBar* bar : dock->findChildren<QTabBar*>()) {
            for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab) {
                if (!bar->isTabVisible(tab))
                    continue;
                bar->setCurrentIndex(tab);
                look(dock);
            }
        }
    }
    stage.openFile(QStringLiteral("functions/charge-card/function.json"));
    stage.window->actions()[app::Command::Replace]->trigger();
    look(&stage.window->editors());
}

/// Where a widget stands: its class, and those around it up to the window.
QString placeOf(const QWidget& widget) {
    QStringList path;
    for (const QWidget* at = &widget; at; at = at->parentWidget()) {
        const QString name = QLatin1String(at->metaObject()->className());
        path << (at->objectName().isEmpty() ? name : name + u'#' + at->objectName());
    }
    return path.join(QStringLiteral(" < "));
}

/// Every text that is shown or would be, with the place that it was first seen at; none that names
/// `folder`.
QMap<QString, QString> textsOf(const QWidget& part, const QString& folder) {
    QMap<QString, QString> texts;
    for (const QWidget* widget : part.findChildren<QWidget*>()) {
        const auto add = [&](const QString& text) {
            const bool hasWords = std::ranges::any_of(text, [](QChar c) { return c.isLetter(); });
            if (hasWords && !texts.contains(text) && !text.contains(folder))
                texts.insert(text, placeOf(*widget));
        };
        for (const QString& text :
             {widget->toolTip(), widget->accessibleName(), widget->accessibleDescription(),
              widget->statusTip(), widget->windowTitle()})
            add(text);
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            add(label->text());
        else if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            add(button->text());
        else if (const auto* group = qobject_cast<const QGroupBox*>(widget))
            add(group->title());
        else if (const auto* line = qobject_cast<const QLineEdit*>(widget))
            add(line->placeholderText());
        else if (const auto* box = qobject_cast<const QComboBox*>(widget))
            for (int item = 0; item < box->count(); ++item)
                add(box->itemText(item));
        else if (const auto* bar = qobject_cast<const QTabBar*>(widget))
            for (int tab = 0; tab < bar->count(); ++tab) {
                add(bar->tabText(tab));
                add(bar->tabToolTip(tab));
            }
        else if (const auto* header = qobject_cast<const QHeaderView*>(widget))
            for (int section = 0; section < header->count(); ++section)
                add(header->model()->headerData(section, header->orientation()).toString());
        for (const QAction* action : widget->actions()) {
            add(action->text());
            add(action->toolTip());
        }
    }
    return texts;
}

/// One line each: the text, and its place.
QString onlyIn(const QMap<QString, QString>& these, const QMap<QString, QString>& those) {
    QStringList lines;
    for (auto text = these.begin(); text != these.end(); ++text) {
        if (!those.contains(text.key()))
            lines << QStringLiteral("\"%1\" in %2").arg(text.key(), text.value());
    }
    return lines.join(u'\n');
}

bool isKorean(const QString& text) {
    return std::ranges::any_of(
        text, [](QChar letter) { return letter.script() == QChar::Script_Hangul; });
}

} // namespace

class tst_Texts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal51_noTextOfTheWindowIsClipped_data() {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("isLonger");
        for (const char* language : {"en", "ko"}) {
            QTest::addRow("%s", language) << QString::fromLatin1(language) << false;
            QTest::addRow("%s longer", language) << QString::fromLatin1(language) << true;
        }
    }
    void goal51_noTextOfTheWindowIsClipped() {
        QFETCH(const QString, language);
        QFETCH(const bool, isLonger);
        StagedWindow stage(theme::Scheme::Light, language);
        LongerTexts longer(language);
        if (isLonger)
            QCoreApplication::installTranslator(&longer); // the window is open already
        stage.openSample(QStringLiteral("orders"));
        stage.select(QStringLiteral("Check order"));
        Clipped clipped;
        lookAtAll(stage, clipped);
        stage.window->showWelcome();
        QTest::qWait(30);
        clipped.lookAt(stage.window->centralWidget());
        app::SettingsDialog settings({});
        dataplane::NewFunctionDialog function;
        for (QDialog* dialog :
             {static_cast<QDialog*>(&settings), static_cast<QDialog*>(&function)}) {
            dialog->show();
            QCoreApplication::processEvents();
            clipped.lookAt(dialog);
            dialog->hide();
        }
        QCOMPARE(clipped.told(), 0);
        QVERIFY2(clipped.seen() > 800, qPrintable(QString::number(clipped.seen())));
    }

    /// As if it had been in that language from the start.
    void goal51_theLanguageChangesUnderTheOpenWindow() {
        const auto stageOf = [](const char* language) {
            auto stage =
                std::make_unique<StagedWindow>(theme::Scheme::Light, QString::fromLatin1(language));
            stage->openSample(QStringLiteral("orders"));
            stage->select(QStringLiteral("Check order"));
            stage->raise(app::Panel::DataFlow); // what nobody sees is not evaluated
            return stage;
        };
        const auto textsNow = [](StagedWindow& stage) {
            return textsOf(*stage.window, stage.dir.path());
        };
        // Once the flow of the data is shown, and nothing changes any more.
        const auto settled = [&](StagedWindow& stage) {
            const dataplane::DataFlowPanel& flow = stage.window->dataFlowPanel();
            if (!QTest::qWaitFor([&] { return flow.shown().has_value(); }, StagedWindow::kPatience))
                qWarning("The flow of the data is not shown");
            QMap<QString, QString> before;
            for (auto now = textsNow(stage); now != before; now = textsNow(stage)) {
                before = now;
                QTest::qWait(100);
            }
            return before;
        };
        auto stage = stageOf("ko");
        const auto wanted = settled(*stage);
        stage.reset();
        stage = stageOf("en");
        const auto before = settled(*stage);
        QStringList korean;
        for (const QString& text : before.keys()) {
            if (isKorean(text))
                korean << text;
        }
        QCOMPARE(korean, QStringList{QStringLiteral("한국어")}); // each language has its own name
        stage->languages.use(QStringLiteral("ko"));
        QMap<QString, QString> now;
        (void)QTest::qWaitFor(
            [&] {
                now = textsNow(*stage);
                return onlyIn(now, wanted).isEmpty() && onlyIn(wanted, now).isEmpty();
            },
            StagedWindow::kPatience / 4);
        const QString left = onlyIn(now, wanted);
        QVERIFY2(left.isEmpty(), qPrintable(left));
        const QString missing = onlyIn(wanted, now);
        QVERIFY2(missing.isEmpty(), qPrintable(missing));
        QVERIFY2(wanted.size() > 300, qPrintable(QString::number(wanted.size())));
    }

    /// The language of workflows is English everywhere; what a word of it means is told in Korean.
    void goal51_keywordsStayEnglishWithKoreanHelp() {
        StagedWindow stage(theme::Scheme::Light, QStringLiteral("ko"));
        stage.openSample(QStringLiteral("orders"));
        stage.select(QStringLiteral("Check order"));
        QWidget* inspector = stage.raise(app::Panel::Inspector);
        int explained = 0;
        for (const char* keyword : {"Resource", "Comment", "TimeoutSeconds", "HeartbeatSeconds"}) {
            const auto* control = inspector->findChild<QWidget*>(
                QStringLiteral("/States/Check order/%1").arg(QLatin1String(keyword)));
            if (!control)
                continue;
            QCOMPARE(control->accessibleName(), QLatin1String(keyword));
            const QString help = control->accessibleDescription() + control->toolTip();
            QVERIFY2(isKorean(help), keyword);
            ++explained;
        }
        QVERIFY(explained >= 3);
    }

    void goal51_everyFieldOfEveryTypeHasItsKeywordAndKoreanHelp_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("language");
        for (int type = 0; type < int(statemachine::StateType::Unknown); ++type) {
            const auto name = statemachine::stateTypeName(statemachine::StateType(type));
            for (const char* language : {"JSONPath", "JSONata"})
                QTest::addRow("%s %s", name.data(), language)
                    << QByteArray(name.data(), qsizetype(name.size())) << QByteArray(language);
        }
    }
    void goal51_everyFieldOfEveryTypeHasItsKeywordAndKoreanHelp() {
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, language);
        theme::Theme theme;
        app::Languages languages;
        languages.use(QStringLiteral("ko"));
        inspector::StateForm form(theme);
        form.setText(QStringLiteral("m"), ("{\"QueryLanguage\": \"" + language +
                                           "\", \"StartAt\": \"A\", \"States\": {\"A\": {"
                                           "\"Type\": \"" +
                                           type + "\"}}}")
                                              .toStdString());
        form.showState("/States/A");
        form.resize(600, 1500);
        form.show();
        int explained = 0;
        for (const QString& pointer : form.fields()) {
            const QString keyword = pointer.section(u'/', -1);
            const auto* control = form.findChild<QWidget*>(pointer);
            if (!control || !control->accessibleName().contains(keyword))
                continue;
            const QString help = control->accessibleDescription() + control->toolTip();
            QVERIFY2(isKorean(help), qPrintable(pointer));
            ++explained;
        }
        QVERIFY2(explained >= 2, qPrintable(QString::number(explained)));
        languages.use(QStringLiteral("en"));
    }
};

QTEST_MAIN(tst_Texts)
#include "tst_texts.moc"
