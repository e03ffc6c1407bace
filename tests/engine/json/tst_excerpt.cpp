#include "engine/json/excerpt.h"

#include "engine/json/draft.h"
#include "engine/json/yamldocument.h"

#include <QTest>

using namespace ws::json;

namespace {

// The blank line holds blanks, and the last member a CR.
const std::string kText = "a:\n  b: # here\n    c: 1\n \n    d:\n      - 2\n    e: 3\r\nf: 4\n";

Excerpt excerptOf(const std::string& text, const char* pointer) {
    const auto document = parseYaml(text);
    return {text, document->node(document->find(pointer)).range};
}

} // namespace

class tst_Excerpt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aValueStandsAtTheLeft() {
        QCOMPARE(excerptOf(kText, "/a/b").text(), std::string("c: 1\n\nd:\n  - 2\ne: 3"));
    }

    void whatIsNotChangedIsNoEdit() {
        const Excerpt excerpt = excerptOf(kText, "/a/b");
        QVERIFY(!excerpt.edit(excerpt.text()));
    }

    void onlyTheLinesThatDifferAreWrittenAndWithTheirIndentation() {
        const Excerpt excerpt = excerptOf(kText, "/a/b");
        const auto edit = excerpt.edit("c: 1\n\nd:\n  - 2\n  - 5\ne: 3");
        QVERIFY(edit);
        QCOMPARE(edit->text, std::string("      - 5\n"));
        QCOMPARE(edit->range.size(), std::size_t(0));
        QCOMPARE(applied(kText, {*edit}),
                 std::string("a:\n  b: # here\n    c: 1\n \n    d:\n      - 2\n      - 5\n"
                             "    e: 3\r\nf: 4\n"));
    }

    void aPlaceOfTheExcerptIsFoundInTheWholeAndBack() {
        const Excerpt excerpt = excerptOf(kText, "/a/b");
        const std::string edited = "c: 1\nnew:\n  - 2\n\ne: 3\n";
        const std::string whole = excerpt.within(kText, edited);
        QVERIFY(whole.starts_with("a:\n  b: # here\n    c: 1\n    new:\n      - 2\n"));
        QVERIFY(whole.ends_with("\r\nf: 4\n"));
        for (std::size_t at = 0; at <= edited.size(); ++at) {
            const std::size_t there = excerpt.offsetThere(edited, at);
            QCOMPARE(excerpt.offsetHere(edited, there), at);
            if (at < edited.size())
                QCOMPARE(whole[there], edited[at]);
        }
        QCOMPARE(excerpt.unindented("x:\n      y: 1"), std::string("x:\n  y: 1"));
    }

    void everyLineCanGoOrCome() {
        const std::vector<std::string> lines{"c: 1\n", "\n", "d:\n", "  - 2\n", "e: 3"};
        const Excerpt excerpt = excerptOf(kText, "/a/b");
        for (std::size_t gone = 0; gone < lines.size(); ++gone) {
            std::string edited;
            for (std::size_t line = 0; line < lines.size(); ++line)
                edited += line == gone ? "" : lines[line];
            const auto edit = excerpt.edit(edited);
            QVERIFY(edit);
            const std::size_t begin = kText.find("c: 1");
            const std::string whole = applied(kText, {*edit});
            const std::size_t tail = kText.size() - kText.find("\r\nf");
            QCOMPARE(Excerpt(whole, {begin, whole.size() - tail}).text(), edited);
            edited = lines[gone] + excerpt.text();
            const std::string more = applied(kText, {*excerpt.edit(edited)});
            QCOMPARE(Excerpt(more, {begin, more.size() - tail}).text(), edited);
        }
    }

    void aPlaceInTheWholeIsFoundInTheExcerpt() {
        const Excerpt excerpt = excerptOf(kText, "/a/b");
        QCOMPARE(excerpt.positionHere({3, 8}), (Position{1, 4}));
        QCOMPARE(excerpt.positionHere({6, 7}), (Position{4, 3}));
        QCOMPARE(excerpt.positionHere({1, 1}), (Position{1, 1}));
    }
};

QTEST_GUILESS_MAIN(tst_Excerpt)
#include "tst_excerpt.moc"
