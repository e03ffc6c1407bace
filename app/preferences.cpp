#include "app/preferences.h"

#include "engine/telemetry/playspeed.h"

#include <QCryptographicHash>
#include <QLocale>
#include <QSettings>

#include <algorithm>

namespace ws::app {
namespace {

constexpr int kRecent = 8;
// Raised when docks change so that an old layout no longer fits.
constexpr int kLayoutVersion = 1;

const QString kScheme = QStringLiteral("theme");
const QString kLanguage = QStringLiteral("language");
const QString kRecentKey = QStringLiteral("recentWorkspaces");
const QString kGeometry = QStringLiteral("window/geometry");
const QString kLayout = QStringLiteral("window/layout%1").arg(kLayoutVersion);
const QString kPlaySpeed = QStringLiteral("playback/speed"); // times a hundred
const QString kConcurrency = QStringLiteral("engine/accountConcurrency");
const QString kUnfinished = QStringLiteral("engine/unfinishedExecutions");
const QString kRate = QStringLiteral("engine/limitsRequestRate");
const QString kNetwork = QStringLiteral("engine/functionsUseNetwork");
const QString kAsOf = QStringLiteral("engine/asOf"); // absent: today's rules
const QString kIdle = QStringLiteral("engine/idleSeconds");

QString filesKey(const QString& folder) {
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha1);
    return QStringLiteral("files/%1").arg(QString::fromLatin1(hash.toHex()));
}

} // namespace

theme::Scheme Preferences::scheme() const {
    const bool dark = QSettings().value(kScheme).toString() == QLatin1String("dark");
    return dark ? theme::Scheme::Dark : theme::Scheme::Light;
}

void Preferences::setScheme(theme::Scheme scheme) {
    const bool dark = scheme == theme::Scheme::Dark;
    QSettings().setValue(kScheme, dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

QString Preferences::language() const {
    const bool korean = QLocale::system().language() == QLocale::Korean;
    return QSettings()
        .value(kLanguage, korean ? QStringLiteral("ko") : QStringLiteral("en"))
        .toString();
}

void Preferences::setLanguage(const QString& language) {
    QSettings().setValue(kLanguage, language);
}

QStringList Preferences::recentWorkspaces() const {
    return QSettings().value(kRecentKey).toStringList();
}

void Preferences::addRecentWorkspace(const QString& folder) {
    QStringList recent = recentWorkspaces();
    recent.removeAll(folder);
    recent.prepend(folder);
    QSettings().setValue(kRecentKey, QStringList(recent.mid(0, kRecent)));
}

void Preferences::forgetWorkspace(const QString& folder) {
    QStringList recent = recentWorkspaces();
    recent.removeAll(folder);
    QSettings().setValue(kRecentKey, recent);
}

QStringList Preferences::openFiles(const QString& folder) const {
    return QSettings().value(filesKey(folder)).toStringList();
}

void Preferences::setOpenFiles(const QString& folder, const QStringList& paths) {
    QSettings().setValue(filesKey(folder), paths);
}

QByteArray Preferences::geometry() const {
    return QSettings().value(kGeometry).toByteArray();
}

QByteArray Preferences::layout() const {
    return QSettings().value(kLayout).toByteArray();
}

void Preferences::setWindow(const QByteArray& geometry, const QByteArray& layout) {
    QSettings settings;
    settings.setValue(kGeometry, geometry);
    settings.setValue(kLayout, layout);
}

std::size_t Preferences::playSpeed() const {
    const int hundredths = QSettings().value(kPlaySpeed, 100).toInt();
    const auto& all = telemetry::kPlaySpeeds;
    const auto found = std::ranges::find_if(all, [&](const telemetry::PlaySpeed& speed) {
        return 100 * speed.times == hundredths * speed.per;
    });
    return found == all.end() ? telemetry::kNormalSpeed : std::size_t(found - all.begin());
}

void Preferences::setPlaySpeed(std::size_t index) {
    const telemetry::PlaySpeed& speed = telemetry::kPlaySpeeds[index];
    QSettings().setValue(kPlaySpeed, 100 * speed.times / speed.per);
}

workspace::Settings Preferences::engine() const {
    workspace::Settings result;
    const QSettings settings;
    result.accountConcurrency = settings.value(kConcurrency, result.accountConcurrency).toInt();
    const int unfinished = settings.value(kUnfinished, int(result.unfinished)).toInt();
    if (unfinished >= 0 && unfinished <= int(workspace::UnfinishedPolicy::Leave))
        result.unfinished = workspace::UnfinishedPolicy(unfinished);
    result.requestRate = settings.value(kRate, true).toBool() ? workspace::RequestRate::Limited
                                                              : workspace::RequestRate::Unlimited;
    result.network = settings.value(kNetwork, false).toBool() ? workspace::FunctionNetwork::Internet
                                                              : workspace::FunctionNetwork::None;
    if (const auto day = fleet::parseDay(settings.value(kAsOf).toString().toStdString()))
        result.asOf = *day;
    const auto idle = std::chrono::duration_cast<std::chrono::seconds>(result.idleTime).count();
    result.idleTime = std::chrono::seconds{settings.value(kIdle, qlonglong(idle)).toLongLong()};
    return result;
}

void Preferences::setEngine(const workspace::Settings& settings) {
    QSettings store;
    store.setValue(kConcurrency, settings.accountConcurrency);
    store.setValue(kUnfinished, int(settings.unfinished));
    if (settings.asOf == fleet::kToday)
        store.remove(kAsOf);
    else
        store.setValue(kAsOf, QString::fromStdString(fleet::dayText(settings.asOf)));
    store.setValue(kRate, settings.requestRate == workspace::RequestRate::Limited);
    store.setValue(kNetwork, settings.network == workspace::FunctionNetwork::Internet);
    const auto idle = std::chrono::duration_cast<std::chrono::seconds>(settings.idleTime).count();
    store.setValue(kIdle, qlonglong(idle));
}

} // namespace ws::app
