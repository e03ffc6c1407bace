#include "engine/execution/itemstream.h"

#include <algorithm>

namespace ws::execution {

using base::Error;
using json::Value;
using statemachine::ItemReaderFields;

static constexpr std::size_t kBlock = 256U << 10U;

void ByteStream::fill() {
    if (m_ended || !m_status)
        return;
    m_at = 0;
    auto block = m_reader->read(kBlock);
    if (!block)
        m_status = block.error();
    m_buffer = block ? std::move(block).value() : std::string();
    m_ended = m_buffer.empty();
}

namespace {

Error failed(std::string message) {
    return {"reader.failed", {{"message", std::move(message)}}};
}

using Item = std::optional<ReadItem>;

/// The steps of a JSON pointer (RFC 6901).
std::vector<std::string> stepsOf(const std::string& pointer) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < pointer.size(); ++at) {
        if (pointer[at] == '/') {
            out.emplace_back();
        } else if (!out.empty()) {
            const bool escaped = pointer[at] == '~' && at + 1 < pointer.size();
            out.back() += !escaped ? pointer[at] : pointer[++at] == '1' ? '/' : '~';
        }
    }
    return out;
}

/// Takes values off a JSON text without holding the whole of it.
class JsonScanner {
public:
    explicit JsonScanner(std::unique_ptr<ObjectReader> reader)
        : m_bytes(std::move(reader)) {}

    const base::Status& status() const { return m_bytes.status(); }

    /// The next byte that is no space, not taken.
    int peek() {
        while (m_bytes.peek() == ' ' || m_bytes.peek() == '\n' || m_bytes.peek() == '\r' ||
               m_bytes.peek() == '\t')
            m_bytes.take();
        return m_bytes.peek();
    }
    bool takeIf(char expected) {
        if (peek() != expected)
            return false;
        m_bytes.take();
        return true;
    }

    /// The text of one value; whether it is JSON, its parser says.
    std::string raw() {
        std::string out;
        int depth = 0;
        peek();
        for (;;) {
            const int byte = m_bytes.peek();
            if (byte < 0)
                return out;
            if (byte == '"') {
                takeString(out);
                if (depth == 0)
                    return out;
                continue;
            }
            const bool closes = byte == '}' || byte == ']';
            if (depth == 0 && (closes || byte == ','))
                return out; // of the container around
            out += static_cast<char>(m_bytes.take());
            if (byte == '{' || byte == '[')
                ++depth;
            if (closes && --depth == 0)
                return out;
        }
    }

    /// A member's name; the colon after it is taken too.
    base::Result<std::string> key() {
        std::string text;
        if (peek() == '"')
            takeString(text);
        auto parsed = Value::parse(text);
        if (!parsed || !takeIf(':'))
            return failed("Unable to parse the file as JSON.");
        return parsed->toString();
    }

private:
    void takeString(std::string& out) {
        out += static_cast<char>(m_bytes.take());
        for (int byte = m_bytes.take(); byte >= 0; byte = m_bytes.take()) {
            out += static_cast<char>(byte);
            if (byte == '"')
                return;
            if (byte == '\\' && m_bytes.peek() >= 0)
                out += static_cast<char>(m_bytes.take());
        }
    }

    ByteStream m_bytes;
};

/// An array of items, or an object whose members are the items; somewhere within the file.
class JsonItems : public ItemStream {
public:
    JsonItems(std::unique_ptr<ObjectReader> reader, std::string pointer)
        : m_scanner(std::move(reader))
        , m_pointer(std::move(pointer)) {}

    base::Result<Item> next() override {
        if (m_place == Place::Before) {
            if (const base::Status found = begin(); !found)
                return found.error();
        } else if (m_place == Place::Between && !m_scanner.takeIf(',')) {
            if (!m_scanner.takeIf(m_close))
                return broken();
            m_place = Place::After;
        }
        if (m_place == Place::After)
            return Item();
        m_place = Place::Between;
        ReadItem item;
        if (m_close == '}') {
            auto key = m_scanner.key();
            if (!key)
                return broken();
            item.key = std::move(key).value();
        }
        auto value = Value::parse(m_scanner.raw());
        if (!value)
            return broken();
        item.value = std::move(value).value();
        return Item(std::move(item));
    }

private:
    enum class Place : std::uint8_t { Before, Between, After };

    Error broken() const {
        return m_scanner.status() ? failed("Unable to parse the file as JSON.")
                                  : m_scanner.status().error();
    }

    base::Status begin() {
        for (const std::string& step : stepsOf(m_pointer)) {
            if (const base::Status found = enter(step); !found)
                return found;
        }
        if (m_scanner.takeIf('['))
            m_close = ']';
        else if (m_scanner.takeIf('{'))
            m_close = '}';
        else
            return m_scanner.status() ? failed("Attempting to map over non-iterable node.")
                                      : m_scanner.status().error();
        m_place = m_scanner.takeIf(m_close) ? Place::After : Place::Between;
        return {};
    }

    base::Status enter(const std::string& step) {
        const Error nowhere = failed("The ItemsPointer '" + m_pointer +
                                     "' does not point to an array or an object in the file.");
        const bool isObject = m_scanner.takeIf('{');
        if (!isObject && !m_scanner.takeIf('['))
            return nowhere;
        for (std::size_t at = 0;
             m_scanner.peek() >= 0 && m_scanner.peek() != ']' && m_scanner.peek() != '}'; ++at) {
            std::string name = std::to_string(at);
            if (isObject) {
                auto key = m_scanner.key();
                if (!key)
                    return key.error();
                name = std::move(key).value();
            }
            if (name == step)
                return {};
            m_scanner.raw();
            m_scanner.takeIf(',');
        }
        return m_scanner.status() ? nowhere : m_scanner.status().error();
    }

    JsonScanner m_scanner;
    const std::string m_pointer;
    char m_close = ']';
    Place m_place = Place::Before;
};

class JsonLineItems : public ItemStream {
public:
    explicit JsonLineItems(std::unique_ptr<ObjectReader> reader)
        : m_bytes(std::move(reader)) {}

    base::Result<Item> next() override {
        std::string line;
        while (m_bytes.peek() >= 0) {
            line.clear();
            for (int byte = m_bytes.take(); byte >= 0 && byte != '\n'; byte = m_bytes.take())
                line += static_cast<char>(byte);
            ++m_line;
            if (line.find_first_not_of(" \t\r") == std::string::npos)
                continue;
            auto value = Value::parse(line);
            if (!value)
                return failed("Unable to parse line " + std::to_string(m_line) + " as JSON.");
            return Item(ReadItem{std::move(value).value(), {}});
        }
        if (!m_bytes.status())
            return m_bytes.status().error();
        return Item();
    }

private:
    ByteStream m_bytes;
    std::size_t m_line = 0;
};

class CsvItems : public ItemStream {
public:
    CsvItems(std::unique_ptr<ObjectReader> reader, const ItemReaderFields& fields)
        : m_rows(std::move(reader), fields.delimiter)
        , m_location(fields.headers)
        , m_headers(fields.csvHeaders) {}

    base::Result<Item> next() override {
        if (!m_begun) {
            m_begun = true;
            if (const base::Status read = readHeaders(); !read)
                return read.error();
        }
        const auto row = m_rows.row();
        if (!m_rows.status())
            return m_rows.status().error();
        if (row.empty())
            return Item();
        Value item = Value::object();
        for (std::size_t at = 0; at < m_headers.size(); ++at)
            item.set(m_headers[at], at < row.size() ? row[at] : std::string());
        return Item(ReadItem{std::move(item), {}});
    }

private:
    base::Status readHeaders() {
        if (m_location == ItemReaderFields::Headers::FirstRow)
            m_headers = m_rows.row();
        auto sorted = m_headers;
        std::sort(sorted.begin(), sorted.end());
        if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
            return failed("CSV headers cannot contain duplicates.");
        return m_rows.status();
    }

    CsvStream m_rows;
    const ItemReaderFields::Headers m_location;
    std::vector<std::string> m_headers;
    bool m_begun = false;
};

} // namespace

std::string CsvStream::field() {
    std::string out;
    if (m_bytes.peek() != '"') {
        while (m_bytes.peek() >= 0 && m_bytes.peek() != m_delimiter && m_bytes.peek() != '\n')
            out += static_cast<char>(m_bytes.take());
        if (out.ends_with('\r') && m_bytes.peek() != m_delimiter)
            out.pop_back();
        return out;
    }
    m_bytes.take();
    for (int byte = m_bytes.take(); byte >= 0; byte = m_bytes.take()) {
        if (byte == '"' && m_bytes.peek() != '"')
            break;
        if (byte == '"')
            m_bytes.take(); // "" is one
        out += static_cast<char>(byte);
    }
    while (m_bytes.peek() >= 0 && m_bytes.peek() != m_delimiter && m_bytes.peek() != '\n')
        m_bytes.take(); // what follows the closing quote
    return out;
}

std::vector<std::string> CsvStream::row() {
    std::vector<std::string> out;
    while (m_bytes.peek() == '\n') // an empty line is no row
        m_bytes.take();
    while (m_bytes.peek() >= 0) {
        out.push_back(field());
        if (m_bytes.peek() != m_delimiter) {
            m_bytes.take();
            break;
        }
        m_bytes.take();
        if (m_bytes.peek() < 0)
            out.emplace_back();
    }
    return out;
}

std::unique_ptr<ItemStream> ItemStream::make(std::unique_ptr<ObjectReader> reader,
                                             const ItemReaderFields& fields) {
    switch (fields.format) {
    case ItemReaderFields::Format::Csv:
        return std::make_unique<CsvItems>(std::move(reader), fields);
    case ItemReaderFields::Format::JsonLines:
        return std::make_unique<JsonLineItems>(std::move(reader));
    default:
        return std::make_unique<JsonItems>(std::move(reader), fields.itemsPointer);
    }
}

} // namespace ws::execution
