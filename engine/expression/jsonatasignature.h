#pragma once

#include "engine/expression/jsonataitem.h"

#include <cstddef>
#include <memory>
#include <optional>
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
    struct Attempt {
        std::string_view supplied;
        Counts counts;            ///< of arguments that each parameter takes
        std::vector<bool> failed; ///< by parameter and argument: not to be tried again
    };

    static char symbolOf(const Item& item);
    static bool takes(const Parameter& parameter, char symbol);
    void addChoice(std::string_view text, std::size_t& position, std::size_t offset);
    bool isOneForEach(const Items& arguments) const;
    void validateOneForEach(Items& arguments, const Item& context, Heap& heap) const;
    [[noreturn]] static void refuseContext(std::size_t argument);
    /// How many arguments each of the first `parameters` takes; nothing when they do not fit.
    std::optional<Counts> match(std::string_view supplied, std::size_t parameters) const;
    bool match(Attempt& attempt, std::size_t parameters, std::size_t parameter,
               std::size_t argument) const;
    [[noreturn]] void refuse(std::string_view supplied) const;
    Item asArray(const Parameter& parameter, std::string_view matched, char symbol, Item argument,
                 std::size_t number, Heap& heap) const;

    std::vector<Parameter> m_parameters;
    bool m_simple = true; ///< no parameter takes several arguments, none would rather have none
};

} // namespace ws::expression::jsonata
