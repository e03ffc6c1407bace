#include "engine/function/accountstore.h"

#include "engine/function/ziparchive.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace ws;
using function::AccountStore;
using function::SignatureCheck;
using json::Value;
namespace fs = std::filesystem;

namespace {

constexpr const char* kProfile = "arn:aws:signer:us-east-1:123456789012:/signing-profiles/p/v1";

void write(const fs::path& path, const std::string& text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
}

std::string textOf(const fs::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

base::TimePoint at(int seconds) {
    return base::TimePoint(std::chrono::seconds(seconds));
}

} // namespace

class TestAccountStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        write(code() / "a.py", "print(1)");
    }

    void codeIsKeptAsItWasWhateverHappensToTheFolder() {
        AccountStore store(account());
        const auto kept = store.addFolder(code().string());
        QVERIFY(kept.ok());
        write(code() / "a.py", "print(2)");
        QCOMPARE(textOf(fs::path(kept->folder) / "a.py"), std::string("print(1)"));
        QVERIFY(store.addFolder(code().string())->sha256 != kept->sha256);
    }

    void theSameCodeIsKeptOnce() {
        AccountStore store(account());
        QCOMPARE(store.addFolder(code().string())->folder,
                 store.addFolder(code().string())->folder);
    }

    void theArchiveIsTheOneThatWasHandedIn() {
        AccountStore store(account());
        const std::string archive = *function::zipOfFolder(code().string());
        const auto kept = store.add(archive);
        QVERIFY(*store.archive(*kept) == archive);
        QCOMPARE(kept->sha256, function::codeSha256(archive));
    }

    void whatCannotBeUnpackedLeavesNothing() {
        AccountStore store(account());
        QVERIFY(!store.add("no archive").ok());
        QVERIFY(fs::is_empty(fs::path(account()) / "code"));
    }

    void whatAKilledProgramLeftHalfDoneIsMadeAnew() {
        AccountStore store(account());
        const auto first = store.addFolder(code().string());
        const fs::path place = fs::path(first->folder).parent_path();
        fs::rename(place, place.string() + ".new");
        fs::remove(fs::path(place.string() + ".new") / "content" / "a.py");
        const auto again = AccountStore(account()).addFolder(code().string());
        QVERIFY(again.ok());
        QCOMPARE(textOf(fs::path(again->folder) / "a.py"), std::string("print(1)"));
    }

    void recordsAreThereForTheNextProgram() {
        QVERIFY(AccountStore(account()).save("function", "b", Value::object({{"n", 2}})));
        QVERIFY(AccountStore(account()).save("function", "a", Value::object({{"n", 1}})));
        AccountStore store(account());
        QCOMPARE(store.load("function").size(), std::size_t{2});
        QCOMPARE(store.load("function")[0]["n"].toInteger(), 1);
        store.forget("function", "a");
        QCOMPARE(store.load("function").size(), std::size_t{1});
        QVERIFY(store.load("layer").empty());
    }

    void codeThatNobodyRefersToGoes() {
        AccountStore store(account());
        const auto first = store.addFolder(code().string());
        write(code() / "a.py", "print(2)");
        const auto second = store.addFolder(code().string());
        store.keepOnly({*second});
        QVERIFY(!fs::exists(first->folder));
        QVERIFY(fs::exists(second->folder));
    }

    void aSignatureHoldsForWhatWasSigned_data() {
        using State = SignatureCheck::State;
        QTest::addColumn<QString>("change");
        QTest::addColumn<int>("state");
        QTest::newRow("as it was") << "" << int(State::Valid);
        QTest::newRow("another content") << "content" << int(State::Broken);
        QTest::newRow("a file more") << "file" << int(State::Broken);
        QTest::newRow("a program now") << "mode" << int(State::Broken);
        QTest::newRow("another key") << "key" << int(State::Broken);
        QTest::newRow("nobody's key") << "nobody" << int(State::Unknown);
        QTest::newRow("too late") << "late" << int(State::Expired);
        QTest::newRow("revoked") << "revoked" << int(State::Revoked);
        QTest::newRow("not signed") << "unsigned" << int(State::Unsigned);
    }
    void aSignatureHoldsForWhatWasSigned() {
        QFETCH(QString, change);
        QFETCH(int, state);
        const function::SigningPair pair = function::makeSigningPair();
        if (change != QLatin1String("unsigned"))
            QVERIFY(function::signFolder(code().string(), kProfile, pair.secretKey, at(1'000)));
        if (change == QLatin1String("content"))
            write(code() / "a.py", "print(666)");
        if (change == QLatin1String("file"))
            write(code() / "b.py", "");
        if (change == QLatin1String("mode"))
            fs::permissions(code() / "a.py", fs::perms(0755));
        if (change != QLatin1String("nobody"))
            trust(change == QLatin1String("key") ? function::makeSigningPair().publicKey
                                                 : pair.publicKey,
                  change == QLatin1String("revoked"));
        AccountStore store(account());
        const auto kept = store.addFolder(code().string());
        const auto check = store.check(*kept, at(change == QLatin1String("late") ? 2'000 : 500));
        QCOMPARE(int(check.state), state);
    }

private:
    std::string account() const { return m_folder->path().toStdString() + "/account"; }
    fs::path code() const { return fs::path(m_folder->path().toStdString()) / "code"; }
    void trust(const std::string& key, bool isRevoked) const {
        QVERIFY(AccountStore(account()).save(
            "signingkey", "p",
            Value::object(
                {{"ProfileVersionArn", kProfile}, {"PublicKey", key}, {"Revoked", isRevoked}})));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestAccountStore)
#include "tst_accountstore.moc"
