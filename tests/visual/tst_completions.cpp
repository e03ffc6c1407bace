// What is on offer while one types, over the text and over a form, in both themes and languages.
#include "app/languages.h"
#include "widgets/codeeditor/codeview.h"
#include "widgets/codeeditor/completionlist.h"
#include "widgets/inspector/stateform.h"

#include "tests/support/photographs.h"

#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTest>

using namespace ws;
using codeeditor::CompletionList;

namespace {

constexpr const char* kText = R"({
  "QueryLanguage": "JSONata",
  "StartAt": "Look up",
  "States": {
    "Look up": {"Type": "Pass", "Assign": {"sum total": 1, "subscription": {}}, "Next": "Charge"},
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Output": "{% $su %}",
      "Next": "Done"
    },
    "Done": {"Type": "Succeed"}
  }
})";

statemachine::CompletionSources sources() {
    statemachine::CompletionSources known;
    known.functions = {"charge", "look-up"};
    known.inputs["Charge"] = *json::Value::parse(
        R"({"order": {"id": "A-1047", "total": 129.5, "lines": [1, 2]}, "vip": true})");
    known.variables["subscription"] = *json::Value::parse(R"({"plan": "large"})");
    return known;
}

} // namespace

class tst_Completions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goal28_theListIsReadableOverTheText_data() { looks(); }
    void goal28_theListIsReadableOverTheText() {
        setUp();
        codeeditor::CodeView view(m_theme);
        view.setLanguage(codeeditor::Language::StateMachine);
        view.setCompletionSources(sources());
        view.setBytes(kText);
        view.resize(900, 560);
        view.show();
        const std::size_t at = std::string_view(kText).find("$su %}") + 3;
        view.revealRange({at, at});
        view.offerCompletions();
        QVERIFY(view.completionList());
        check(*view.completionList());
        save(view, *view.completionList(), "text");
        const std::size_t key = std::string_view(kText).find("\"Resource\"") - 1;
        view.revealRange({key, key});
        view.offerCompletions();
        check(*view.completionList());
        save(view, *view.completionList(), "fields");
    }

    void goal28_theListIsReadableOverTheForm_data() { looks(); }
    void goal28_theListIsReadableOverTheForm() {
        setUp();
        inspector::StateForm form(m_theme);
        form.setAttribute(Qt::WA_StyledBackground);
        form.setProperty("panel", true);
        form.resize(440, 700);
        form.setCompletionSources(sources());
        form.setText(QStringLiteral("orders"), kText);
        form.showState("/States/Charge");
        form.findChild<QTabBar*>()->setCurrentIndex(2);
        form.show();
        auto* edit = form.findChild<QPlainTextEdit*>(QStringLiteral("/States/Charge/Output"));
        QVERIFY(edit);
        edit->setFocus();
        edit->setPlainText(QStringLiteral("{% $states.input.order. %}"));
        QTextCursor cursor = edit->textCursor();
        cursor.setPosition(23);
        edit->setTextCursor(cursor);
        QTest::keyClick(edit, Qt::Key_Space, Qt::ControlModifier);
        const auto* list = edit->findChild<CompletionList*>();
        QVERIFY(list && list->isOffering());
        check(*list);
        save(form, *list, "form");
        edit->setPlainText(QStringLiteral("{% $substring($states.input.order.id, 2"));
        edit->moveCursor(QTextCursor::End);
        QTest::keyClick(edit, Qt::Key_Space, Qt::ControlModifier);
        check(*list);
        save(form, *list, "call");
    }

private:
    static void looks() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QString>("language");
        for (const bool dark : {false, true}) {
            for (const char* language : {"en", "ko"})
                QTest::addRow("%s %s", dark ? "dark" : "light", language)
                    << dark << QString::fromLatin1(language);
        }
    }
    void setUp() {
        QFETCH(bool, dark);
        QFETCH(QString, language);
        m_theme.setScheme(dark ? theme::Scheme::Dark : theme::Scheme::Light);
        m_theme.applyTo(*qApp);
        m_languages.use(language);
    }
    /// On the screen, nothing clipped, a whole number of rows.
    static void check(const CompletionList& list) {
        QVERIFY(list.isVisible());
        QVERIFY(list.screen()->availableGeometry().contains(list.geometry()));
        for (const QLabel* label : list.findChildren<QLabel*>()) {
            if (label->isVisible())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                         qPrintable(label->text()));
        }
        const auto* rows = list.findChild<QListWidget*>();
        if (rows->isVisible())
            QVERIFY(rows->visualItemRect(rows->item(0)).height() >=
                    QFontMetrics(rows->font()).height());
    }
    static void save(QWidget& under, const CompletionList& list, const char* name) {
        QFETCH(bool, dark);
        QFETCH(QString, language);
        QPixmap picture = under.grab();
        QPainter painter(&picture);
        painter.drawPixmap(under.mapFromGlobal(list.pos()),
                           const_cast<CompletionList&>(list).grab());
        painter.end();
        tests::keepPhotograph(
            picture, QStringLiteral("completion-%1-%2-%3")
                         .arg(QLatin1String(name),
                              dark ? QStringLiteral("dark") : QStringLiteral("light"), language));
    }

    theme::Theme m_theme;
    app::Languages m_languages;
};

QTEST_MAIN(tst_Completions)
#include "tst_completions.moc"
