// Events as forms and as JSON, photographed in both themes and both languages.
#include "app/languages.h"
#include "engine/workspace/scaffold.h"
#include "widgets/dataplane/eventcomposer.h"
#include "widgets/dataplane/eventformview.h"
#include "widgets/dataplane/eventpicker.h"
#include "widgets/dataplane/invokepanel.h"

#include "tests/support/photographs.h"

#include <QApplication>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

using namespace ws;

namespace {

constexpr int kPatience = 30'000;

void save(QWidget& widget, const QString& name) {
    QTest::qWait(100); // deferred layouts have settled by then
    tests::photograph(widget, QStringLiteral("events-%1").arg(name));
}

} // namespace

class tst_Events : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEventIsAFormBesideItsJson_data() {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<QString>("language");
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
            for (const char* language : {"en", "ko"})
                QTest::addRow("%s-%s", scheme == theme::Scheme::Light ? "light" : "dark", language)
                    << int(scheme) << QString::fromLatin1(language);
        }
    }
    void anEventIsAFormBesideItsJson() {
        QFETCH(const int, scheme);
        QFETCH(const QString, language);
        const QString look = QString::fromLatin1(QTest::currentDataTag());
        QTemporaryDir folder;
        QVERIFY(
            workspace::createFunction(folder.path().toStdString(), "resize", "python3.12").ok());
        theme::Theme theme;
        app::Languages languages;
        theme.setScheme(theme::Scheme(scheme));
        theme.applyTo(*qApp);
        languages.use(language);
        feed::EngineFeed feed;
        feed::Selection selection;
        dataplane::InvokePanel panel(feed, selection, theme);
        feed.open(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(feed.snapshot().functions.size() == 1, kPatience);
        panel.resize(820, 760);
        panel.show();
        panel.useTemplate("s3/put");
        save(panel, QStringLiteral("wide-%1").arg(look));
        const dataplane::EventFormView& form = panel.composer().formView();
        QVERIFY(form.isVisible() && form.width() < panel.composer().width());
        for (const QLabel* label : form.findChildren<QLabel*>()) {
            if (label->isVisible() && !label->wordWrap())
                QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        }
        panel.resize(420, 860);
        save(panel, QStringLiteral("narrow-%1").arg(look));
        dataplane::EventPicker picker(theme, {{"orders", "events/orders.template.json"}},
                                      {"s3", "sqs"});
        picker.show();
        save(picker, QStringLiteral("picker-%1").arg(look));
        languages.use(QStringLiteral("en"));
    }
};

QTEST_MAIN(tst_Events)
#include "tst_events.moc"
