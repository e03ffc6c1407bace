#include "engine/service/statesservice_p.h"

namespace ws::service {

using json::Value;

Answer StatesService::Private::createActivity(const Value& in) {
    const std::string& name = in["name"].toString();
    if (auto problem = nameProblem(name))
        return *std::move(problem);
    const std::string arn = ownArn("activity:" + name);
    const Value encryption = in.find("encryptionConfiguration")
                                 ? in["encryptionConfiguration"]
                                 : Value::object({{"type", "AWS_OWNED_KEY"}});
    auto found = m_store.activities.find(arn);
    if (found != m_store.activities.end() && found->second.encryption != encryption)
        return ApiError{"ActivityAlreadyExists", "Activity Already Exists: '" + arn + "'"};
    if (found == m_store.activities.end()) {
        Activity activity{name, arn, now(), encryption, {}};
        for (const Value& tag : in["tags"].items())
            activity.tags.emplace_back(tag["key"].toString(), tag["value"].toString());
        found = m_store.activities.emplace(arn, std::move(activity)).first;
    }
    return Value::object(
        {{"activityArn", arn}, {"creationDate", epochSeconds(found->second.created)}});
}

ApiResult<Activity*> StatesService::Private::findActivity(const Value& in) {
    auto arn = StatesArn::parse(in["activityArn"].toString(), StatesArn::Kind::Activity);
    if (!arn)
        return arn.error();
    const auto found = m_store.activities.find(arn->text);
    if (found == m_store.activities.end())
        return ApiError{"ActivityDoesNotExist", "Activity Does Not Exist: '" + arn->text + "'"};
    return &found->second;
}

Answer StatesService::Private::describeActivity(const Value& in) {
    auto found = findActivity(in);
    if (!found)
        return found.error();
    const Activity& activity = **found;
    return Value::object({{"activityArn", activity.arn},
                          {"name", activity.name},
                          {"creationDate", epochSeconds(activity.created)},
                          {"encryptionConfiguration", activity.encryption}});
}

Answer StatesService::Private::deleteActivity(const Value& in) {
    auto arn = StatesArn::parse(in["activityArn"].toString(), StatesArn::Kind::Activity);
    if (!arn)
        return arn.error();
    m_store.activities.erase(arn->text);
    return Value::object();
}

Answer StatesService::Private::listActivities(const Value& in) {
    std::vector<const Activity*> activities;
    for (const auto& [arn, activity] : m_store.activities) {
        if (isOwn(arn))
            activities.push_back(&activity);
    }
    const auto page =
        pageOf(in, activities.size(), [&](std::size_t at) { return activities[at]->arn; });
    if (!page)
        return page.error();
    Value::Array list;
    for (std::size_t at = page->begin; at < page->end; ++at)
        list.push_back(Value::object({{"activityArn", activities[at]->arn},
                                      {"name", activities[at]->name},
                                      {"creationDate", epochSeconds(activities[at]->created)}}));
    Value out = Value::object({{"activities", Value(std::move(list))}});
    setNextToken(out, *page);
    return out;
}

void StatesService::Private::getActivityTask(const Value& in, const Done& done) {
    auto found = findActivity(in);
    if (!found)
        return done(found.error());
    m_executor.activities().poll(
        (*found)->arn, in["workerName"].toString(),
        [done](const std::optional<execution::ActivityQueue::Task>& task) {
            if (task)
                done(Value::object({{"taskToken", task->token}, {"input", task->input.dump()}}));
            else
                done(Value::object({{"taskToken", nullptr}, {"input", nullptr}}));
        });
}

namespace {

Answer answerOf(const base::Status& status) {
    if (status)
        return Value::object();
    return ApiError{status.error().code, status.error().arg("message")};
}

std::optional<std::string> textIn(const Value& in, const char* member) {
    const Value* value = in.find(member);
    return value && value->isString() ? std::optional(value->toString()) : std::nullopt;
}

} // namespace

Answer StatesService::Private::sendTaskSuccess(const Value& in) {
    return answerOf(
        m_executor.sendTaskSuccess(in["taskToken"].toString(), in["output"].toString()));
}

Answer StatesService::Private::sendTaskFailure(const Value& in) {
    return answerOf(m_executor.sendTaskFailure(in["taskToken"].toString(), textIn(in, "error"),
                                               textIn(in, "cause")));
}

Answer StatesService::Private::sendTaskHeartbeat(const Value& in) {
    return answerOf(m_executor.sendTaskHeartbeat(in["taskToken"].toString()));
}

} // namespace ws::service
