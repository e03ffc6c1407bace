#include "engine/expression/jsonatapool.h"
#include "engine/expression/jsonatatemplate.h"

#include <QtTest>

#include <memory>

using namespace ws;
using expression::JsonataPool;
using expression::JsonataTemplate;

class TestJsonataPool : public QObject {
    Q_OBJECT

private slots:
    void compilesATextOnce() {
        JsonataPool pool;
        const auto& first = pool.compile("1 + 1");
        QVERIFY(first);
        QCOMPARE(&pool.compile("1 + 1"), &first);
        QVERIFY(&pool.compile("1 + 2") != &first);
    }

    void remembersWhatIsNoExpression() {
        JsonataPool pool;
        const auto& broken = pool.compile("1 +");
        QVERIFY(!broken);
        QCOMPARE(pool.compile("1 +").error().arg("code"), broken.error().arg("code"));
    }

    void givesWhatOutlivesIt() {
        auto pool = std::make_unique<JsonataPool>();
        const json::Value source("{% 6 * 7 %}");
        const auto made = JsonataTemplate::compile(source, "Output", *pool);
        QVERIFY(pool->compile("6 * 7"));
        pool.reset();
        const auto value = made->evaluate({});
        QVERIFY(value);
        QCOMPARE(value->toInteger(), 42);
    }
};

QTEST_GUILESS_MAIN(TestJsonataPool)
#include "tst_jsonatapool.moc"
