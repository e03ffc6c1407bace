// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatafunctions.h"
#include "engine/expression/jsonatatext.h"

#include <cmath>

namespace ws::expression::jsonata {
namespace {

Item string(Evaluator& evaluator, Items& arguments, const Item&) {
    const Item& value = arguments[0];
    if (value.isUndefined() || value.isString())
        return value;
    if (value.isArray() || value.isObject()) {
        std::string out;
        const ArrayRep* wrapper = value.array();
        const Item inner = wrapper && wrapper->outerWrapper ? wrapper->at(0) : value;
        stringify(out, inner, arguments[1].toBool() ? 2 : 0, &evaluator.heap());
        return evaluator.text(std::move(out));
    }
    return evaluator.text(evaluator.stringOf(value));
}

/// The index that JavaScript's slice() means by a number.
std::size_t sliceIndex(double index, std::size_t size) {
    if (std::isnan(index))
        return 0;
    index = std::trunc(index);
    const auto length = static_cast<double>(size);
    if (index < 0)
        index = std::max(length + index, 0.0);
    return static_cast<std::size_t>(std::min(index, length));
}

Item substring(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const std::string& text = arguments[0].toText();
    const std::size_t size = codePoints(text);
    double start = numberOf(arguments[1]);
    if (static_cast<double>(size) + start < 0)
        start = 0;
    std::size_t end = size;
    if (!arguments[2].isUndefined()) {
        const double length = numberOf(arguments[2]);
        if (length <= 0)
            return evaluator.text({});
        end = sliceIndex(start >= 0 ? start + length : static_cast<double>(size) + start + length,
                         size);
    }
    const std::size_t begin = sliceIndex(start, size);
    if (begin >= end)
        return evaluator.text({});
    if (begin == 0 && end == size)
        return arguments[0];
    if (size == text.size())
        return evaluator.text(text.substr(begin, end - begin));
    const std::size_t from = codePointOffset(text, begin);
    const std::size_t bytes = codePointOffset(std::string_view(text).substr(from), end - begin);
    return evaluator.text(text.substr(from, bytes));
}

Item substringBefore(Evaluator& evaluator, Items& arguments, const Item&) {
    const auto at = arguments[0].toText().find(arguments[1].toText());
    if (!arguments[1].isString() || at == std::string::npos)
        return arguments[0];
    return evaluator.text(arguments[0].toText().substr(0, at));
}

Item substringAfter(Evaluator& evaluator, Items& arguments, const Item&) {
    const auto at = arguments[0].toText().find(arguments[1].toText());
    if (!arguments[0].isString() || !arguments[1].isString() || at == std::string::npos)
        return arguments[0];
    return evaluator.text(arguments[0].toText().substr(at + arguments[1].toText().size()));
}

Item lowercase(Evaluator& evaluator, Items& arguments, const Item&) {
    return arguments[0].isUndefined() ? Item() : evaluator.text(toLower(arguments[0].toText()));
}

Item uppercase(Evaluator& evaluator, Items& arguments, const Item&) {
    return arguments[0].isUndefined() ? Item() : evaluator.text(toUpper(arguments[0].toText()));
}

Item length(Evaluator&, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    return Item::number(static_cast<double>(codePoints(arguments[0].toText())));
}

Item trim(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    std::string trimmed;
    for (const char c : arguments[0].toText()) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!blank)
            trimmed += c;
        else if (!trimmed.empty() && trimmed.back() != ' ')
            trimmed += ' ';
    }
    if (trimmed.ends_with(' '))
        trimmed.pop_back();
    return evaluator.text(std::move(trimmed));
}

Item pad(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const std::string& text = arguments[0].toText();
    const std::string blank = " ";
    const std::string& filler =
        arguments[2].isString() && !arguments[2].toText().empty() ? arguments[2].toText() : blank;
    const double width = std::trunc(numberOf(arguments[1]));
    const double missing = std::abs(width) - static_cast<double>(codePoints(text));
    if (!(missing > 0))
        return arguments[0];
    const double bytes =
        missing * static_cast<double>(filler.size()) + static_cast<double>(text.size());
    evaluator.heap().check(bytes < 1e15 ? static_cast<std::size_t>(bytes) : SIZE_MAX);
    const auto count = static_cast<std::size_t>(missing);
    const std::size_t period = codePoints(filler);
    std::string padding;
    for (std::size_t i = 0; i < count / period; ++i)
        padding += filler;
    padding.append(filler, 0, codePointOffset(filler, count % period));
    return evaluator.text(width > 0 ? text + padding : padding + text);
}

Item join(Evaluator& evaluator, Items& arguments, const Item&) {
    if (arguments[0].isUndefined())
        return {};
    const Item& items = arguments[0];
    const std::string& separator = arguments[1].toText();
    evaluator.tick(items.size() / 8);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < items.size(); ++i)
        bytes += items.at(i).toText().size() + separator.size();
    evaluator.heap().check(bytes);
    std::string joined;
    joined.reserve(bytes);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            appendText(joined, separator);
        appendText(joined, items.at(i).toText());
    }
    return evaluator.text(std::move(joined));
}

} // namespace

std::span<const Builtin> stringFunctions() {
    static const Builtin kFunctions[] = {
        {"string", "<x-b?:s>", 1, 2, string},
        {"substring", "<s-nn?:s>", 3, 3, substring},
        {"substringBefore", "<s-s:s>", 2, 2, substringBefore},
        {"substringAfter", "<s-s:s>", 2, 2, substringAfter},
        {"lowercase", "<s-:s>", 1, 1, lowercase},
        {"uppercase", "<s-:s>", 1, 1, uppercase},
        {"length", "<s-:n>", 1, 1, length},
        {"trim", "<s-:s>", 1, 1, trim},
        {"pad", "<s-ns?:s>", 3, 3, pad},
        {"join", "<a<s>s?:s>", 2, 2, join},
    };
    return kFunctions;
}

} // namespace ws::expression::jsonata
