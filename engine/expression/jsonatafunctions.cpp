#include "engine/expression/jsonatafunctions.h"

#include <random>
#include <unordered_map>
#include <vector>

namespace ws::expression::jsonata {
namespace {

class Table {
public:
    Table() {
        m_builtins.reserve(96); // they are pointed to
        add(numberFunctions());
        add(stringFunctions());
        add(patternFunctions());
        add(encodingFunctions());
        add(timeFunctions());
        add(valueFunctions());
        add(arrayFunctions());
        add(higherFunctions());
        for (const Builtin& builtin : m_builtins) {
            m_reference.emplace(builtin.name, &builtin);
            if (builtin.name != "eval")
                m_stepFunctions.emplace(builtin.name, &builtin);
        }
        const std::size_t count = m_builtins.size();
        add(stepFunctions());
        for (std::size_t i = count; i < m_builtins.size(); ++i)
            m_stepFunctions[m_builtins[i].name] = &m_builtins[i];
    }

    const Builtin* find(std::string_view name, Jsonata::Dialect dialect) const {
        const auto& names = dialect == Jsonata::Dialect::Reference ? m_reference : m_stepFunctions;
        const auto found = names.find(name);
        return found == names.end() ? nullptr : found->second;
    }

private:
    void add(std::span<const Builtin> builtins) {
        for (const Builtin& builtin : builtins) {
            Builtin& added = m_builtins.emplace_back(builtin);
            added.number = static_cast<std::uint16_t>(m_builtins.size() - 1);
            added.validator = Signature::parse(added.signature);
        }
    }

    std::vector<Builtin> m_builtins;
    std::unordered_map<std::string_view, const Builtin*> m_reference;
    std::unordered_map<std::string_view, const Builtin*> m_stepFunctions;
};

} // namespace

const Builtin* findBuiltin(std::string_view name, Jsonata::Dialect dialect) {
    static const Table table;
    return table.find(name, dialect);
}

double numberOf(const Item& item) {
    return item.isNumber() ? item.toNumber() : std::numeric_limits<double>::quiet_NaN();
}

double randomUnit(const Evaluator& evaluator) {
    if (const RandomSource* source = evaluator.environment().random)
        return source->unit();
    thread_local std::mt19937_64 generator{std::random_device{}()};
    return static_cast<double>(generator() >> 11) * 0x1p-53;
}

} // namespace ws::expression::jsonata
