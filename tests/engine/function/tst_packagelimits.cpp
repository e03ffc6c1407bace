#include "engine/function/accountstore.h"
#include "engine/function/registry.h"
#include "engine/function/ziparchive.h"

#include <QByteArray>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <fstream>

using namespace ws;
using json::Value;
namespace fs = std::filesystem;

/// The sizes that packages may have, against real archives.
class TestPackageLimits : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<function::AccountStore>(root() + "/account");
        m_registry = std::make_unique<function::Registry>(
            function::Registry::Parts{m_clock, *m_store, 1, {}, {}, {}, root()});
    }

    void anArchiveHasAtMostFiftyMegabytes() {
        QCOMPARE(create(std::string(function::kZippedLimit + 1, 'x'), {}),
                 QStringLiteral("RequestEntityTooLargeException: Zipped size must be smaller than "
                                "52428800 bytes"));
    }

    void unpackedItHasAtMostTwoHundredAndFifty() {
        QCOMPARE(create(archiveOf(function::kUnzippedLimit + 1), {}),
                 QStringLiteral("InvalidParameterValueException: Unzipped size must be smaller "
                                "than 262144000 bytes"));
    }

    void soItHasTogetherWithItsLayers() {
        constexpr std::int64_t kEach = 100'000'000;
        Value layers = Value::array();
        for (const char* name : {"one", "two"}) {
            const Value published = *m_registry->call(
                "PublishLayerVersion",
                Value::object(
                    {{"LayerName", name},
                     {"Content", Value::object({{"ZipFile", base64(archiveOf(kEach))}})}}));
            layers.push(published["LayerVersionArn"]);
        }
        QCOMPARE(
            create(archiveOf(kEach), layers),
            QStringLiteral("InvalidParameterValueException: Function code combined with layers "
                           "exceeds the maximum allowed size of 262144000 bytes. The actual "
                           "size is 300000000 bytes."));
        QCOMPARE(create(archiveOf(1'000), layers), QStringLiteral("created"));
    }

private:
    std::string root() const { return m_folder->path().toStdString(); }
    static std::string base64(const std::string& bytes) {
        return QByteArray::fromStdString(bytes).toBase64().toStdString();
    }
    /// Zeros: next to nothing when they are packed, and on the disk.
    std::string archiveOf(std::int64_t bytes) const {
        const fs::path folder = fs::path(root()) / "content";
        fs::create_directories(folder);
        std::ofstream(folder / "zeros").flush();
        fs::resize_file(folder / "zeros", std::uintmax_t(bytes));
        return *function::zipOfFolder(folder.string());
    }
    QString create(const std::string& archive, const Value& layers) {
        Value request = Value::object({{"FunctionName", "work"},
                                       {"Runtime", "python3.12"},
                                       {"Handler", "a.b"},
                                       {"Role", "arn:aws:iam::123456789012:role/r"},
                                       {"Code", Value::object({{"ZipFile", base64(archive)}})}});
        if (layers.isArray())
            request.set("Layers", layers);
        const auto answer = m_registry->call("CreateFunction", request);
        return answer ? QStringLiteral("created")
                      : QString::fromStdString(answer.error().code + ": " + answer.error().message);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    base::ManualClock m_clock;
    std::unique_ptr<function::AccountStore> m_store;
    std::unique_ptr<function::Registry> m_registry;
};

QTEST_GUILESS_MAIN(TestPackageLimits)
#include "tst_packagelimits.moc"
