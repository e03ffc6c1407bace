#include "engine/expression/jsonataevaluator.h"
#include "engine/expression/jsonatatext.h"

#include <cmath>

namespace ws::expression::jsonata {
namespace {

constexpr std::size_t kMostLevels = 1000;

enum class Numbers : std::uint8_t {
    Rounded, ///< as $string writes them; what is not finite fails
    Plain,   ///< as they are
};

/// Writes as JSON.stringify does.
class Writer {
public:
    Writer(std::string& out, int indent, Numbers numbers, Heap* heap)
        : m_out(out)
        , m_indent(indent)
        , m_numbers(numbers)
        , m_heap(heap) {}

    void write(const Item& item, std::size_t level) {
        if (level > kMostLevels) {
            Failure failure("U1001");
            failure.message = "The value is nested too deeply";
            throw failure;
        }
        if (m_heap && m_out.size() > m_checked) {
            m_heap->check(m_out.size());
            m_checked = m_out.size() + (64U << 10U);
        }
        switch (item.type()) {
        case Item::Type::Undefined:
        case Item::Type::Null:
            m_out += "null";
            break;
        case Item::Type::Bool:
            m_out += item.toBool() ? "true" : "false";
            break;
        case Item::Type::Number:
            writeNumber(item);
            break;
        case Item::Type::String:
            appendQuotedText(m_out, item.toText());
            break;
        case Item::Type::Array:
            writeArray(item, level);
            break;
        case Item::Type::Object:
            writeObject(item, level);
            break;
        case Item::Type::Function:
            m_out += "\"\"";
            break;
        case Item::Type::Tuple:
            m_out += "{}";
            break;
        }
    }

private:
    void writeNumber(const Item& item) {
        const double number = item.toNumber();
        if (m_numbers == Numbers::Rounded && isNumeric(item))
            appendRoundedNumber(m_out, number);
        else if (std::isfinite(number))
            appendNumber(m_out, number);
        else
            m_out += "null";
    }

    void newLine(std::size_t level) {
        if (m_indent == 0)
            return;
        m_out += '\n';
        m_out.append(level * static_cast<std::size_t>(m_indent), ' ');
    }

    void writeArray(const Item& item, std::size_t level) {
        const std::size_t count = item.size();
        m_out += '[';
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0)
                m_out += ',';
            newLine(level + 1);
            write(item.at(i), level + 1);
        }
        if (count > 0)
            newLine(level);
        m_out += ']';
    }

    void writeObject(const Item& item, std::size_t level) {
        bool isFirst = true;
        m_out += '{';
        for (std::size_t i = 0; i < item.memberCount(); ++i) {
            const auto [key, value] = item.memberAt(i);
            if (value.isUndefined())
                continue;
            if (!isFirst)
                m_out += ',';
            isFirst = false;
            newLine(level + 1);
            appendQuotedText(m_out, key.toText());
            m_out += m_indent == 0 ? ":" : ": ";
            write(value, level + 1);
        }
        if (!isFirst)
            newLine(level);
        m_out += '}';
    }

    std::string& m_out;
    const int m_indent;
    const Numbers m_numbers;
    Heap* const m_heap;
    std::size_t m_checked = 0;
};

} // namespace

void stringify(std::string& out, const Item& item, int indent, Heap* heap) {
    Writer(out, indent, Numbers::Rounded, heap).write(item, 0);
}

std::string jsonText(const Item& item) {
    if (item.isUndefined() || item.isFunction())
        return "undefined";
    std::string out;
    Writer(out, 0, Numbers::Plain, nullptr).write(item, 0);
    return out;
}

std::string Evaluator::stringOf(const Item& item) {
    std::string out;
    appendString(out, item);
    return out;
}

void Evaluator::appendString(std::string& out, const Item& item) {
    if (item.isString()) {
        out += item.toText();
    } else if (item.isNumber()) {
        if (!std::isfinite(item.toNumber()))
            throw Failure("D3001").with("value", "null");
        appendRoundedNumber(out, item.toNumber());
    } else if (!item.isFunction()) {
        const ArrayRep* wrapper = item.array();
        stringify(out, wrapper && wrapper->outerWrapper ? wrapper->at(0) : item, 0, &m_heap);
    }
}

} // namespace ws::expression::jsonata
