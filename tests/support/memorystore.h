#pragma once

#include "engine/execution/objectstore.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace ws::tests {

/// Buckets that live as long as the test.
class MemoryStore : public execution::ObjectStore {
public:
    /// Makes the bucket too.
    void put(const std::string& bucket, const std::string& key, std::string bytes) {
        buckets[bucket][key] = std::move(bytes);
    }
    std::string text(const std::string& bucket, const std::string& key) const {
        const auto found = buckets.find(bucket);
        if (found == buckets.end() || !found->second.contains(key))
            return "(none)";
        return found->second.at(key);
    }

    base::Result<std::unique_ptr<execution::ObjectReader>> open(const std::string& bucket,
                                                                const std::string& key) override {
        if (!buckets.contains(bucket))
            return noSuchBucket();
        if (!buckets[bucket].contains(key))
            return base::Error{"NoSuchKey", {{"message", "The specified key does not exist."}}};
        return std::unique_ptr<execution::ObjectReader>(
            std::make_unique<Reader>(buckets[bucket][key]));
    }
    base::Result<std::unique_ptr<execution::ObjectWriter>> create(const std::string& bucket,
                                                                  const std::string& key) override {
        if (!buckets.contains(bucket))
            return noSuchBucket();
        return std::unique_ptr<execution::ObjectWriter>(
            std::make_unique<Writer>(buckets[bucket], key));
    }
    base::Result<std::vector<execution::ObjectInfo>> list(const std::string& bucket,
                                                          const std::string& prefix,
                                                          const std::string& after,
                                                          std::size_t most) override {
        if (!buckets.contains(bucket))
            return noSuchBucket();
        std::vector<execution::ObjectInfo> out;
        for (const auto& [key, bytes] : buckets[bucket]) {
            if (key.starts_with(prefix) && key > after && out.size() < most)
                out.push_back({key, bytes.size(), "etag", {}});
        }
        return out;
    }

    std::map<std::string, std::map<std::string, std::string>> buckets;

private:
    class Reader : public execution::ObjectReader {
    public:
        explicit Reader(std::string bytes)
            : m_bytes(std::move(bytes)) {}
        base::Result<std::string> read(std::size_t most) override {
            // Few at a time, so that nothing relies on seeing a whole value at once.
            std::string out = m_bytes.substr(m_at, std::min<std::size_t>(most, 7));
            m_at += out.size();
            return out;
        }

    private:
        const std::string m_bytes;
        std::size_t m_at = 0;
    };
    class Writer : public execution::ObjectWriter {
    public:
        Writer(std::map<std::string, std::string>& objects, std::string key)
            : m_objects(objects)
            , m_key(std::move(key)) {}
        base::Status write(std::string_view bytes) override {
            m_bytes += bytes;
            return {};
        }
        base::Status commit() override {
            m_objects[m_key] = m_bytes;
            return {};
        }

    private:
        std::map<std::string, std::string>& m_objects;
        const std::string m_key;
        std::string m_bytes;
    };

    static base::Error noSuchBucket() {
        return {"NoSuchBucket", {{"message", "The specified bucket does not exist"}}};
    }
};

} // namespace ws::tests
