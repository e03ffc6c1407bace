#pragma once

#include "engine/execution/itemsource.h"
#include "engine/execution/objectstore.h"

#include <memory>
#include <string>

namespace ws::execution {

/// The files of a ResultWriter: SUCCEEDED_0.json, FAILED_0.json and a manifest.json that names
/// them, written as the results come.
class ResultWriter {
public:
    /// The store is not owned.
    ResultWriter(ObjectStore& store, std::shared_ptr<const ResultTarget> target);

    /// A failure is told by finish().
    void write(const ResultRecord& result);
    /// The manifest's key. Errors have "message".
    base::Result<std::string> finish();

private:
    /// One of the files; it begins with its first result.
    struct File {
        std::string name;
        std::unique_ptr<ObjectWriter> writer;
        std::uint64_t size = 0;
    };

    void append(File& file, const json::Value& value);
    base::Status put(File& file, const std::string& bytes);
    base::Result<json::Value> complete(File& file);
    /// The entries of the successes before the redrive.
    json::Value::Array earlierSuccesses() const;
    std::string keyOf(const std::string& name) const;

    ObjectStore& m_store;
    const std::shared_ptr<const ResultTarget> m_target;
    File m_succeeded;
    File m_failed;
    base::Status m_status;
};

} // namespace ws::execution
