#include "engine/execution/itemreader.h"

#include "engine/execution/itemstream.h"

#include <deque>

namespace ws::execution {

using base::Error;
using json::Value;
using statemachine::ItemReaderFields;
using Rest = ItemReader::Chunk::Rest;

namespace {

/// How much one chunk weighs at most, but for its last item.
constexpr std::size_t kChunkBytes = 1U << 20U;
/// Keys that one call of ListObjectsV2 gives.
constexpr std::size_t kPage = 1'000;

Error failed(std::string message) {
    return {"reader.failed", {{"message", std::move(message)}}};
}

std::string uri(const std::string& bucket, const std::string& key) {
    return "S3://" + bucket + (key.empty() ? std::string() : '/' + key);
}

/// One after another until the chunk is full or nothing is left.
class Gatherer {
public:
    Gatherer(std::size_t most, std::string source)
        : m_most(most) {
        chunk.source = std::move(source);
    }
    bool isFull() const { return chunk.items.size() >= m_most || m_bytes >= kChunkBytes; }
    void add(ReadItem item) {
        m_bytes += item.value.dumpSize();
        chunk.items.push_back(std::move(item));
    }
    ItemReader::Chunk chunk;

private:
    const std::size_t m_most;
    std::size_t m_bytes = 0;
};

base::Status gather(ItemStream& stream, Gatherer& gatherer) {
    while (!gatherer.isFull()) {
        auto item = stream.next();
        if (!item)
            return item.error();
        if (!*item) {
            gatherer.chunk.rest = Rest::None;
            return {};
        }
        gatherer.add(std::move(**item));
    }
    return {};
}

/// One object.
class ObjectItems : public ItemReader {
public:
    ObjectItems(ObjectStore& store, std::string bucket, std::string key,
                const ItemReaderFields& fields)
        : m_store(store)
        , m_bucket(std::move(bucket))
        , m_key(std::move(key))
        , m_fields(fields) {}

    base::Result<Chunk> next(std::size_t most) override {
        if (m_fields.format == ItemReaderFields::Format::Parquet)
            return failed("Items in Parquet files cannot be read here.");
        if (!m_stream) {
            auto object = m_store.open(m_bucket, m_key);
            if (!object)
                return object.error();
            m_stream = ItemStream::make(std::move(object).value(), m_fields);
        }
        Gatherer gatherer(most, uri(m_bucket, m_key));
        if (const base::Status read = gather(*m_stream, gatherer); !read)
            return read.error();
        return std::move(gatherer.chunk);
    }

private:
    ObjectStore& m_store;
    const std::string m_bucket;
    const std::string m_key;
    const ItemReaderFields m_fields;
    std::unique_ptr<ItemStream> m_stream;
};

/// The objects of a bucket, page by page.
class Listing {
public:
    Listing(ObjectStore& store, std::string bucket, std::string prefix)
        : m_store(store)
        , m_bucket(std::move(bucket))
        , m_prefix(std::move(prefix)) {}

    /// nullopt after the last one.
    base::Result<std::optional<ObjectInfo>> next() {
        if (m_page.empty() && !m_ended) {
            auto page = m_store.list(m_bucket, m_prefix, m_after, kPage);
            if (!page)
                return page.error();
            m_page.assign(page->begin(), page->end());
            m_ended = m_page.size() < kPage;
        }
        if (m_page.empty())
            return std::optional<ObjectInfo>();
        ObjectInfo info = std::move(m_page.front());
        m_page.pop_front();
        m_after = info.key;
        return std::optional<ObjectInfo>(std::move(info));
    }

private:
    ObjectStore& m_store;
    const std::string m_bucket;
    const std::string m_prefix;
    std::string m_after;
    std::deque<ObjectInfo> m_page;
    bool m_ended = false;
};

class ListedItems : public ItemReader {
public:
    ListedItems(ObjectStore& store, const ItemSource& source)
        : m_listing(store, source.bucket, source.prefix)
        , m_source(uri(source.bucket, {})) {}

    base::Result<Chunk> next(std::size_t most) override {
        Gatherer gatherer(most, m_source);
        while (!gatherer.isFull()) {
            auto info = m_listing.next();
            if (!info)
                return info.error();
            if (!*info) {
                gatherer.chunk.rest = Rest::None;
                break;
            }
            gatherer.add({described(**info), {}});
        }
        return std::move(gatherer.chunk);
    }

private:
    static Value described(const ObjectInfo& info) {
        const auto seconds =
            std::chrono::duration_cast<std::chrono::seconds>(info.lastModified.time_since_epoch());
        return Value::object({{"Etag", '"' + info.etag + '"'},
                              {"LastModified", std::int64_t{seconds.count()}},
                              {"Key", info.key},
                              {"Size", static_cast<std::int64_t>(info.size)},
                              {"StorageClass", "STANDARD"}});
    }

    Listing m_listing;
    const std::string m_source;
};

/// What is in several objects, one object after the other.
class ChainedItems : public ItemReader {
public:
    struct Place {
        std::string bucket;
        std::string key;
    };

    ChainedItems(ObjectStore& store, const ItemReaderFields& fields)
        : m_store(store)
        , m_fields(fields) {}

    base::Result<Chunk> next(std::size_t most) override {
        if (!m_current) {
            auto place = nextPlace();
            if (!place)
                return place.error();
            if (!*place)
                return Chunk{{}, {}, Rest::None};
            m_current =
                std::make_unique<ObjectItems>(m_store, (*place)->bucket, (*place)->key, m_fields);
        }
        auto chunk = m_current->next(most);
        if (!chunk)
            return chunk.error();
        if (chunk->rest == Rest::None)
            m_current.reset();
        chunk->rest = Rest::More; // the next object may be there
        return chunk;
    }

protected:
    virtual base::Result<std::optional<Place>> nextPlace() = 0;

    ObjectStore& m_store;

private:
    const ItemReaderFields m_fields;
    std::unique_ptr<ObjectItems> m_current;
};

/// LOAD_AND_FLATTEN of a listing.
class FlattenedItems : public ChainedItems {
public:
    FlattenedItems(ObjectStore& store, const ItemSource& source)
        : ChainedItems(store, source.fields)
        , m_bucket(source.bucket)
        , m_listing(store, source.bucket, source.prefix) {}

private:
    base::Result<std::optional<Place>> nextPlace() override {
        for (;;) {
            auto info = m_listing.next();
            if (!info)
                return info.error();
            if (!*info)
                return std::optional<Place>();
            if ((*info)->size > 0) // a folder that somebody made visible
                return std::optional<Place>(Place{m_bucket, (*info)->key});
        }
    }

    const std::string m_bucket;
    Listing m_listing;
};

/// The fields for the files that a manifest names.
ItemReaderFields listedFields(const ItemReaderFields& fields,
                              const std::vector<std::string>& headers) {
    ItemReaderFields out = fields;
    out.format = ItemReaderFields::Format::Csv;
    out.delimiter = ',';
    out.headers = ItemReaderFields::Headers::Given;
    out.csvHeaders = headers;
    return out;
}

/// The CSV files of an S3 inventory: {"destinationBucket": "arn:aws:s3:::b", "fileFormat": "CSV",
/// "fileSchema": "Bucket, Key, Size", "files": [{"key": ...}]}.
class InventoryItems : public ChainedItems {
public:
    InventoryItems(ObjectStore& store, const ItemReaderFields& fields, Value manifest)
        : ChainedItems(store, listedFields(fields, columns(manifest["fileSchema"].toString())))
        , m_manifest(std::move(manifest)) {}

private:
    static std::vector<std::string> columns(const std::string& schema) {
        std::vector<std::string> out;
        std::string name;
        for (const char byte : schema + ',') {
            if (byte == ',')
                out.push_back(std::exchange(name, {}));
            else if (byte != ' ')
                name += byte;
        }
        return out;
    }

    base::Result<std::optional<Place>> nextPlace() override {
        if (m_manifest["fileFormat"].toString() != "CSV")
            return failed("Inventories other than in CSV files cannot be read here.");
        const Value& files = m_manifest["files"];
        if (m_at >= files.size())
            return std::optional<Place>();
        const std::string& key = files.at(m_at++)["key"].toString();
        if (key.ends_with(".gz"))
            return failed("Inventory files that are compressed cannot be read here.");
        std::string bucket = m_manifest["destinationBucket"].toString();
        bucket.erase(0, bucket.rfind(':') + 1); // an ARN, or the bare name
        return std::optional<Place>(Place{bucket, key});
    }

    const Value m_manifest;
    std::size_t m_at = 0;
};

/// The files that an Athena query wrote, a line with "s3://bucket/key" for each.
class AthenaItems : public ChainedItems {
public:
    AthenaItems(ObjectStore& store, const ItemReaderFields& fields,
                std::unique_ptr<ObjectReader> manifest)
        : ChainedItems(store, fields)
        , m_rows(std::move(manifest), ',') {}

private:
    base::Result<std::optional<Place>> nextPlace() override {
        const auto row = m_rows.row();
        if (!m_rows.status())
            return m_rows.status().error();
        if (row.empty())
            return std::optional<Place>();
        static constexpr std::string_view kScheme = "s3://";
        const std::size_t slash = row[0].find('/', kScheme.size());
        if (!row[0].starts_with(kScheme) || slash == std::string::npos)
            return failed("The manifest's line '" + row[0] + "' names no object.");
        return std::optional<Place>(
            Place{row[0].substr(kScheme.size(), slash - kScheme.size()), row[0].substr(slash + 1)});
    }

    CsvStream m_rows;
};

/// What a manifest names; which kind it is shows when it is read.
class ManifestItems : public ItemReader {
public:
    ManifestItems(ObjectStore& store, std::shared_ptr<const ItemSource> source)
        : m_store(store)
        , m_source(std::move(source)) {}

    base::Result<Chunk> next(std::size_t most) override {
        if (!m_items) {
            auto object = m_store.open(m_source->bucket, m_source->key);
            if (!object)
                return object.error();
            if (m_source->fields.athenaManifest) {
                m_items = std::make_unique<AthenaItems>(m_store, m_source->fields,
                                                        std::move(object).value());
            } else {
                auto manifest = whole(**object);
                if (!manifest)
                    return manifest.error();
                m_items = std::make_unique<InventoryItems>(m_store, m_source->fields,
                                                           std::move(manifest).value());
            }
        }
        return m_items->next(most);
    }

private:
    static base::Result<Value> whole(ObjectReader& object) {
        std::string text;
        for (;;) {
            auto block = object.read(kChunkBytes);
            if (!block)
                return block.error();
            if (block->empty())
                break;
            text += *block;
        }
        auto parsed = Value::parse(text);
        return parsed ? parsed : failed("Unable to parse the manifest as JSON.");
    }

    ObjectStore& m_store;
    const std::shared_ptr<const ItemSource> m_source;
    std::unique_ptr<ItemReader> m_items;
};

/// MaxItems.
class FirstItems : public ItemReader {
public:
    FirstItems(std::unique_ptr<ItemReader> items, std::size_t most)
        : m_items(std::move(items))
        , m_left(most) {}

    base::Result<Chunk> next(std::size_t most) override {
        auto chunk = m_items->next(std::min(most, m_left));
        if (!chunk)
            return chunk;
        m_left -= chunk->items.size();
        if (m_left == 0)
            chunk->rest = Rest::None;
        return chunk;
    }

private:
    const std::unique_ptr<ItemReader> m_items;
    std::size_t m_left;
};

std::unique_ptr<ItemReader> opened(ObjectStore& store,
                                   const std::shared_ptr<const ItemSource>& source) {
    const ItemReaderFields& fields = source->fields;
    if (fields.lists && fields.flattens)
        return std::make_unique<FlattenedItems>(store, *source);
    if (fields.lists)
        return std::make_unique<ListedItems>(store, *source);
    if (fields.format == ItemReaderFields::Format::Manifest)
        return std::make_unique<ManifestItems>(store, source);
    return std::make_unique<ObjectItems>(store, source->bucket, source->key, fields);
}

} // namespace

std::unique_ptr<ItemReader> ItemReader::open(ObjectStore& store,
                                             std::shared_ptr<const ItemSource> source) {
    auto items = opened(store, source);
    if (source->maxItems.value_or(0) > 0)
        return std::make_unique<FirstItems>(std::move(items),
                                            static_cast<std::size_t>(*source->maxItems));
    return items;
}

} // namespace ws::execution
