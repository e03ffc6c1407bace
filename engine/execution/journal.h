#pragma once

#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/execution/interpreter.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ws::execution {

/// Who an execution is: everything that its interpreter was made of.
struct JournalHeader {
    std::string definition; ///< its text
    std::string machineName;
    std::string machineArn;
    std::string executionName;
    std::string executionArn;
    std::string roleArn;
    Limits limits;
    std::uint64_t seed = 0; ///< of seededRandom()
    std::size_t slice = 0;
    /// The integrations of the definition that were offered, as integrationKey() writes them.
    std::vector<std::string> offered;
    json::Value mocks; ///< as Mocks::toJson(); null: none
    /// Without the parent's id, which is another one in each program.
    telemetry::ExecutionOrigin origin;
    telemetry::ExecutionForebear forebear = {};
    json::Value childMocks = {}; ///< of what it starts, as MachineMocks::toJson(); null: none
};

/// The record of one execution: replayed, it makes the same history, byte for byte.
struct Journal {
    JournalHeader header;
    std::vector<Input> inputs;
    std::size_t torn = 0; ///< bytes at the end that are no whole entry
};

/// "sqs:sendMessage", "aws-sdk:s3:getObject".
std::string integrationKey(const statemachine::Integration& integration);

// As bytes a journal is its header and then an entry per input, each with its length and a
// checksum: whoever appends may be cut off at any byte.

std::string encodeJournalHeader(const JournalHeader& header);
std::string encodeJournalEntry(const Input& input);
std::string encodeJournal(const Journal& journal);

/// The end that is no whole entry is left out. Errors: "journal.newerVersion" with version;
/// "journal.damaged" with offset and reason when it does not begin with a whole header, or when an
/// entry that is whole says nothing known.
base::Result<Journal> decodeJournal(std::string_view bytes);

/// Writes down what happens to executions.
class JournalSink {
public:
    virtual ~JournalSink() = default;
    /// Comes once per execution, before everything else. Not for one that comes back.
    virtual void begin(base::ExecutionId execution, const JournalHeader& header) = 0;
    /// An input, before the interpreter takes it up.
    virtual void append(base::ExecutionId execution, const Input& input) = 0;
    /// The journal that was `before`'s goes on as that of `execution`, which is the same execution,
    /// redriven. Comes before everything else about it.
    virtual void goOn(base::ExecutionId execution, base::ExecutionId before) = 0;
    /// Returns when all that was appended outlives the program. Nothing that the execution asked
    /// for is done before.
    virtual void commit() = 0;
};

/// One execution's journal, in memory.
class JournalRecorder : public JournalSink {
public:
    JournalRecorder() = default;
    /// Of one that comes back.
    explicit JournalRecorder(Journal journal)
        : m_journal(std::move(journal)) {}
    void begin(base::ExecutionId, const JournalHeader& header) override {
        m_journal.header = header;
    }
    void append(base::ExecutionId, const Input& input) override {
        m_journal.inputs.push_back(input);
    }
    void goOn(base::ExecutionId, base::ExecutionId) override {}
    void commit() override {}
    const Journal& journal() const { return m_journal; }

private:
    Journal m_journal;
};

} // namespace ws::execution
