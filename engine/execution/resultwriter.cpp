#include "engine/execution/resultwriter.h"

namespace ws::execution {

using json::Value;
using Transformation = statemachine::ResultWriterFields::Transformation;

static constexpr std::size_t kManifestPiece = 4'096;

ResultWriter::ResultWriter(ObjectStore& store, std::shared_ptr<const ResultTarget> target)
    : m_store(store)
    , m_target(std::move(target)) {
    m_succeeded.name = "SUCCEEDED";
    m_failed.name = "FAILED";
}

std::string ResultWriter::keyOf(const std::string& name) const {
    return m_target->folder + name;
}

void ResultWriter::write(const ResultRecord& result) {
    if (!m_status)
        return;
    // What failed has no output: it is always told in full.
    if (result.outcome != ResultRecord::Outcome::Succeeded)
        return append(m_failed, result.record);
    if (m_target->transformation == Transformation::None)
        return append(m_succeeded, result.record);
    if (m_target->transformation == Transformation::Flatten && result.output.isArray()) {
        for (const Value& item : result.output.items())
            append(m_succeeded, item);
        return;
    }
    append(m_succeeded, result.output);
}

void ResultWriter::append(File& file, const Value& value) {
    if (!m_status)
        return;
    std::string bytes;
    if (!file.writer) {
        auto writer = m_store.create(
            m_target->bucket, keyOf(file.name + (m_target->jsonLines ? "_0.jsonl" : "_0.json")));
        if (!writer) {
            m_status = writer.error();
            return;
        }
        file.writer = std::move(writer).value();
        bytes = m_target->jsonLines ? "" : "[";
    } else {
        bytes = m_target->jsonLines ? "\n" : ",";
    }
    value.dumpTo(bytes);
    m_status = put(file, bytes);
}

base::Status ResultWriter::put(File& file, const std::string& bytes) {
    file.size += bytes.size();
    return file.writer->write(bytes);
}

/// The file's entry in the manifest: a list of one, or of none.
base::Result<Value> ResultWriter::complete(File& file) {
    if (!file.writer)
        return Value::array();
    if (const base::Status put = this->put(file, m_target->jsonLines ? "\n" : "]"); !put)
        return put.error();
    if (const base::Status committed = file.writer->commit(); !committed)
        return committed.error();
    const std::string name = file.name + (m_target->jsonLines ? "_0.jsonl" : "_0.json");
    return Value(Value::Array{
        Value::object({{"Key", keyOf(name)}, {"Size", static_cast<std::int64_t>(file.size)}})});
}

/// A manifest that was never written names nothing.
Value::Array ResultWriter::earlierSuccesses() const {
    if (m_target->earlierManifest.empty())
        return {};
    const auto reader = m_store.open(m_target->bucket, m_target->earlierManifest);
    std::string text;
    while (reader) {
        const auto bytes = (*reader)->read(kManifestPiece);
        if (!bytes || bytes->empty())
            break;
        text += *bytes;
    }
    const auto manifest = Value::parse(text);
    if (!manifest)
        return {};
    const auto& entries = (*manifest)["ResultFiles"]["SUCCEEDED"].items();
    return {entries.begin(), entries.end()};
}

base::Result<std::string> ResultWriter::finish() {
    if (!m_status)
        return m_status.error();
    auto failed = complete(m_failed);
    if (!failed)
        return failed.error();
    auto succeeded = complete(m_succeeded);
    if (!succeeded)
        return succeeded.error();
    Value::Array successes = earlierSuccesses();
    for (const Value& entry : succeeded->items())
        successes.push_back(entry);
    const Value files = Value::object({{"FAILED", std::move(failed).value()},
                                       {"PENDING", Value::array()},
                                       {"SUCCEEDED", Value(std::move(successes))}});
    const Value manifest = Value::object({{"DestinationBucket", m_target->bucket},
                                          {"MapRunArn", m_target->mapRunArn},
                                          {"ResultFiles", files}});
    const std::string key = keyOf(ResultTarget::kManifest);
    auto writer = m_store.create(m_target->bucket, key);
    if (!writer)
        return writer.error();
    if (const base::Status written = (*writer)->write(manifest.dump()); !written)
        return written.error();
    if (const base::Status committed = (*writer)->commit(); !committed)
        return committed.error();
    return key;
}

} // namespace ws::execution
