#include "widgets/codeeditor/backup.h"
#include "widgets/codeeditor/checks.h"
#include "widgets/codeeditor/codeview.h"
#include "widgets/codeeditor/completionlist.h"
#include "widgets/codeeditor/editortabs.h"
#include "widgets/codeeditor/findbar.h"
#include "widgets/codeeditor/problemspanel.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace ws;
using namespace ws::codeeditor;

namespace {

void writeFile(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QByteArray readFile(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Shown with what is wrong with it.
std::string machineWithoutAnEnd(CodeView& view) {
    const std::string text = R"({"StartAt": "A", "States": {"A": {"Type": "Pass"}}})";
    view.setLanguage(Language::StateMachine);
    view.setBytes(text);
    view.showProblems(checkText(Language::StateMachine, QStringLiteral("/w/m.asl.json"), text));
    return text;
}

} // namespace

class TestCodeEditor : public QObject {
    Q_OBJECT

private:
    theme::Theme m_theme;

private Q_SLOTS:
    void goal28_typingOffersWhatFitsAndEnterTakesIt() {
        CodeView view(m_theme);
        view.setLanguage(Language::StateMachine);
        const std::string text = "{\n  \"StartAt\": \"A\",\n  \n}";
        view.setBytes(text);
        view.show();
        const auto at = static_cast<unsigned long>(text.size() - 2);
        view.SendScintilla(CodeView::SCI_GOTOPOS, at);
        QTest::keyClicks(view.viewport(), QStringLiteral("\"Time"));
        QVERIFY(view.completionList() && view.completionList()->isOffering());
        QCOMPARE(view.completionList()->names(), QStringList{QStringLiteral("TimeoutSeconds")});
        QVERIFY(view.completionList()->helpText().contains(QStringLiteral("States.Timeout")));
        QTest::keyClick(view.viewport(), Qt::Key_Return);
        QCOMPARE(view.bytes(), std::string("{\n  \"StartAt\": \"A\",\n  \"TimeoutSeconds\": \n}"));
        view.undo();
        QVERIFY(view.bytes().find("TimeoutSeconds") == std::string::npos);
    }

    void aTextThatIsNoMachineOffersNothing() {
        CodeView view(m_theme);
        view.setLanguage(Language::Yaml);
        view.setBytes("Resources:\n  \n");
        view.show();
        view.SendScintilla(CodeView::SCI_GOTOPOS, 13UL);
        view.offerCompletions();
        QVERIFY(!view.completionList());
    }

    void goal28_aFunctionComesWithItsSignatureAndTheCallKeepsIt() {
        CodeView view(m_theme);
        view.setLanguage(Language::StateMachine);
        const std::string head =
            "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"A\", \"States\": {\"A\": "
            "{\"Type\": \"Pass\", \"Output\": \"{% ";
        view.setBytes(head + " %}\"}}}");
        view.show();
        view.setFocus();
        view.SendScintilla(CodeView::SCI_GOTOPOS, static_cast<unsigned long>(head.size()));
        QTest::keyClicks(view.viewport(), QStringLiteral("$subs"));
        const codeeditor::CompletionList* list = view.completionList();
        QVERIFY(list && list->isOffering());
        QVERIFY(
            list->helpText().startsWith(QStringLiteral("$substring(string, start [, length])")));
        QTest::keyClick(view.viewport(), Qt::Key_Down);
        QVERIFY(list->helpText().startsWith(QStringLiteral("$substringAfter(")));
        QTest::keyClick(view.viewport(), Qt::Key_Up);
        QTest::keyClick(view.viewport(), Qt::Key_Tab);
        QCOMPARE(view.bytes(), head + "$substring() %}\"}}}");
        // Within the call the signature stays.
        QVERIFY(list->isVisible() && !list->isOffering());
        QVERIFY(list->helpText().startsWith(QStringLiteral("$substring(")));
        QTest::keyClick(view.viewport(), Qt::Key_Escape);
        QVERIFY(!list->isVisible());
    }

    void theListGoesWithWhatMovesTheCaret() {
        CodeView view(m_theme);
        view.setLanguage(Language::StateMachine);
        const std::string text = "{\"StartAt\": \"A\", \"Co\": 1}";
        view.setBytes(text);
        view.show();
        view.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        for (const int key : {int(Qt::Key_Escape), int(Qt::Key_Left), int(Qt::Key_End)}) {
            view.SendScintilla(CodeView::SCI_GOTOPOS,
                               static_cast<unsigned long>(text.find("o\": 1") + 1));
            QTest::keyClick(&view, Qt::Key_Space, Qt::ControlModifier);
            QVERIFY(view.completionList() && view.completionList()->isOffering());
            QTest::keyClick(&view, Qt::Key(key));
            QVERIFY(!view.completionList()->isVisible());
        }
    }

    void languagesAreKnownByNameAndFirstLine() {
        QCOMPARE(languageOf(QStringLiteral("a/b.py"), ""), Language::Python);
        QCOMPARE(languageOf(QStringLiteral("x.asl.json"), ""), Language::StateMachine);
        QCOMPARE(languageOf(QStringLiteral("function.json"), ""), Language::Json);
        QCOMPARE(languageOf(QStringLiteral("bootstrap"), "#!/bin/sh\n"), Language::Shell);
        QCOMPARE(languageOf(QStringLiteral("LICENSE"), "text"), Language::Plain);
    }

    void bytesComeBackAsTheyWent_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("unix") << QByteArray("a\nb\n");
        QTest::newRow("windows") << QByteArray("a\r\nb\r\n");
        QTest::newRow("mixed, no newline at the end") << QByteArray("a\r\nb\nc\rd");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"a\": 1}\n");
        QTest::newRow("hangul") << QByteArray("# 안녕하세요\n");
        QTest::newRow("empty") << QByteArray("");
    }
    void bytesComeBackAsTheyWent() {
        QFETCH(const QByteArray, bytes);
        CodeView view(m_theme);
        view.setBytes(bytes.toStdString());
        QCOMPARE(QByteArray::fromStdString(view.bytes()), bytes);
        QVERIFY(!view.isModified());
    }

    void aShortTextAfterALongOneIsNotScrolledSideways() {
        CodeView view(m_theme);
        view.resize(300, 200);
        view.show();
        view.setBytes(std::string(500, 'x'));
        QTRY_VERIFY(view.horizontalScrollBar()->maximum() > 0);
        view.setBytes("{}");
        QTRY_COMPARE(view.horizontalScrollBar()->maximum(), 0);
    }

    void aTextThatIsNoJsonSaysWhere() {
        const Problems found =
            checkText(Language::Json, QStringLiteral("/w/a.json"), "{\n  \"a\": ,\n}\n");
        QCOMPARE(found.size(), 1U);
        QCOMPARE(found.front().line, 2);
        QVERIFY(!found.front().message.isEmpty());
        QVERIFY(checkText(Language::Json, QStringLiteral("/w/a.json"), "{}").empty());
    }

    void aStateMachineIsCheckedByItsRules() {
        const std::string text =
            R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}})";
        const Problems found =
            checkText(Language::StateMachine, QStringLiteral("/w/m.asl.json"), text);
        QVERIFY(!found.empty());
        QVERIFY(found.front().range.size() > 0);
    }

    void theRangesOfProblemsLeaveTheByteOrderMarkOut() {
        const auto path = QStringLiteral("/w/m.asl.json");
        const std::string text = R"({"StartAt": "A", "States": {"A": {"Type": "Pass"}}})";
        const Problems plain = checkText(Language::StateMachine, path, text);
        QVERIFY(!plain.empty());
        QVERIFY(checkText(Language::StateMachine, path, "\xEF\xBB\xBF" + text) == plain);
    }

    void aFixIsOneStepThatCanBeUndone() {
        CodeView view(m_theme);
        const std::string text = machineWithoutAnEnd(view);
        const auto fixes = view.fixesAt(text.find("Type"));
        QVERIFY(!fixes.empty());
        QVERIFY(!fixes.front().title.isEmpty());
        view.applyFix(fixes.front());
        QCOMPARE(QByteArray::fromStdString(view.bytes()),
                 QByteArray(R"({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}})"));
        view.undo();
        QCOMPARE(view.bytes(), text);
    }

    void aFixOfAnEarlierTextIsLeftAlone() {
        CodeView view(m_theme);
        const std::string text = machineWithoutAnEnd(view);
        const auto fixes = view.fixesAt(text.find("Type"));
        view.insertAt(QStringLiteral(" "), 0, 1);
        QVERIFY(view.fixesAt(text.find("Type")).empty());
        const std::string edited = view.bytes();
        view.applyFix(fixes.at(0));
        QCOMPARE(view.bytes(), edited);
    }

    void commentsGoInAndOut() {
        CodeView view(m_theme);
        view.setLanguage(Language::Python);
        view.setBytes("def f():\n    a = 1\n\n    b = 2\n");
        view.setSelection(1, 0, 3, 9);
        view.toggleComment();
        QCOMPARE(QByteArray::fromStdString(view.bytes()),
                 QByteArray("def f():\n    # a = 1\n\n    # b = 2\n"));
        view.setSelection(1, 0, 3, 9);
        view.toggleComment();
        QCOMPARE(QByteArray::fromStdString(view.bytes()),
                 QByteArray("def f():\n    a = 1\n\n    b = 2\n"));
    }

    void theFindBarFindsWhileTypingAndReplacesAll() {
        QWidget window;
        CodeView view(m_theme, &window);
        FindBar bar(view, m_theme, &window);
        view.setBytes("one two One two\n");
        window.show();
        bar.open(FindBar::Mode::Replace);
        const auto fields = bar.findChildren<QLineEdit*>();
        QTest::keyClicks(fields.at(0), QStringLiteral("one"));
        QCOMPARE(view.selectedRange(), (json::Range{0, 3}));
        bar.findNext();
        QCOMPARE(view.selectedRange(), (json::Range{8, 11}));
        fields.at(1)->setText(QStringLiteral("1"));
        for (auto* button : bar.findChildren<QToolButton*>()) {
            if (button->text() == QStringLiteral("Replace all"))
                button->click();
        }
        QCOMPARE(QByteArray::fromStdString(view.bytes()), QByteArray("1 two 1 two\n"));
        view.undo();
        QCOMPARE(QByteArray::fromStdString(view.bytes()), QByteArray("one two One two\n"));
    }

    void savingKeepsWhatIsNotTouchedAndClearsTheMark() {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a.json"));
        writeFile(path, "{\r\n  \"a\": 1\r\n}\r\n");
        EditorTabs tabs(m_theme);
        tabs.setRoot(dir.path());
        QVERIFY(tabs.openFile(path));
        EditorPage* page = tabs.currentPage();
        page->view().insertAt(QStringLiteral("1"), 1, 7);
        QVERIFY(page->isModified());
        QVERIFY(tabs.saveCurrent());
        QVERIFY(!page->isModified());
        QCOMPARE(readFile(path), QByteArray("{\r\n  \"a\": 11\r\n}\r\n"));
    }

    void filesOfTheSameNameAreToldApartByTheirFolders() {
        QTemporaryDir dir;
        const auto file = [&](const char* path) {
            const QString name = dir.filePath(QString::fromUtf8(path));
            QDir().mkpath(QFileInfo(name).path());
            writeFile(name, "a = 1\n");
            return name;
        };
        const QString reserve = file("functions/reserve/lambda_function.py");
        const QString charge = file("functions/charge/lambda_function.py");
        EditorTabs tabs(m_theme);
        tabs.setRoot(dir.path());
        QVERIFY(tabs.openFile(reserve));
        QCOMPARE(tabs.tabText(0), QStringLiteral("lambda_function.py"));
        QVERIFY(tabs.openFile(charge));
        QCOMPARE(tabs.tabText(0), QStringLiteral("reserve/lambda_function.py"));
        QCOMPARE(tabs.tabText(1), QStringLiteral("charge/lambda_function.py"));
        QVERIFY(tabs.openFile(file("functions/reserve/lib/util.py")));
        QVERIFY(tabs.openFile(file("functions/charge/lib/util.py")));
        QCOMPARE(tabs.tabText(3), QStringLiteral("charge/lib/util.py"));
        tabs.page(charge)->view().insertAt(QStringLiteral("b"), 0, 0);
        QCOMPARE(tabs.tabText(1),
                 EditorTabs::tr("● %1").arg(QStringLiteral("charge/lambda_function.py")));
        tabs.closePath(reserve);
        QCOMPARE(tabs.tabText(0), EditorTabs::tr("● %1").arg(QStringLiteral("lambda_function.py")));
    }

    void aTabWithoutRoomIsScrolledToAndNotCut() {
        QTemporaryDir dir;
        const auto file = [&](const char* name) {
            const QString path = dir.filePath(QString::fromLatin1(name));
            writeFile(path, "a = 1\n");
            return path;
        };
        EditorTabs tabs(m_theme);
        tabs.setRoot(dir.path());
        for (const char* name : {"reserve_the_goods.py", "charge_the_card.py", "pay.asl.json"})
            QVERIFY(tabs.openFile(file(name)));
        tabs.resize(200, 200);
        tabs.show();
        const int last = tabs.count() - 1;
        QVERIFY(tabs.tabBar()->tabRect(last).width() >=
                tabs.fontMetrics().horizontalAdvance(QStringLiteral("pay.asl.json")));
        QCOMPARE(tabs.tabText(last), QStringLiteral("pay.asl.json"));
        const QString longest = QString(60, QLatin1Char('w')) + QStringLiteral(".py");
        QVERIFY(tabs.openFile(file(longest.toLatin1().constData())));
        QVERIFY(tabs.tabText(3).contains(QChar(0x2026)) &&
                tabs.tabText(3).endsWith(QStringLiteral(".py")));
        QVERIFY(tabs.tabToolTip(3).endsWith(longest));
    }

    void aChangeFromOutsideIsNeverOverwrittenUnasked() {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a.py"));
        writeFile(path, "a = 1\n");
        EditorTabs tabs(m_theme);
        tabs.setRoot(dir.path());
        QVERIFY(tabs.openFile(path));
        EditorPage* page = tabs.currentPage();
        page->view().insertAt(QStringLiteral("b"), 0, 0);
        writeFile(path, "outside = 1\n");
        QSignalSpy failures(&tabs, &EditorTabs::saveFailed);
        QVERIFY(!tabs.saveCurrent());
        QCOMPARE(failures.size(), 1);
        QCOMPARE(readFile(path), QByteArray("outside = 1\n"));
        QPushButton* keep = nullptr;
        for (auto* button : page->findChildren<QPushButton*>()) {
            if (button->text() == QStringLiteral("Keep mine"))
                keep = button;
        }
        QVERIFY(keep);
        keep->click();
        QVERIFY(tabs.saveCurrent());
        QCOMPARE(readFile(path), QByteArray("ba = 1\n"));
    }

    void aChangeFromOutsideIsTakenWhenNothingIsUnsaved() {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a.py"));
        writeFile(path, "a = 1\n");
        EditorTabs tabs(m_theme);
        QVERIFY(tabs.openFile(path));
        writeFile(path, "a = 2\n");
        tabs.compareWithDisk();
        QCOMPARE(QByteArray::fromStdString(tabs.currentPage()->text()), QByteArray("a = 2\n"));
        QVERIFY(!tabs.currentPage()->isModified());
    }

    void unsavedTextSurvivesTheEndOfTheProgram() {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a.py"));
        writeFile(path, "a = 1\n");
        {
            EditorTabs tabs(m_theme);
            tabs.setRoot(dir.path());
            QVERIFY(tabs.openFile(path));
            tabs.currentPage()->view().insertAt(QStringLiteral("# mine\n"), 0, 0);
            tabs.writeBackups();
            QCOMPARE(BackupStore(dir.path()).all().size(), 1U);
        }
        EditorTabs tabs(m_theme);
        tabs.setRoot(dir.path());
        QCOMPARE(tabs.count(), 1);
        QVERIFY(tabs.currentPage()->isModified());
        QCOMPARE(QByteArray::fromStdString(tabs.currentPage()->text()),
                 QByteArray("# mine\na = 1\n"));
        QVERIFY(tabs.saveCurrent());
        QVERIFY(BackupStore(dir.path()).all().empty());
    }

    void undoSurvivesTheEndOfTheProgram_data() {
        QTest::addColumn<bool>("saved");
        QTest::newRow("with unsaved text") << false;
        QTest::newRow("with everything saved") << true;
    }
    void undoSurvivesTheEndOfTheProgram() {
        QFETCH(bool, saved);
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a.json"));
        writeFile(path, "{\"가\": 1, \"b\": 2}");
        {
            EditorTabs tabs(m_theme);
            tabs.setRoot(dir.path());
            QVERIFY(tabs.openFile(path));
            CodeView& view = tabs.currentPage()->view();
            view.insertAt(QStringLiteral("\n"), 0, 0);
            // Two places, one step.
            view.applyEdits({{{2, 7}, "\"나\""}, {{14, 15}, "{}"}});
            view.insertAt(QStringLiteral("later"), 0, 0);
            view.undo(); // to be done again after the restart
            if (saved)
                QVERIFY(tabs.saveCurrent());
            tabs.writeBackups();
        }
        EditorTabs tabs(m_theme);
        tabs.setRoot(dir.path());
        QVERIFY(tabs.openFile(path));
        QCOMPARE(tabs.currentPage()->isModified(), !saved);
        CodeView& view = tabs.currentPage()->view();
        const std::string now = view.bytes();
        view.redo();
        QCOMPARE(QByteArray::fromStdString(view.bytes()),
                 QByteArray("later") + QByteArray::fromStdString(now));
        view.undo();
        QCOMPARE(QByteArray::fromStdString(view.bytes()), QByteArray::fromStdString(now));
        view.undo();
        QCOMPARE(QByteArray::fromStdString(view.bytes()), QByteArray("\n{\"가\": 1, \"b\": 2}"));
        view.undo();
        QCOMPARE(QByteArray::fromStdString(view.bytes()), QByteArray("{\"가\": 1, \"b\": 2}"));
        QVERIFY(!view.isUndoAvailable());
    }

    void undoOfAFileThatWasChangedOutsideIsForgotten() {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("a.py"));
        writeFile(path, "a = 1\n");
        {
            EditorTabs tabs(m_theme);
            tabs.setRoot(dir.path());
            QVERIFY(tabs.openFile(path));
            tabs.currentPage()->view().insertAt(QStringLiteral("# mine\n"), 0, 0);
            QVERIFY(tabs.saveCurrent());
        }
        writeFile(path, "b = 2\n");
        EditorTabs tabs(m_theme);
        tabs.setRoot(dir.path());
        QVERIFY(tabs.openFile(path));
        QCOMPARE(QByteArray::fromStdString(tabs.currentPage()->text()), QByteArray("b = 2\n"));
        QVERIFY(!tabs.currentPage()->view().isUndoAvailable());
    }

    void pythonThatDoesNotCompileIsMarked() {
        if (QStandardPaths::findExecutable(QStringLiteral("python3")).isEmpty())
            QSKIP("python3 is not installed");
        SyntaxProcess process;
        QSignalSpy answers(&process, &SyntaxProcess::checked);
        process.check(Language::Python, QStringLiteral("/w/a.py"), "x = 1\ndef f(:\n");
        QVERIFY(answers.wait(30'000));
        const auto problems = answers.front().front().value<Problems>();
        QCOMPARE(problems.size(), 1U);
        QCOMPARE(problems.front().line, 2);
    }

    void javaScriptThatDoesNotCompileIsMarked() {
        if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
            QSKIP("node is not installed");
        SyntaxProcess process;
        QSignalSpy answers(&process, &SyntaxProcess::checked);
        process.check(Language::JavaScript, QStringLiteral("/w/a.js"), "const a = 1;\nlet b = ;\n");
        QVERIFY(answers.wait(30'000));
        const auto problems = answers.front().front().value<Problems>();
        QCOMPARE(problems.size(), 1U);
        QCOMPARE(problems.front().line, 2);
    }

    void theProblemListIsAModelThatHoldsTogether() {
        ProblemsModel model(m_theme);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        Problem problem;
        problem.path = QStringLiteral("/w/functions/a/main.py");
        problem.message = QStringLiteral("wrong");
        model.setRoot(QStringLiteral("/w"));
        model.setProblems({problem});
        QCOMPARE(model.index(0, ProblemsModel::File).data().toString(),
                 QStringLiteral("functions/a/main.py"));
        model.setProblems({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestCodeEditor)
#include "tst_codeeditor.moc"
