#include "engine/execution/itemstream.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace ws;
using statemachine::ItemReaderFields;

namespace {

/// A file in pieces of a few bytes.
class Pieces : public execution::ObjectReader {
public:
    explicit Pieces(std::string bytes)
        : m_bytes(std::move(bytes)) {}
    base::Result<std::string> read(std::size_t) override {
        std::string out = m_bytes.substr(m_at, 3);
        m_at += out.size();
        return out;
    }

private:
    const std::string m_bytes;
    std::size_t m_at = 0;
};

ItemReaderFields fieldsOf(std::uint8_t choice) {
    ItemReaderFields fields;
    fields.format = choice % 4 == 0   ? ItemReaderFields::Format::Csv
                    : choice % 4 == 1 ? ItemReaderFields::Format::JsonLines
                                      : ItemReaderFields::Format::Json;
    if (choice % 8 == 0) {
        fields.headers = ItemReaderFields::Headers::Given;
        fields.csvHeaders = {"a", "b"};
    }
    if (choice % 4 == 3)
        fields.itemsPointer = "/a/1";
    return fields;
}

} // namespace

/// Whatever file, in whatever format: its items come to an end or to an error, and there are never
/// more of them than bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto items =
        execution::ItemStream::make(std::make_unique<Pieces>(text), fieldsOf(data[0]));
    for (std::size_t count = 0;; ++count) {
        if (count > size)
            std::abort();
        const auto item = items->next();
        if (!item || !*item)
            return 0;
    }
}
