#include "engine/expression/jsonataregex.h"

#include "engine/base/utf8.h"
#include "engine/expression/jsonatafailure.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>

namespace ws::expression::jsonata {
namespace {

// A pattern that tries all ways through a text takes seconds at this count, an honest one far less.
constexpr std::uint32_t kMostAttempts = 5'000'000;
constexpr std::uint32_t kMostHeap = 64U << 10U; // KiB

const PCRE2_UCHAR* units(std::string_view text) {
    return reinterpret_cast<const PCRE2_UCHAR*>(text.data());
}

} // namespace

struct Regex::Code {
    Code() = default;
    Code(const Code&) = delete;
    Code& operator=(const Code&) = delete;
    ~Code() {
        pcre2_code_free(code);
        pcre2_code_free(anyCode);
        pcre2_match_context_free(context);
    }
    pcre2_code* code = nullptr;
    pcre2_code* anyCode = nullptr; ///< for texts that are no UTF-8: surrogates without a partner
    pcre2_match_context* context = nullptr;
    std::uint32_t groups = 0;
};

base::Result<std::shared_ptr<const Regex>> Regex::compile(std::string_view pattern,
                                                          std::string_view flags) {
    auto translated = pcrePattern(pattern, flags.find('m') != std::string_view::npos);
    if (!translated)
        return translated.error();
    std::uint32_t options = PCRE2_UTF | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    if (flags.find('i') != std::string_view::npos)
        options |= PCRE2_CASELESS;
    int error = 0;
    PCRE2_SIZE offset = 0;
    auto code = std::make_shared<Code>();
    const auto compileWith = [&](std::uint32_t more) {
        return pcre2_compile(units(*translated), translated->size(), options | more, &error,
                             &offset, nullptr);
    };
    code->code = compileWith(0);
    code->anyCode = code->code ? compileWith(PCRE2_MATCH_INVALID_UTF) : nullptr;
    if (!code->anyCode) {
        std::array<PCRE2_UCHAR, 256> message{};
        pcre2_get_error_message(error, message.data(), message.size());
        return base::withReason(
            {"regex.syntax", {}},
            base::Reason::inWords(reinterpret_cast<const char*>(message.data())));
    }
    code->context = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(code->context, kMostAttempts);
    pcre2_set_heap_limit(code->context, kMostHeap);
    pcre2_pattern_info(code->code, PCRE2_INFO_CAPTURECOUNT, &code->groups);
    std::shared_ptr<Regex> regex(new Regex);
    regex->m_pattern = pattern;
    regex->m_code = std::move(code);
    return std::shared_ptr<const Regex>(std::move(regex));
}

struct RegexSearch::State {
    const Regex::Code& code;
    const pcre2_code* chosen;
    std::string_view text;
    std::uint32_t options;
    pcre2_match_data* data;
};

RegexSearch::RegexSearch(const Regex& regex, std::string_view text)
    : m_state(std::make_unique<State>(
          State{*regex.m_code, regex.m_code->code, text, PCRE2_NO_UTF_CHECK, nullptr})) {
    if (!base::isUtf8(text)) {
        m_state->chosen = m_state->code.anyCode;
        m_state->options = 0;
    }
    m_state->data = pcre2_match_data_create_from_pattern(m_state->chosen, nullptr);
}

RegexSearch::~RegexSearch() {
    pcre2_match_data_free(m_state->data);
}

bool RegexSearch::find(std::size_t from) {
    const int found = pcre2_match(m_state->chosen, units(m_state->text), m_state->text.size(), from,
                                  m_state->options, m_state->data, m_state->code.context);
    if (found >= 0)
        return true;
    if (found == PCRE2_ERROR_NOMATCH)
        return false;
    Failure failure("U1001");
    failure.message = "Regular expression timeout: the expression tries too many ways to match";
    throw failure;
}

std::size_t RegexSearch::begin() const {
    return pcre2_get_ovector_pointer(m_state->data)[0];
}

std::size_t RegexSearch::end() const {
    return pcre2_get_ovector_pointer(m_state->data)[1];
}

std::size_t RegexSearch::groupCount() const {
    return m_state->code.groups;
}

std::optional<std::string_view> RegexSearch::group(std::size_t index) const {
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(m_state->data) + 2 * (index + 1);
    if (offsets[0] == PCRE2_UNSET)
        return std::nullopt;
    return m_state->text.substr(offsets[0], offsets[1] - offsets[0]);
}

} // namespace ws::expression::jsonata
