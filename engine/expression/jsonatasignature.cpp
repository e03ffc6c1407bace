// Ported from JSONata 2.2.2 (https://github.com/jsonata-js/jsonata), Copyright IBM Corp. 2016,
// 2018, under the MIT licence: jsonatalicense.txt.

#include "engine/expression/jsonatasignature.h"

#include "engine/expression/jsonatafailure.h"
#include "engine/expression/jsonataheap.h"
#include "engine/expression/jsonatatext.h"

#include <algorithm>

namespace ws::expression::jsonata {
namespace {

constexpr std::size_t kMostParameters = 100;

std::size_t closingBracket(std::string_view text, std::size_t start, char open, char close) {
    int depth = 1;
    std::size_t position = start;
    while (position < text.size()) {
        ++position;
        if (position >= text.size())
            break;
        if (text[position] == close && --depth == 0)
            break;
        if (text[position] == open)
            ++depth;
    }
    return position;
}

std::string_view plural(char type) {
    switch (type) {
    case 'a':
        return "\"arrays\"";
    case 'b':
        return "\"booleans\"";
    case 'f':
        return "\"functions\"";
    case 'n':
        return "\"numbers\"";
    case 'o':
        return "\"objects\"";
    case 's':
        return "\"strings\"";
    default:
        return "undefined";
    }
}

} // namespace

std::shared_ptr<const Signature> Signature::parse(std::string_view text, std::size_t offset) {
    auto signature = std::make_shared<Signature>();
    auto& parameters = signature->m_parameters;
    const auto add = [&](char type, std::string symbols) {
        if (parameters.size() >= kMostParameters)
            throw Failure("S0402").at(offset).with("value", quoted(text));
        Parameter parameter;
        parameter.type = type;
        parameter.symbols = std::move(symbols);
        parameters.push_back(std::move(parameter));
    };
    for (std::size_t position = 1; position < text.size() && text[position] != ':'; ++position) {
        const char symbol = text[position];
        switch (symbol) {
        case 's':
        case 'n':
        case 'b':
        case 'l':
        case 'o':
            add(symbol, {symbol, 'm'});
            break;
        case 'a':
        case 'x':
            add(symbol, "asnblfom");
            break;
        case 'f':
            add(symbol, "f");
            break;
        case 'j':
            add(symbol, "asnblom");
            break;
        case '(':
            signature->addChoice(text, position, offset);
            break;
        case '<': {
            const char type = parameters.empty() ? '\0' : parameters.back().type;
            if (type != 'a' && type != 'f')
                throw Failure("S0401").at(offset + position);
            const std::size_t end = closingBracket(text, position, '<', '>');
            parameters.back().subtype = text.substr(position + 1, end - position - 1);
            parameters.back().hasSubtype = true;
            position = end;
            break;
        }
        case '-':
            if (!parameters.empty()) {
                parameters.back().context = true;
                parameters.back().optional = true;
            }
            break;
        case '?':
            if (!parameters.empty()) {
                parameters.back().lazy = parameters.back().optional;
                signature->m_simple = signature->m_simple && !parameters.back().lazy;
                parameters.back().optional = true;
            }
            break;
        case '+':
            if (!parameters.empty()) {
                parameters.back().repeated = true;
                signature->m_simple = false;
            }
            break;
        default:
            break;
        }
    }
    return signature;
}

void Signature::addChoice(std::string_view text, std::size_t& position, std::size_t offset) {
    const std::size_t end = closingBracket(text, position, '(', ')');
    const std::string_view choice = text.substr(position + 1, end - position - 1);
    if (choice.find('<') != std::string_view::npos)
        throw Failure("S0402").at(offset + position).with("value", quoted(choice));
    Parameter parameter;
    parameter.type = '(';
    parameter.symbols = std::string(choice) + 'm';
    m_parameters.push_back(std::move(parameter));
    position = end;
}

char Signature::symbolOf(const Item& item) {
    switch (item.type()) {
    case Item::Type::String:
        return 's';
    case Item::Type::Number:
        return 'n';
    case Item::Type::Bool:
        return 'b';
    case Item::Type::Null:
        return 'l';
    case Item::Type::Array:
        return 'a';
    case Item::Type::Object:
    case Item::Type::Tuple:
        return 'o';
    case Item::Type::Function:
        return 'f';
    case Item::Type::Undefined:
        break;
    }
    return 'm';
}

bool Signature::takes(const Parameter& parameter, char symbol) {
    return parameter.symbols.find(symbol) != std::string::npos;
}

/// The most frequent case: one argument for each parameter, in order, and the others left out. A
/// search would find no other way first.
bool Signature::isOneForEach(const Items& arguments) const {
    if (!m_simple || arguments.size() > m_parameters.size())
        return false;
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const bool fits = i < arguments.size() ? takes(m_parameters[i], symbolOf(arguments[i]))
                                               : m_parameters[i].optional;
        if (!fits)
            return false;
    }
    return true;
}

void Signature::validateOneForEach(Items& arguments, const Item& context, Heap& heap) const {
    const std::size_t given = arguments.size();
    arguments.resize(m_parameters.size());
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const Parameter& parameter = m_parameters[i];
        if (i < given) {
            if (parameter.type != 'a')
                continue;
            const char symbol = symbolOf(arguments[i]);
            arguments[i] = asArray(parameter, std::string_view(&symbol, 1), symbol,
                                   std::move(arguments[i]), i + 1, heap);
        } else if (parameter.context) {
            if (!takes(parameter, symbolOf(context)))
                refuseContext(given + 1);
            arguments[i] = context;
        }
    }
}

void Signature::refuseContext(std::size_t argument) {
    throw Failure("T0411").with("index", std::to_string(argument));
}

std::optional<Signature::Counts> Signature::match(std::string_view supplied,
                                                  std::size_t parameters) const {
    Attempt attempt;
    attempt.supplied = supplied;
    attempt.counts.resize(parameters);
    attempt.failed.resize(parameters * (supplied.size() + 1));
    if (!match(attempt, parameters, 0, 0))
        return std::nullopt;
    return std::move(attempt.counts);
}

/// As a regular expression of the parameters would match: greedily, with a way back.
bool Signature::match(Attempt& attempt, std::size_t parameters, std::size_t parameter,
                      std::size_t argument) const {
    const std::string_view supplied = attempt.supplied;
    if (parameter == parameters)
        return argument == supplied.size();
    const std::size_t place = parameter * (supplied.size() + 1) + argument;
    if (attempt.failed[place])
        return false;
    const Parameter& current = m_parameters[parameter];
    std::size_t most = 0;
    while (argument + most < supplied.size() && (most == 0 || current.repeated) &&
           takes(current, supplied[argument + most]))
        ++most;
    const std::size_t least = current.optional ? 0 : 1;
    for (std::size_t tried = 0; tried + least <= most; ++tried) {
        const std::size_t count = current.lazy ? least + tried : most - tried;
        attempt.counts[parameter] = count;
        if (match(attempt, parameters, parameter + 1, argument + count))
            return true;
    }
    attempt.failed[place] = true;
    return false;
}

void Signature::refuse(std::string_view supplied) const {
    // Which argument is wrong: the first one that the parameters so far do not reach.
    std::size_t good = 0;
    for (std::size_t parameters = 1; parameters <= m_parameters.size(); ++parameters) {
        // Like the parts of the reference's pattern, these may end anywhere.
        std::size_t reached = supplied.size() + 1;
        while (reached-- > 0 && !match(supplied.substr(0, reached), parameters)) {
        }
        if (reached > supplied.size())
            break;
        good = reached;
    }
    throw Failure("T0410").with("index", std::to_string(good + 1));
}

Item Signature::asArray(const Parameter& parameter, std::string_view matched, char symbol,
                        Item argument, std::size_t number, Heap& heap) const {
    if (symbol == 'm')
        return {};
    bool fits = true;
    if (parameter.hasSubtype && symbol != 'a') {
        fits = matched == parameter.subtype;
    } else if (parameter.hasSubtype && argument.size() > 0) {
        const char wanted = parameter.subtype.empty() ? '\0' : parameter.subtype[0];
        const ArrayRep* rep = argument.array();
        if (rep && rep->rangeSize > 0)
            fits = wanted == 'n';
        for (std::size_t i = 0; fits && !(rep && rep->rangeSize > 0) && i < argument.size(); ++i)
            fits = symbolOf(argument.at(i)) == wanted;
    }
    if (!fits)
        throw Failure("T0412")
            .with("index", std::to_string(number))
            .with("type",
                  std::string(parameter.subtype.size() == 1 ? plural(parameter.subtype[0])
                                                            : std::string_view("undefined")));
    if (symbol == 'a')
        return argument;
    const Ref<ArrayRep> wrapped = heap.array();
    wrapped->push(std::move(argument));
    return Item(wrapped.get());
}

void Signature::validate(Items& arguments, const Item& context, Heap& heap) const {
    if (isOneForEach(arguments)) {
        validateOneForEach(arguments, context, heap);
        return;
    }
    std::string supplied;
    for (const Item& argument : arguments)
        supplied += symbolOf(argument);
    const std::optional<Counts> matched = match(supplied, m_parameters.size());
    if (!matched)
        refuse(supplied);
    const Counts& counts = *matched;
    Items validated;
    std::size_t at = 0;
    const auto argumentAt = [&](std::size_t index) {
        return index < arguments.size() ? arguments[index] : Item();
    };
    for (std::size_t i = 0; i < m_parameters.size(); ++i) {
        const Parameter& parameter = m_parameters[i];
        if (counts[i] == 0 && parameter.context) {
            if (!takes(parameter, symbolOf(context)))
                refuseContext(at + 1);
            validated.push_back(context);
        } else if (counts[i] == 0) {
            validated.push_back(argumentAt(at++));
        } else {
            const std::string_view taken = std::string_view(supplied).substr(at, counts[i]);
            for (const char symbol : taken) {
                Item argument = argumentAt(at);
                if (parameter.type == 'a')
                    argument = asArray(parameter, taken, symbol, std::move(argument), at + 1, heap);
                validated.push_back(std::move(argument));
                ++at;
            }
        }
    }
    arguments = std::move(validated);
}

} // namespace ws::expression::jsonata
