#include "widgets/feed/mocksets.h"

#include "engine/workspace/scenario.h"

#include <utility>

namespace ws::feed {

using execution::MockConfig;
using workspace::MockAnswer;

namespace {

constexpr std::size_t kMostUndo = 100;

base::Result<MockConfig> configOf(const std::string& text) {
    const auto value = json::Value::parse(text.empty() ? "{}" : text);
    return value ? MockConfig::fromJson(*value) : base::Result<MockConfig>(value.error());
}

} // namespace

MockSets::MockSets(EngineFeed& feed, QObject* parent)
    : QObject(parent)
    , m_feed(feed) {
    connect(&m_feed, &EngineFeed::snapshotChanged, this, [this] {
        if (std::exchange(m_root, m_feed.snapshot().root) != m_feed.snapshot().root) {
            m_chosen.clear();
            m_undo.clear();
        }
        Q_EMIT changed();
    });
}

QString MockSets::pathOf(const QString& machine) const {
    const auto* entry = m_feed.snapshot().machine(machine.toStdString());
    return entry ? m_feed.absolutePath(workspace::scenarioFileOfMachine(entry->path)) : QString();
}

MockSets::File MockSets::read(const QString& machine) const {
    const QString path = pathOf(machine);
    if (path.isEmpty())
        return {};
    auto file = workspace::readTextFile(path.toStdString());
    return file ? File{file->text, file->stamp} : File{};
}

QStringList MockSets::sets(const QString& machine) const {
    QStringList names;
    if (const auto config = configOf(read(machine).text)) {
        for (const std::string& name : config->testCases(machine.toStdString()))
            names << QString::fromStdString(name);
    }
    return names;
}

QString MockSets::current(const QString& machine) const {
    const QString chosen = m_chosen.value(machine).set;
    if (!chosen.isEmpty())
        return chosen;
    const QStringList all = sets(machine);
    return all.isEmpty() ? QStringLiteral("Mocks") : all.front();
}

void MockSets::choose(const QString& machine, const QString& set, Use use) {
    m_chosen[machine] = {set, use};
    Q_EMIT changed();
}

bool MockSets::isUsed(const QString& machine) const {
    return m_chosen.value(machine).use == Use::On;
}

std::shared_ptr<const execution::Mocks> MockSets::used(const QString& machine) const {
    if (!isUsed(machine))
        return {};
    const auto config = configOf(read(machine).text);
    if (!config)
        return {};
    auto mocks = config->mocks(machine.toStdString(), current(machine).toStdString());
    return mocks ? std::make_shared<const execution::Mocks>(*std::move(mocks)) : nullptr;
}

std::shared_ptr<const execution::MachineMocks> MockSets::usedByAll() const {
    auto all = std::make_shared<execution::MachineMocks>();
    for (auto machine = m_chosen.keyBegin(); machine != m_chosen.keyEnd(); ++machine) {
        if (const auto mocks = used(*machine))
            all->set(machine->toStdString(), *mocks);
    }
    return all;
}

std::vector<std::string> MockSets::states(const QString& machine) const {
    const auto config = configOf(read(machine).text);
    if (!config)
        return {};
    const auto mocks = config->mocks(machine.toStdString(), current(machine).toStdString());
    if (!mocks)
        return {};
    const std::set<std::string> names = mocks->states();
    return {names.begin(), names.end()};
}

base::Result<std::vector<MockAnswer>> MockSets::answers(const QString& machine,
                                                        const QString& state) const {
    return workspace::mockAnswers(
        read(machine).text,
        {machine.toStdString(), current(machine).toStdString(), state.toStdString()});
}

base::Status MockSets::write(const QString& machine, const std::string& text, const File& before) {
    const auto written =
        workspace::writeTextFile(pathOf(machine).toStdString(), text, before.stamp);
    if (!written)
        return written.error();
    Q_EMIT changed();
    return {};
}

base::Status MockSets::setAnswers(const QString& machine, const QString& state,
                                  const std::vector<MockAnswer>& answers) {
    if (pathOf(machine).isEmpty())
        return base::Error{"execute.machineNotFound", {{"machine", machine.toStdString()}}};
    const File before = read(machine);
    const auto text = workspace::withMockAnswers(
        before.text, {machine.toStdString(), current(machine).toStdString(), state.toStdString()},
        answers);
    if (!text)
        return text.error();
    if (*text == before.text)
        return {};
    auto& past = m_undo[machine];
    past.push_back(before.text);
    if (past.size() > kMostUndo)
        past.erase(past.begin());
    return write(machine, *text, before);
}

bool MockSets::canUndo(const QString& machine) const {
    return !m_undo.value(machine).empty();
}

base::Status MockSets::undo(const QString& machine) {
    if (!canUndo(machine))
        return {};
    const std::string text = m_undo[machine].back();
    m_undo[machine].pop_back();
    return write(machine, text, read(machine));
}

} // namespace ws::feed
