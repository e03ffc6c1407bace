#include "engine/function/codesignature.h"

#include "engine/json/value.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sodium.h>
#include <vector>

namespace ws::function {

namespace fs = std::filesystem;
using json::Value;

namespace {

constexpr const char* kSignature = "META-INF/warmstart-signature.json";

std::string contentOf(const fs::path& path) {
    std::error_code error;
    if (fs::is_symlink(path, error))
        return fs::read_symlink(path, error).string();
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string decoded(const std::string& base64) {
    return QByteArray::fromBase64(QByteArray::fromStdString(base64)).toStdString();
}

std::string encoded(const std::string& bytes) {
    return QByteArray::fromStdString(bytes).toBase64().toStdString();
}

std::string hashOf(const std::string& bytes) {
    return QCryptographicHash::hash(QByteArrayView(bytes.data(), qsizetype(bytes.size())),
                                    QCryptographicHash::Sha256)
        .toStdString();
}

/// What one file is: a link, a program or a plain file.
char kindOf(const fs::path& path) {
    std::error_code error;
    if (fs::is_symlink(path, error))
        return 'l';
    const fs::perms mode = fs::status(path, error).permissions();
    return (mode & fs::perms::owner_exec) != fs::perms::none ? 'x' : 'f';
}

/// Changes with the path, kind or content of any file but the signature.
std::string digestOf(const fs::path& root) {
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator walk(root, error);
    for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        const std::string path = walk->path().lexically_relative(root).generic_string();
        const bool isFile = walk->is_symlink(error) || walk->is_regular_file(error);
        if (isFile && path != kSignature)
            files.push_back(path);
    }
    std::sort(files.begin(), files.end());
    std::string all;
    for (const std::string& file : files) {
        all += kindOf(root / file);
        all += hashOf(file);
        all += hashOf(contentOf(root / file));
    }
    return hashOf(all);
}

/// What is signed: a text that can be read in one way only.
std::string statement(const std::string& digest, const std::string& profile, std::int64_t expires) {
    return encoded(digest) + '\n' + std::to_string(expires) + '\n' + profile;
}

bool isSignedBy(const std::string& key, const std::string& signature, const std::string& text) {
    if (key.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES)
        return false;
    const auto bytes = [](const std::string& from) {
        return reinterpret_cast<const unsigned char*>(from.data());
    };
    return crypto_sign_verify_detached(bytes(signature), bytes(text), text.size(), bytes(key)) == 0;
}

std::int64_t secondsOf(base::TimePoint time) {
    return std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
}

} // namespace

SignatureCheck checkSignature(const std::string& folder, const SigningKeys& keys,
                              base::TimePoint now) {
    using State = SignatureCheck::State;
    const fs::path path = fs::path(folder) / kSignature;
    std::error_code error;
    if (!fs::exists(path, error))
        return {};
    const auto parsed = Value::parse(contentOf(path));
    const Value file = parsed ? *parsed : Value();
    SignatureCheck check{State::Broken, file["profileVersionArn"].toString()};
    const std::string digest = digestOf(folder);
    const std::int64_t expires = file["expires"].toInteger();
    if (digest != decoded(file["digest"].toString()))
        return check;
    const auto key = keys.find(check.profileVersionArn);
    if (key == keys.end()) {
        check.state = State::Unknown;
        return check;
    }
    if (!isSignedBy(decoded(key->second.publicKey), decoded(file["signature"].toString()),
                    statement(digest, check.profileVersionArn, expires)))
        return check;
    check.state = key->second.isRevoked      ? State::Revoked
                  : expires < secondsOf(now) ? State::Expired
                                             : State::Valid;
    return check;
}

SigningPair makeSigningPair() {
    std::string publicKey(crypto_sign_PUBLICKEYBYTES, '\0');
    std::string secretKey(crypto_sign_SECRETKEYBYTES, '\0');
    crypto_sign_keypair(reinterpret_cast<unsigned char*>(publicKey.data()),
                        reinterpret_cast<unsigned char*>(secretKey.data()));
    return {encoded(publicKey), encoded(secretKey)};
}

base::Status signFolder(const std::string& folder, const std::string& profileVersionArn,
                        const std::string& secretKey, base::TimePoint expires) {
    const fs::path path = fs::path(folder) / kSignature;
    const base::Error failure{"package.cannotWrite",
                              {{"path", path.string()}, {"reason", std::string()}}};
    const std::string key = decoded(secretKey);
    if (key.size() != crypto_sign_SECRETKEYBYTES)
        return failure;
    const std::string digest = digestOf(folder);
    const std::string text = statement(digest, profileVersionArn, secondsOf(expires));
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                         reinterpret_cast<const unsigned char*>(key.data()));
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out << Value::object({{"profileVersionArn", profileVersionArn},
                          {"expires", secondsOf(expires)},
                          {"digest", encoded(digest)},
                          {"signature", encoded(signature)}})
               .pretty();
    out.close();
    return out ? base::Status() : base::Status(failure);
}

} // namespace ws::function
