#include "engine/service/statesservice_p.h"

#include <algorithm>

namespace ws::service {

using json::Value;

namespace {

constexpr std::size_t kMostTags = 50;

ApiError notFound(const std::string& arn) {
    return {"ResourceNotFound", "Resource not found: '" + arn + "'"};
}

} // namespace

/// Machines and activities have tags; versions, aliases and executions do not.
ApiResult<Tags*> StatesService::Private::tagsOf(const Value& in) {
    auto arn = StatesArn::parse(in["resourceArn"].toString());
    if (!arn)
        return arn.error();
    if (arn->kind == StatesArn::Kind::StateMachine) {
        if (const auto found = m_store.machines.find(arn->text); found != m_store.machines.end())
            return &found->second.tags;
    } else if (arn->kind == StatesArn::Kind::Activity) {
        if (const auto found = m_store.activities.find(arn->text);
            found != m_store.activities.end())
            return &found->second.tags;
    }
    return notFound(arn->text);
}

Answer StatesService::Private::tagResource(const Value& in) {
    auto found = tagsOf(in);
    if (!found)
        return found.error();
    Tags tags = **found;
    for (const Value& tag : in["tags"].items()) {
        const std::string& key = tag["key"].toString();
        const auto old = std::find_if(tags.begin(), tags.end(),
                                      [&](const auto& each) { return each.first == key; });
        if (old != tags.end())
            old->second = tag["value"].toString();
        else
            tags.emplace_back(key, tag["value"].toString());
    }
    if (tags.size() > kMostTags)
        return ApiError{"TooManyTags", "'" + in["resourceArn"].toString() + "' has too many tags"};
    **found = std::move(tags);
    return Value::object();
}

Answer StatesService::Private::untagResource(const Value& in) {
    auto found = tagsOf(in);
    if (!found)
        return found.error();
    for (const Value& key : in["tagKeys"].items())
        std::erase_if(**found, [&](const auto& tag) { return tag.first == key.toString(); });
    return Value::object();
}

Answer StatesService::Private::listTagsForResource(const Value& in) {
    auto found = tagsOf(in);
    if (!found)
        return found.error();
    Value::Array list;
    for (const auto& [key, value] : **found)
        list.push_back(Value::object({{"key", key}, {"value", value}}));
    return Value::object({{"tags", Value(std::move(list))}});
}

} // namespace ws::service
