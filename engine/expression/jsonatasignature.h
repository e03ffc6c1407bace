#pragma once

#include "engine/expression/jsonataitem.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ws::expression::jsonata {

class Heap;

using Items = std::vector<Item>;

/// What a function takes: `<s-nn?:s>`.
class Signature {
public:
    /// Throws a Failure at `position` plus the offset within the signature.
    static std::shared_ptr<const Signature> parse(std::string_view text, std::size_t position = 0);

    /// The arguments as the function is to see them: single values in place of arrays become
    /// arrays, what is missing may be the context. Throws a Failure where they do not fit.
    void validate(Items& arguments, const Item& context, Heap& heap) const;

private:
    struct Parameter {
        std::string symbols; ///< that it takes; what is missing is 'm'
        char type = 0;
        std::string subtype;
        bool hasSubtype = false;
        bool context = false;
        bool optional = false;
        bool lazy = false; ///< "n-?": rather nothing
        bool repeated = false;
    };
    using Counts = std::vector<std::size_t>;

    static char symbolOf(const Item& item);
    static bool takes(const Parameter& parameter, char symbol);
    void addChoice(std::string_view text, std::size_t& position, std::size_t offset);
    bool isExact(const Items& arguments) const;
    bool match(std::string_view supplied, std::size_t parameter, std::size_t argument,
               Counts& counts) const;
    [[noreturn]] void refuse(std::string_view supplied) const;
    Item asArray(const Parameter& parameter, std::string_view matched, char symbol, Item argument,
                 std::size_t number, Heap& heap) const;

    std::vector<Parameter> m_parameters;
    bool m_simple = true; ///< no parameter takes more than one argument
};

} // namespace ws::expression::jsonata
