#pragma once

#include "engine/function/codestore.h"

#include <string>

namespace ws::function {

/// The account below a folder (.warmstart/account of a workspace):
///
///     code/<sha256 as hex>/package.zip    as it was handed in
///     code/<sha256 as hex>/content/       what it holds; written once, never changed
///     function/<name>.json                records, replaced as a whole
///     signingkey/<any name>.json          {"ProfileVersionArn", "PublicKey", "Revoked"}: who is
///                                         trusted to sign packages; written by people
///
/// Everything appears whole or not at all: what is new is made beside its place and moved there, so
/// a program that ends at any moment leaves what was before or what is after.
class AccountStore : public CodeStore {
public:
    explicit AccountStore(std::string folder);

    base::Result<StoredCode> add(std::string_view archive) override;
    base::Result<StoredCode> addFolder(const std::string& folder) override;
    base::Result<StoredCode> measure(const std::string& folder) override;
    base::Result<std::string> archive(const StoredCode& code) override;
    void keepOnly(const std::vector<StoredCode>& referred) override;
    SignatureCheck check(const StoredCode& code, base::TimePoint now) override;
    base::Status save(const std::string& kind, const std::string& name,
                      const json::Value& record) override;
    void forget(const std::string& kind, const std::string& name) override;
    std::vector<json::Value> load(const std::string& kind) override;

private:
    std::string placeOf(const std::string& sha256) const;

    const std::string m_folder;
};

} // namespace ws::function
