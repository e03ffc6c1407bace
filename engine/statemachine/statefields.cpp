#include "engine/statemachine/statefields.h"

#include "engine/statemachine/integration.h"

namespace ws::statemachine {

using json::Value;

PassFields readPass(FieldReader& source) {
    PassFields fields;
    if (source.has("Result") && !source.isJsonata())
        fields.result = source["Result"];
    return fields;
}

TaskFields readTask(FieldReader& source) {
    TaskFields fields;
    fields.resource = source.text("Resource");
    if (fields.resource.empty())
        source.fail("Resource", {"definition.missing", "the field is missing"});
    fields.integration = parseIntegration(fields.resource);
    source.number("TimeoutSeconds", fields.timeout);
    source.number("HeartbeatSeconds", fields.heartbeat);
    source.value("Credentials", fields.credentials);
    return fields;
}

static void readOperator(FieldReader& source, const std::string& key, Condition& out) {
    std::string_view name = key;
    auto comparison = comparisonFromName(name);
    const bool byPath = !comparison && name.ends_with("Path");
    if (byPath) {
        name.remove_suffix(4);
        comparison = comparisonFromName(name);
    }
    if (!comparison)
        return; // Variable, Next, Comment, Assign
    out.comparison = *comparison;
    out.field = key;
    if (byPath)
        source.path(key, out.operandPath);
    else
        out.operand = source[key];
}

static void readCondition(FieldReader& source, Condition& out);

static void readParts(FieldReader& source, const std::string& key, Condition& out) {
    out.kind = key == "And"  ? Condition::Kind::And
               : key == "Or" ? Condition::Kind::Or
                             : Condition::Kind::Not;
    const auto read = [&](FieldReader part) {
        readCondition(part, out.parts.emplace_back());
        source.take(part.status());
    };
    if (source[key].isObject())
        read(source.member(key));
    for (std::size_t i = 0; source[key].isArray() && i < source[key].size(); ++i)
        read(source.item(key, i));
}

static void readCondition(FieldReader& source, Condition& out) {
    for (const auto& [key, value] : source.source().members()) {
        if (key == "And" || key == "Or" || key == "Not")
            return readParts(source, key, out);
        readOperator(source, key, out);
    }
    if (out.field.empty())
        return source.fail("", {"definition.comparison", "there is nothing to compare"});
    if (!source.has("Variable"))
        return source.fail("Variable", {"definition.path", "a path is expected"});
    source.path("Variable", out.variable);
}

static ChoiceRule readRule(FieldReader& source, const FieldReader::Names& names) {
    ChoiceRule rule;
    source.target("Next", names, rule.next);
    source.value("Assign", rule.assign);
    if (!source.isJsonata()) {
        readCondition(source, rule.condition);
        return rule;
    }
    if (!source.has("Condition"))
        source.fail("Condition", {"definition.missing", "the field is missing"});
    source.query("Condition", rule.query);
    source.query("Output", rule.output);
    return rule;
}

ChoiceFields readChoice(FieldReader& source, const FieldReader::Names& names) {
    ChoiceFields fields;
    for (std::size_t i = 0; i < source["Choices"].items().size(); ++i) {
        FieldReader rule = source.item("Choices", i);
        fields.rules.push_back(readRule(rule, names));
        source.take(rule.status());
    }
    if (source.has("Default"))
        source.target("Default", names, fields.defaultNext);
    return fields;
}

WaitFields readWait(FieldReader& source) {
    WaitFields fields;
    source.number("Seconds", fields.seconds);
    source.text("Timestamp", fields.timestamp);
    if (!fields.seconds.isSet() && !fields.timestamp.isSet())
        source.fail("", {"definition.time", "nothing says how long to wait"});
    return fields;
}

FailFields readFail(FieldReader& source) {
    FailFields fields;
    source.text("Error", fields.error);
    source.text("Cause", fields.cause);
    return fields;
}

static std::string_view argumentsOf(const FieldReader& source) {
    return source.isJsonata() ? "Arguments" : "Parameters";
}

static char delimiterOf(const std::string& name) {
    return name == "PIPE"        ? '|'
           : name == "SEMICOLON" ? ';'
           : name == "SPACE"     ? ' '
           : name == "TAB"       ? '\t'
                                 : ',';
}

static ItemReaderFields::Format formatOf(const std::string& name) {
    using Format = ItemReaderFields::Format;
    return name == "CSV"        ? Format::Csv
           : name == "JSONL"    ? Format::JsonLines
           : name == "MANIFEST" ? Format::Manifest
           : name == "PARQUET"  ? Format::Parquet
                                : Format::Json;
}

static ItemReaderFields readItemReader(FieldReader& source) {
    ItemReaderFields fields;
    const Integration integration = parseIntegration(source.text("Resource"));
    fields.lists = integration.is("s3", "listObjectsV2");
    if (!fields.lists && !integration.is("s3", "getObject"))
        source.fail("Resource",
                    {"definition.reader", "only s3:getObject and s3:listObjectsV2 can read items"});
    source.value(argumentsOf(source), fields.parameters);
    FieldReader config = source.member("ReaderConfig");
    fields.flattens = config.text("Transformation") == "LOAD_AND_FLATTEN";
    fields.format = formatOf(config.text("InputType"));
    if (config.text("CSVHeaderLocation") == "GIVEN")
        fields.headers = ItemReaderFields::Headers::Given;
    fields.csvHeaders = config.texts("CSVHeaders");
    fields.delimiter = delimiterOf(config.text("CSVDelimiter"));
    fields.athenaManifest = config.text("ManifestType") == "ATHENA_DATA";
    fields.itemsPointer = config.text("ItemsPointer");
    config.number("MaxItems", fields.maxItems);
    source.take(config.status());
    return fields;
}

static ItemBatcherFields readItemBatcher(FieldReader& source) {
    ItemBatcherFields fields;
    source.number("MaxItemsPerBatch", fields.maxItems);
    source.number("MaxInputBytesPerBatch", fields.maxBytes);
    source.value("BatchInput", fields.batchInput);
    return fields;
}

static ResultWriterFields readResultWriter(FieldReader& source) {
    using Transformation = ResultWriterFields::Transformation;
    ResultWriterFields fields;
    fields.exports = source.has("Resource");
    const Value& config = source["WriterConfig"];
    const std::string& transformation = config["Transformation"].toString();
    fields.transformation = transformation == "COMPACT"   ? Transformation::Compact
                            : transformation == "FLATTEN" ? Transformation::Flatten
                                                          : Transformation::None;
    fields.jsonLines = config["OutputType"].toString() == "JSONL";
    source.value(argumentsOf(source), fields.parameters);
    return fields;
}

/// A member of a distributed Map that is an object of its own.
template <typename Fields>
static void readPart(FieldReader& source, std::string_view member, std::optional<Fields>& out,
                     Fields (*read)(FieldReader&)) {
    if (!source.has(member))
        return;
    FieldReader part = source.member(member);
    out = read(part);
    source.take(part.status());
}

static void readItems(FieldReader& source, MapFields& fields) {
    if (source.isJsonata()) {
        source.query("Items", fields.items);
        return source.value("ItemSelector", fields.itemSelector);
    }
    if (source.text("ItemsPath") != "$")
        source.path("ItemsPath", fields.itemsPath);
    source.value(source.has("ItemSelector") ? "ItemSelector" : "Parameters", fields.itemSelector);
}

MapFields readMap(FieldReader& source) {
    MapFields fields;
    const Value& processor =
        source.has("ItemProcessor") ? source["ItemProcessor"] : source["Iterator"];
    if (!processor.isObject())
        source.fail("ItemProcessor", {"definition.missing", "the field is missing"});
    const Value& config = processor["ProcessorConfig"];
    fields.distributed = config["Mode"].toString() == "DISTRIBUTED";
    fields.express = config["ExecutionType"].toString() == "EXPRESS";
    fields.label = source.text("Label");
    readItems(source, fields);
    source.number("MaxConcurrency", fields.maxConcurrency);
    source.number("ToleratedFailureCount", fields.toleratedFailureCount);
    source.number("ToleratedFailurePercentage", fields.toleratedFailurePercentage);
    if (fields.distributed) {
        readPart(source, "ItemReader", fields.reader, readItemReader);
        readPart(source, "ItemBatcher", fields.batcher, readItemBatcher);
        readPart(source, "ResultWriter", fields.writer, readResultWriter);
    }
    return fields;
}

} // namespace ws::statemachine
