#pragma once

#include "engine/execution/itemsource.h"
#include "engine/execution/objectstore.h"

#include <memory>
#include <optional>
#include <string>

namespace ws::execution {

/// An object's bytes, one after the other.
class ByteStream {
public:
    explicit ByteStream(std::unique_ptr<ObjectReader> reader)
        : m_reader(std::move(reader)) {}

    /// -1 at the end, and after a failure.
    int peek() {
        if (m_at == m_buffer.size())
            fill();
        return m_at < m_buffer.size() ? static_cast<unsigned char>(m_buffer[m_at]) : -1;
    }
    int take() {
        const int byte = peek();
        if (byte >= 0)
            ++m_at;
        return byte;
    }
    /// What went wrong while reading.
    const base::Status& status() const { return m_status; }

private:
    void fill();

    std::unique_ptr<ObjectReader> m_reader;
    std::string m_buffer;
    std::size_t m_at = 0;
    bool m_ended = false;
    base::Status m_status;
};

/// The items of one object in one format.
class ItemStream {
public:
    virtual ~ItemStream() = default;
    /// nullopt after the last one. Errors have "message".
    virtual base::Result<std::optional<ReadItem>> next() = 0;

    static std::unique_ptr<ItemStream> make(std::unique_ptr<ObjectReader> reader,
                                            const statemachine::ItemReaderFields& fields);
};

/// Files of rows, for CSV items and for manifests.
class CsvStream {
public:
    CsvStream(std::unique_ptr<ObjectReader> reader, char delimiter)
        : m_bytes(std::move(reader))
        , m_delimiter(delimiter) {}
    /// Empty after the last one.
    std::vector<std::string> row();
    const base::Status& status() const { return m_bytes.status(); }

private:
    std::string field();

    ByteStream m_bytes;
    const char m_delimiter;
};

} // namespace ws::execution
