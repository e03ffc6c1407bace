#include "engine/expression/jsonata.h"

#include <QtTest>

using namespace ws;
using expression::Jsonata;

// Before the first raw string: moc loses its way in those.
class TestJsonataContext : public QObject {
    Q_OBJECT

private slots:
    void knowsWhatAsksTheContext_data();
    void knowsWhatAsksTheContext();
    void saysWhereItStands();
    void knowsWhatTheLanguageHadNotFromTheBeginning();
};

void TestJsonataContext::knowsWhatAsksTheContext_data() {
    QTest::addColumn<QByteArray>("expression");
    QTest::addColumn<QByteArray>("names");
    const auto row = [](const char* expression, const char* names) {
        QTest::newRow(expression) << QByteArray(expression) << QByteArray(names);
    };
    row("phone", "phone");
    row("phone[0]", "phone");
    row("phone.number", "phone");
    row("`a b`.c", "a b");
    row("aaa + bbb", "aaa bbb");
    row("aaa + aaa", "aaa");
    row("$.phone", "$");
    row("$", "$");
    row("$$", "$$");
    row("$states.input.items[x = $$.y]", "$$");
    row("*", "*");
    row("$states.input.phone", "");
    row("$states.input.items[phone > 3]", "");
    row("$states.input.items{phone: n}", "");
    row("$states.input.items^(phone)", "");
    row("$states.input.items.($.a; b)", "");
    row("$map($states.input.a, function($x){ $x.phone })", "");
    row("$map($states.input.a, function($x){ b })", "b");
    row("($x := y; $x)", "y");
    row("a ? b : c", "a b c");
    row("{\"k\": v, k2: 1}", "v k2");
    row("[a, [b]]", "a b");
    row("-a", "a");
    row("a ~> $sum", "a");
    row("$states.input ~> |a|{\"b\": c}|", "");
    row("\"text\"", "");
    row("a ?? b", "a b");
    row("$count(a)", "a");
    row("'a' in b", "b");
}

void TestJsonataContext::knowsWhatAsksTheContext() {
    QFETCH(const QByteArray, expression);
    QFETCH(const QByteArray, names);
    const auto compiled = Jsonata::compile(expression.toStdString());
    QVERIFY(compiled.ok());
    std::string found;
    for (const Jsonata::ContextRead& read : compiled->contextReads())
        found += (found.empty() ? "" : " ") + read.name;
    QCOMPARE(QByteArray::fromStdString(found), names);
}

void TestJsonataContext::saysWhereItStands() {
    const auto compiled = Jsonata::compile("$sum(aa.b + cc)");
    QCOMPARE(compiled->contextReads().size(), std::size_t{2});
    QCOMPARE(compiled->contextReads()[0].offset, std::size_t{5});
    QCOMPARE(compiled->contextReads()[1].offset, std::size_t{12});
}

void TestJsonataContext::knowsWhatTheLanguageHadNotFromTheBeginning() {
    QCOMPARE(Jsonata::compile("$a ?? $b ?: $c")->newerOperators(),
             (std::vector<std::size_t>{3, 9}));
    QVERIFY(Jsonata::compile("$a ? \"?? ?:\" : $b")->newerOperators().empty());
}

QTEST_GUILESS_MAIN(TestJsonataContext)
#include "tst_jsonatacontext.moc"
