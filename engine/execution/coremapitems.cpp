#include "engine/execution/core.h"

#include <cctype>

namespace ws::execution {

using json::Value;
using statemachine::MapFields;

/// How many items are asked for at once, and below how many the next are.
static constexpr std::size_t kReadAhead = 1'000;

/// "/a/b" for "$.a.b": where in a file the items are. Empty for what is more than names.
static std::string pointerOf(const std::string& path) {
    std::string out;
    for (std::size_t at = 1; at < path.size(); ++at) {
        const char byte = path[at];
        const bool isName = std::isalnum(static_cast<unsigned char>(byte)) || byte == '_';
        if (byte != '.' && !isName)
            return {};
        out += byte == '.' ? '/' : byte;
    }
    return out;
}

Interpreter::Core::MaybeFailure Interpreter::Core::readSource(const Strand& strand,
                                                              const MapFields& fields,
                                                              const Value& context,
                                                              Distribution& out) const {
    out.sourceName = "STATE_DATA";
    if (!fields.reader)
        return {};
    auto source = std::make_shared<ItemSource>();
    source->fields = *fields.reader;
    std::optional<double> most;
    if (auto failure = mapNumberOf(strand, fields.reader->maxItems, "MaxItems", context, most))
        return failure;
    if (most)
        source->maxItems = static_cast<std::int64_t>(*most);
    Value parameters;
    if (fields.reader->parameters) {
        if (auto failure =
                evaluate(strand, *fields.reader->parameters, strand.effective, context, parameters))
            return failure;
    }
    source->bucket = parameters["Bucket"].toString();
    source->key = parameters["Key"].toString();
    source->prefix = parameters["Prefix"].toString();
    if (source->fields.itemsPointer.empty() && fields.itemsPath)
        source->fields.itemsPointer = pointerOf(fields.itemsPath->text());
    out.source = std::move(source);
    out.reading = Distribution::Reading::Rests;
    return {};
}

Interpreter::Core::MaybeFailure Interpreter::Core::readBatcher(const Strand& strand,
                                                               const MapFields& fields,
                                                               const Value& context,
                                                               Distribution& out) const {
    if (!fields.batcher)
        return {};
    struct Limit {
        const statemachine::NumberField& field;
        const char* member;
        std::optional<std::int64_t>& out;
    };
    for (const Limit& limit :
         {Limit{fields.batcher->maxItems, "MaxItemsPerBatch", out.batchItems},
          Limit{fields.batcher->maxBytes, "MaxInputBytesPerBatch", out.batchBytes}}) {
        std::optional<double> number;
        if (auto failure = mapNumberOf(strand, limit.field, limit.member, context, number))
            return failure;
        if (number && *number <= 0)
            return outOfRange(limit.field, std::string(limit.member) + " must be positive.");
        if (number)
            limit.out = static_cast<std::int64_t>(*number);
    }
    if (!fields.batcher->batchInput)
        return {};
    return evaluate(strand, *fields.batcher->batchInput, strand.effective, context, out.batchInput);
}

Interpreter::Core::MaybeFailure Interpreter::Core::readWriter(const Strand& strand,
                                                              const MapFields& fields,
                                                              const Value& context,
                                                              Distribution& out) const {
    if (!fields.writer)
        return {};
    out.form = fields.writer->transformation;
    if (!fields.writer->exports)
        return {};
    Value parameters;
    if (fields.writer->parameters) {
        if (auto failure =
                evaluate(strand, *fields.writer->parameters, strand.effective, context, parameters))
            return failure;
    }
    auto target = std::make_shared<ResultTarget>();
    target->bucket = parameters["Bucket"].toString();
    target->folder = parameters["Prefix"].toString();
    target->transformation = fields.writer->transformation;
    target->jsonLines = fields.writer->jsonLines;
    out.target = std::move(target);
    return {};
}

/// The folder of one Map Run: PREFIX/ID/.
std::shared_ptr<const ResultTarget> Interpreter::Core::targetOf(const ResultTarget& target,
                                                                const MapRun& run) {
    auto made = std::make_shared<ResultTarget>(target);
    made->mapRunArn = run.arn;
    if (!made->folder.empty() && !made->folder.ends_with('/'))
        made->folder += '/';
    made->folder += run.arn.substr(run.arn.rfind(':') + 1) + '/';
    return made;
}

void Interpreter::Core::askForItems(Strand& parent) {
    Distribution& distribution = *parent.fork->distribution;
    if (!distribution.source || distribution.ending ||
        distribution.reading != Distribution::Reading::Rests ||
        distribution.queue.size() >= kReadAhead)
        return;
    distribution.reading = Distribution::Reading::Asked;
    m_commands.emplace_back(
        ReadItems{distribution.handle, distribution.source, kReadAhead, distribution.skipped});
}

void Interpreter::Core::take(const ItemsReadInput& input) {
    Strand* strand = strandOf(input.reader);
    if (!strand || !strand->fork || strand->fork->distribution->ending)
        return;
    Distribution& distribution = *strand->fork->distribution;
    if (!input.failure.empty())
        return endMapRun(*strand, Failure{kItemReaderError, input.failure, false});
    distribution.sourceName = input.source;
    distribution.queue.insert(distribution.queue.end(), input.items.begin(), input.items.end());
    distribution.reading = input.rest == ItemsReadInput::Rest::More ? Distribution::Reading::Rests
                                                                    : Distribution::Reading::Ended;
    const auto count = static_cast<std::int64_t>(input.items.size());
    MapRun& run = *distribution.run;
    run.items.total += count;
    run.items.pending += count;
    if (!distribution.isBatched()) {
        run.executions.total += count;
        run.executions.pending += count;
    }
    spread(*strand);
}

bool Interpreter::Core::takeItem(Fork& fork, ReadItem& out) const {
    Distribution& distribution = *fork.distribution;
    if (distribution.source) {
        if (distribution.queue.empty())
            return false;
        out = std::move(distribution.queue.front());
        distribution.queue.pop_front();
    } else {
        const auto at = static_cast<std::size_t>(distribution.nextItem);
        if (at >= fork.items.size())
            return false;
        out.value = fork.items.at(at);
    }
    ++distribution.nextItem;
    return true;
}

/// Makes the child's input from an item that was just taken.
Interpreter::Core::MaybeFailure Interpreter::Core::selectItem(Strand& parent, Strand& child,
                                                              ReadItem item) {
    const Distribution& distribution = *parent.fork->distribution;
    child.itemIndex = distribution.nextItem - 1;
    child.itemValue = std::move(item.value);
    child.itemKey = std::move(item.key);
    child.itemSource = distribution.sourceName;
    child.input = child.itemValue;
    const auto& fields = std::get<MapFields>(stateOf(parent).fields);
    if (!fields.itemSelector)
        return {};
    Value context = distribution.context;
    if (stateOf(parent).readsContext)
        context.set("Map", Value::object({{"Item", mapItem(child)}}));
    return evaluate(parent, *fields.itemSelector, parent.effective, context, child.input);
}

Interpreter::Core::Pull Interpreter::Core::pull(Strand& parent, Strand& child,
                                                MaybeFailure& failure) {
    Fork& fork = *parent.fork;
    if (fork.distribution->isBatched())
        return pullBatch(parent, child, failure);
    ReadItem item;
    if (!takeItem(fork, item))
        return isExhausted(fork) ? Pull::Ended : Pull::Waits;
    child.itemCount = 1;
    failure = selectItem(parent, child, std::move(item));
    return Pull::Taken;
}

/// {"BatchInput": ..., "Items": [...]}
static Value batchOf(const Value& batchInput, Value::Array items) {
    Value out = Value::object();
    if (!batchInput.isNull())
        out.set("BatchInput", batchInput);
    out.set("Items", Value(std::move(items)));
    return out;
}

Interpreter::Core::Pull Interpreter::Core::pullBatch(Strand& parent, Strand& child,
                                                     MaybeFailure& failure) {
    Fork& fork = *parent.fork;
    Distribution& distribution = *fork.distribution;
    Value::Array& batch = distribution.batch;
    const std::size_t around = batchOf(distribution.batchInput, {}).dumpSize();
    Value::Array next; // the one that does not fit any more
    while (!distribution.batchItems ||
           static_cast<std::int64_t>(batch.size()) < *distribution.batchItems) {
        ReadItem item;
        if (!takeItem(fork, item)) {
            if (!isExhausted(fork))
                return Pull::Waits;
            if (batch.empty())
                return Pull::Ended;
            break;
        }
        if ((failure = selectItem(parent, child, std::move(item))))
            return Pull::Taken;
        const std::size_t size = child.input.dumpSize() + 1;
        const bool fits = !distribution.batchBytes || batch.empty() ||
                          around + distribution.batchSize + size - 1 <=
                              static_cast<std::size_t>(*distribution.batchBytes);
        (fits ? batch : next).push_back(std::move(child.input));
        if (!fits)
            break;
        distribution.batchSize += size;
    }
    child.itemCount = static_cast<std::int64_t>(batch.size());
    child.input = batchOf(distribution.batchInput, std::exchange(batch, std::move(next)));
    distribution.batchSize = batch.empty() ? 0 : batch.front().dumpSize() + 1;
    child.itemIndex = -1; // no single item any more
    child.itemValue = {};
    child.itemKey.clear();
    return Pull::Taken;
}

} // namespace ws::execution
