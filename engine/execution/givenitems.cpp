#include "engine/execution/givenitems.h"

#include <iterator>
#include <utility>

namespace ws::execution {

using Format = statemachine::ItemReaderFields::Format;

namespace {

/// Whatever object is asked for has the given content.
class GivenContent : public ObjectStore {
public:
    explicit GivenContent(const std::string& content)
        : m_content(content) {}

    base::Result<std::unique_ptr<ObjectReader>> open(const std::string&,
                                                     const std::string&) override {
        return std::unique_ptr<ObjectReader>(std::make_unique<Reader>(m_content));
    }
    base::Result<std::unique_ptr<ObjectWriter>> create(const std::string&,
                                                       const std::string&) override {
        return base::Error{"AccessDenied", {{"message", "Access Denied"}}};
    }
    base::Result<std::vector<ObjectInfo>> list(const std::string&, const std::string&,
                                               const std::string&, std::size_t) override {
        return std::vector<ObjectInfo>();
    }

private:
    class Reader : public ObjectReader {
    public:
        explicit Reader(const std::string& content)
            : m_content(content) {}
        base::Result<std::string> read(std::size_t most) override {
            std::string piece = m_content.substr(m_position, most);
            m_position += piece.size();
            return piece;
        }

    private:
        const std::string& m_content;
        std::size_t m_position = 0;
    };

    const std::string& m_content;
};

bool isOneText(const statemachine::ItemReaderFields& fields) {
    return !fields.lists && fields.format != Format::Manifest && fields.format != Format::Parquet;
}

} // namespace

base::Result<ItemReader::Chunk> givenItems(const std::string& content,
                                           std::shared_ptr<const ItemSource> source) {
    if (!isOneText(source->fields)) {
        auto list = std::make_shared<ItemSource>(*source);
        list->fields.lists = false;
        list->fields.format = Format::Json;
        list->fields.itemsPointer.clear();
        source = std::move(list);
    }
    static constexpr std::size_t kPiece = 10'000;
    GivenContent store(content);
    const auto reader = ItemReader::open(store, std::move(source));
    ItemReader::Chunk all;
    while (all.rest == ItemReader::Chunk::Rest::More) {
        auto chunk = reader->next(kPiece);
        if (!chunk)
            return chunk.error();
        std::move(chunk->items.begin(), chunk->items.end(), std::back_inserter(all.items));
        all.source = std::move(chunk->source);
        all.rest = chunk->rest;
    }
    return all;
}

} // namespace ws::execution
