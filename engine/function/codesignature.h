#pragma once

#include "engine/base/clock.h"
#include "engine/base/result.h"

#include <map>
#include <string>

/// Signed packages: whether what a package holds is what somebody trusted has signed
/// (lambda.md B9).
///
/// A signed package holds META-INF/warmstart-signature.json: the signing profile's version, when
/// the signature expires, the digest of everything else in the package, and the Ed25519 signature
/// of these three. Ed25519 is libsodium's: one small library that does little else, has no settings
/// to get wrong, and is in every Debian.
namespace ws::function {

/// A signing profile's version that the workspace knows.
struct SigningKey {
    std::string publicKey; ///< base64 of 32 bytes
    bool isRevoked = false;

    bool operator==(const SigningKey&) const = default;
};
/// By ARN of the profile's version.
using SigningKeys = std::map<std::string, SigningKey>;

struct SignatureCheck {
    enum class State {
        Valid,
        Unsigned,
        Unknown, ///< by a profile without a key here
        Expired,
        Revoked,
        Broken, ///< the content is not what was signed, or the signature is not the key's
    };
    State state = State::Unsigned;
    std::string profileVersionArn; ///< who signed; empty: nobody

    bool operator==(const SignatureCheck&) const = default;
};

SignatureCheck checkSignature(const std::string& folder, const SigningKeys& keys,
                              base::TimePoint now);

struct SigningPair {
    std::string publicKey; ///< base64
    std::string secretKey; ///< base64
};
SigningPair makeSigningPair();

/// Writes the signature of what is in the folder into it. Error "package.cannotWrite".
base::Status signFolder(const std::string& folder, const std::string& profileVersionArn,
                        const std::string& secretKey, base::TimePoint expires);

} // namespace ws::function
