#include "widgets/theme/eventwords.h"

#include "engine/workspace/eventlibrary.h"

#include <QFile>
#include <QTest>

using namespace ws;

class tst_EventWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTitleAndFieldOfTheLibraryHasWordsToTranslate() {
        QFile file(QStringLiteral(WARMSTART_SOURCE_DIR "/widgets/theme/eventwords.cpp"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString words = QString::fromUtf8(file.readAll());
        for (const auto& entry : workspace::eventTemplates()) {
            const QString title = QString::fromStdString(entry.title);
            QVERIFY2(words.contains(QStringLiteral("\"EventTitles\", \"%1\"").arg(title)),
                     entry.title.c_str());
            const auto form = workspace::eventForm(entry.id());
            for (const auto& field : form->fields())
                QVERIFY2(theme::eventFieldName(field.name) != QString::fromStdString(field.name),
                         field.name.c_str());
        }
        QCOMPARE(theme::eventFieldName("queue-name"), QStringLiteral("Queue"));
        QCOMPARE(theme::eventFieldName("mine"), QStringLiteral("mine"));
    }
};

QTEST_MAIN(tst_EventWords)
#include "tst_eventwords.moc"
