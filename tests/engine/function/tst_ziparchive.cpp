#include "engine/function/ziparchive.h"

#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <zip.h>

using namespace ws::function;
namespace fs = std::filesystem;

namespace {

/// An archive made entry by entry, as an attacker would.
class Archive {
public:
    Archive() {
        zip_error_t error;
        zip_error_init(&error);
        m_source = zip_source_buffer_create(nullptr, 0, 0, &error);
        zip_source_keep(m_source);
        m_zip = zip_open_from_source(m_source, ZIP_TRUNCATE, &error);
    }
    Archive& add(const std::string& path, const std::string& content, unsigned mode = 0100644) {
        m_contents.push_back(std::make_unique<std::string>(content));
        zip_source_t* source =
            zip_source_buffer(m_zip, m_contents.back()->data(), m_contents.back()->size(), 0);
        const auto index = zip_file_add(m_zip, path.c_str(), source, ZIP_FL_ENC_UTF_8);
        zip_file_set_external_attributes(m_zip, zip_uint64_t(index), 0, ZIP_OPSYS_UNIX, mode << 16);
        return *this;
    }
    std::string bytes() {
        zip_close(m_zip);
        zip_stat_t stat;
        zip_source_open(m_source);
        zip_source_stat(m_source, &stat);
        std::string all(stat.size, '\0');
        zip_source_read(m_source, all.data(), stat.size);
        zip_source_close(m_source);
        zip_source_free(m_source);
        return all;
    }

private:
    zip_source_t* m_source;
    zip_t* m_zip;
    std::vector<std::unique_ptr<std::string>> m_contents;
};

std::string textOf(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The same text in the archive's two places, its header and its directory.
std::string replaced(std::string bytes, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = bytes.find(from, at)) != std::string::npos; at += to.size())
        bytes.replace(at, from.size(), to);
    return bytes;
}

} // namespace

class TestZipArchive : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unpacksFilesWithTheirModes() {
        const auto unpacked = unpackZip(
            Archive().add("a.py", "print(1)").add("bin/run", "#!/bin/sh", 0100755).bytes(), root());
        QVERIFY(unpacked.ok());
        QCOMPARE(unpacked->files, std::size_t{2});
        QCOMPARE(unpacked->bytes, std::int64_t{17});
        QCOMPARE(textOf(place("a.py")), std::string("print(1)"));
        QCOMPARE(modeOf("a.py"), 0644u);
        QCOMPARE(modeOf("bin/run"), 0755u);
    }

    void neverWritesOutsideOfTheFolder_data() {
        QTest::addColumn<QString>("path");
        for (const char* path : {"../evil", "a/../../evil", "/etc/evil", "a//b", "./a", "a\\..\\b"})
            QTest::newRow(path) << path;
    }
    void neverWritesOutsideOfTheFolder() {
        QFETCH(QString, path);
        expectError(Archive().add("fine", "1").add(path.toStdString(), "2").bytes(),
                    "package.unsafePath");
        QVERIFY(!fs::exists(fs::path(root()).parent_path() / "evil"));
    }

    void refusesLinksThatLeadOut_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("target");
        QTest::newRow("absolute") << "link"
                                  << "/etc/passwd";
        QTest::newRow("up") << "link"
                            << "../outside";
        QTest::newRow("deep") << "a/b/link"
                              << "../../../outside";
    }
    void refusesLinksThatLeadOut() {
        QFETCH(QString, path);
        QFETCH(QString, target);
        expectError(Archive().add(path.toStdString(), target.toStdString(), 0120777).bytes(),
                    "package.unsafeLink");
    }

    void refusesALinkThroughALink() {
        // Each stays inside by its text; together they leave.
        expectError(Archive()
                        .add("a/deep/down", "../..", 0120777)
                        .add("out", "a/deep/down/../x", 0120777)
                        .bytes(),
                    "package.unsafeLink");
    }

    void doesNotWriteThroughALink() {
        const auto bytes =
            Archive().add("d", "real", 0120777).add("d/file", "x").add("real/y", "y").bytes();
        const auto unpacked = unpackZip(bytes, root());
        QVERIFY(!unpacked.ok()); // a file cannot be below what is a link
    }

    void keepsLinksThatStayInside() {
        QVERIFY(unpackZip(Archive().add("a", "text").add("b/link", "../a", 0120777).bytes(), root())
                    .ok());
        QCOMPARE(textOf(place("b/link")), std::string("text"));
    }

    void refusesTheSamePathTwice() {
        const std::string bytes = Archive().add("one.py", "1").add("two.py", "2").bytes();
        expectError(replaced(bytes, "two.py", "one.py"), "package.duplicate");
    }

    void refusesWhatIsNoArchive() {
        expectError("PK, but not really", "package.notAnArchive");
        expectError("", "package.empty");
        expectError(Archive().add("a", std::string(500, 'x')).bytes().substr(0, 80),
                    "package.notAnArchive");
    }

    void refusesMoreThanTheLimitUnpacked() {
        // 255 MB of zeros are a small archive.
        expectError(Archive().add("zeros", std::string(kUnzippedLimit + 1, '\0')).bytes(),
                    "package.unzippedTooLarge");
    }

    void refusesMoreThanTheLimitPacked() {
        expectError(std::string(kZippedLimit + 1, 'x'), "package.tooLarge");
    }

    void packsTheSameBytesForTheSameContent() {
        write("x.py", "1");
        write("lib/y.py", "2");
        write("__pycache__/x.pyc", "cache");
        const auto first = zipOfFolder(root());
        QVERIFY(first.ok());
        fs::last_write_time(place("x.py"), fs::file_time_type::clock::now());
        QCOMPARE(codeSha256(*zipOfFolder(root())), codeSha256(*first));
        write("x.py", "3");
        QVERIFY(codeSha256(*zipOfFolder(root())) != codeSha256(*first));
    }

    void unpacksWhatItPacked() {
        write("bin/run", "#!/bin/sh");
        fs::permissions(place("bin/run"), fs::perms(0755));
        fs::create_symlink("bin/run", place("link"));
        QTemporaryDir other;
        const std::string target = other.path().toStdString() + "/out";
        QVERIFY(unpackZip(*zipOfFolder(root()), target).ok());
        QCOMPARE(textOf(target + "/bin/run"), std::string("#!/bin/sh"));
        QCOMPARE(fs::read_symlink(target + "/link").string(), std::string("bin/run"));
        QVERIFY(!fs::exists(target + "/__pycache__"));
    }

    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

private:
    std::string root() const { return m_folder->path().toStdString() + "/task"; }
    fs::path place(const std::string& path) const { return fs::path(root()) / path; }
    unsigned modeOf(const std::string& path) const {
        struct stat info {};
        ::stat(place(path).c_str(), &info);
        return info.st_mode & 0777;
    }
    void write(const std::string& path, const std::string& text) const {
        fs::create_directories(place(path).parent_path());
        std::ofstream(place(path)) << text;
    }
    void expectError(const std::string& bytes, const char* code) const {
        const auto unpacked = unpackZip(bytes, root());
        QVERIFY(!unpacked.ok());
        QCOMPARE(QString::fromStdString(unpacked.error().code), QString::fromLatin1(code));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestZipArchive)
#include "tst_ziparchive.moc"
