#include "widgets/theme/messages.h"

#include "widgets/theme/findingtable.h"
#include "widgets/theme/messagetable.h"
#include "widgets/theme/reasontable.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace ws::theme {
namespace {

using telemetry::ExecutionStatus;
using telemetry::InvocationStatus;
using telemetry::Phase;
using telemetry::StartReason;
using telemetry::ThrottleCause;
using telemetry::ThrottleReason;

struct Messages {
    Q_DECLARE_TR_FUNCTIONS(Messages)
};

struct Findings {
    Q_DECLARE_TR_FUNCTIONS(Findings)
};

struct Reasons {
    Q_DECLARE_TR_FUNCTIONS(Reasons)
};

/// The service's words, without the text that it could not read: the reader has it before him. They
/// may end with a reason of ours; of a text that cannot be read at all they say no more than it.
QString explained(const std::string& message, const base::Reason& reason) {
    if (reason.code.starts_with("json."))
        return reasonText(reason);
    if (reason.code.starts_with("yaml."))
        return Messages::tr("The text is not YAML: %1").arg(reasonText(reason));
    const QString words =
        QString::fromStdString(message).section(QStringLiteral("\n at [Source"), 0, 0).simplified();
    const QString ours = QString::fromStdString(reason.text);
    if (ours.isEmpty() || !words.endsWith(ours))
        return words;
    return words.chopped(ours.size()) + reasonText(reason);
}

QString shown(const std::string& name, const std::string& value, const base::Error& error) {
    if (name == "reason")
        return reasonText(error);
    return name == "message" ? explained(value, base::reasonOf(error))
                             : QString::fromStdString(value);
}

/// Puts the arguments where the text names them: "{path}". What is put in is not looked through.
QString filled(const QString& text, const base::Error& error) {
    QString out;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf(u'{'); at >= 0; at = text.indexOf(u'{', from)) {
        const qsizetype end = text.indexOf(u'}', at);
        const std::string name = text.mid(at + 1, end - at - 1).toStdString();
        const auto found =
            std::ranges::find(error.args, name, [](const auto& arg) { return arg.first; });
        const bool known = end > at && found != error.args.end();
        out += text.mid(from, at - from);
        out += known ? shown(name, found->second, error) : QStringLiteral("{");
        from = known ? end + 1 : at + 1;
    }
    return out + text.mid(from);
}

QString withoutWords(const base::Error& error) {
    QStringList parts;
    for (const auto& [name, value] : error.args) {
        parts += QStringLiteral("%1 = %2").arg(QString::fromStdString(name),
                                               QString::fromStdString(value));
    }
    const QString code = QString::fromStdString(error.code);
    if (parts.isEmpty())
        return code;
    return QStringLiteral("%1 (%2)").arg(code, parts.join(QStringLiteral(", ")));
}

QString decimals(double number, int count) {
    return QLocale().toString(number, 'f', count);
}

/// Two findings may have one code: the one whose words it is.
QString translated(const statemachine::Diagnostic& finding, const QString& words) {
    for (const char* pattern : findingPatterns(finding.code)) {
        const base::Error args{finding.code, finding.args};
        if (filled(QString::fromUtf8(pattern), args) == words)
            return filled(Findings::tr(pattern), args);
    }
    return words;
}

} // namespace

QString message(const base::Error& error) {
    const char* text = messageText(error.code);
    if (!text)
        return withoutWords(error);
    const QString sentence = filled(Messages::tr(text), error);
    if (error.arg("suggestion").empty())
        return sentence;
    return Messages::tr("%1 Did you mean “%2”?")
        .arg(sentence, QString::fromStdString(error.arg("suggestion")));
}

QString reasonText(const base::Reason& reason) {
    const base::Error args{reason.code, reason.args};
    if (const char* text = reasonPattern(reason.code))
        return filled(Reasons::tr(text), args);
    // Another error may be the reason.
    return messageText(reason.code) ? message(args) : QString::fromStdString(reason.text);
}

QString reasonText(const base::Error& error) {
    return reasonText(base::reasonOf(error));
}

QString diagnosticText(const statemachine::Diagnostic& diagnostic) {
    const base::Reason& reason = diagnostic.reason;
    const QString text = translated(diagnostic, explained(diagnostic.message, reason));
    // A code of JSONata is what its documents and the service name.
    const QString more = reason.code.starts_with("jsonata.")
                             ? QString::fromStdString(reason.code).section(u'.', 1)
                             : reasonText(reason);
    if (more.isEmpty() || text.endsWith(more))
        return text;
    return Messages::tr("%1 (%2)", "what is wrong, and why").arg(text, more);
}

QString fixTitle(const statemachine::Fix& fix) {
    return message({fix.code, fix.args});
}

QString phaseName(Phase phase) {
    switch (phase) {
    case Phase::Starting:
        return Messages::tr("Starting");
    case Phase::Init:
        return Messages::tr("Init");
    case Phase::Restore:
        return Messages::tr("Restore");
    case Phase::Idle:
        return Messages::tr("Idle");
    case Phase::Invoke:
        return Messages::tr("Invoke");
    case Phase::Reset:
        return Messages::tr("Reset");
    case Phase::SuppressedInit:
        return Messages::tr("Suppressed init");
    case Phase::Shutdown:
        return Messages::tr("Shutdown");
    case Phase::Gone:
        return Messages::tr("Gone");
    }
    return {};
}

QString startReasonName(StartReason reason) {
    switch (reason) {
    case StartReason::Warm:
        return Messages::tr("Warm");
    case StartReason::FirstInvocation:
        return Messages::tr("Cold: first invocation");
    case StartReason::AllBusy:
        return Messages::tr("Cold: all environments busy");
    case StartReason::Expired:
        return Messages::tr("Cold: earlier ones expired");
    case StartReason::NewConfiguration:
        return Messages::tr("Cold: code or settings changed");
    case StartReason::Reset:
        return Messages::tr("Cold: reset after a failure");
    case StartReason::Provisioned:
        return Messages::tr("Provisioned");
    case StartReason::NewVersion:
        return Messages::tr("Cold: first of this version");
    case StartReason::Spillover:
        return Messages::tr("Cold: provisioned ones all busy");
    case StartReason::Snapshot:
        return Messages::tr("Snapshot");
    case StartReason::NewTenant:
        return Messages::tr("Cold: first of this tenant");
    }
    return {};
}

QString startReasonExplanation(StartReason reason) {
    switch (reason) {
    case StartReason::Warm:
        return Messages::tr(
            "An idle execution environment took the event. Module-level values and /tmp are "
            "as the last invocation left them.");
    case StartReason::FirstInvocation:
        return Messages::tr(
            "The function had no execution environment yet, so one was created: process, "
            "runtime and the code outside the handler ran first.");
    case StartReason::AllBusy:
        return Messages::tr(
            "Every environment of the function was running something, and one environment "
            "serves one event at a time. A further one was created.");
    case StartReason::Expired:
        return Messages::tr(
            "The earlier environments were shut down after the idle time, so a new one was "
            "created.");
    case StartReason::NewConfiguration:
        return Messages::tr(
            "Code or configuration changed since the earlier environments started. They are "
            "never reused for new code, so a new one was created.");
    case StartReason::Reset:
        return Messages::tr(
            "The environment crashed or timed out before. Its process was started again as "
            "part of this invocation; /tmp was kept, module-level values were not.");
    case StartReason::Provisioned:
        return Messages::tr("The environment had been initialised ahead of any invocation.");
    case StartReason::NewVersion:
        return Messages::tr(
            "Other versions of the function have environments, but an environment serves one "
            "version for all its life. A first one was created for this version.");
    case StartReason::Spillover:
        return Messages::tr(
            "All provisioned environments were busy, and beyond them the function runs on "
            "demand: a further environment was created.");
    case StartReason::Snapshot:
        return Messages::tr(
            "This environment was initialised once to be the snapshot of its version (SnapStart). "
            "It serves nothing itself: the others of the version are restored from it, without "
            "running their initialisation again.");
    case StartReason::NewTenant:
        return Messages::tr(
            "Other tenants have environments, but with tenant isolation an environment serves one "
            "tenant for all its life. A first one was created for this tenant.");
    }
    return {};
}

QString throttleReasonName(ThrottleReason reason) {
    switch (reason) {
    case ThrottleReason::ReservedFunctionConcurrentInvocationLimitExceeded:
        return Messages::tr("Throttled: the function's reserved concurrency is used up");
    case ThrottleReason::ConcurrentInvocationLimitExceeded:
        return Messages::tr("Throttled: the account's concurrency is used up");
    case ThrottleReason::FunctionInvocationRateLimitExceeded:
        return Messages::tr("Throttled: too many requests per second for the function");
    case ThrottleReason::ReservedFunctionInvocationRateLimitExceeded:
        return Messages::tr("Throttled: too many requests per second for the reserved concurrency");
    case ThrottleReason::CallerRateLimitExceeded:
        return Messages::tr("Throttled: the caller sends too many requests per second");
    }
    return {};
}

QString throttleExplanation(ThrottleCause cause, int used, int limit) {
    switch (cause) {
    case ThrottleCause::ReservedConcurrency:
        return Messages::tr("%L1 invocations were running, and the function has reserved %L2.")
            .arg(used)
            .arg(limit);
    case ThrottleCause::FunctionStopped:
        return Messages::tr("The function has reserved a concurrency of 0, which stops it.");
    case ThrottleCause::ProvisionedOnly:
        return Messages::tr("All of the function's reserved concurrency is provisioned for its "
                            "versions, so nothing is left for what is not provisioned.");
    case ThrottleCause::AccountConcurrency:
        return Messages::tr("%L1 invocations were running, and functions without a reservation "
                            "share %L2.")
            .arg(used)
            .arg(limit);
    case ThrottleCause::ScalingRate:
        return Messages::tr("Every environment was busy, and a function may start %L1 new ones "
                            "in 10 seconds: all of these had just started.")
            .arg(limit);
    case ThrottleCause::RequestRate:
        return Messages::tr("%L1 requests had come in this second, and %L2 are allowed: 10 a "
                            "second for each unit of concurrency. Functions that take less than "
                            "100 ms meet this limit before their concurrency. For local load "
                            "tests it can be switched off in the settings.")
            .arg(used)
            .arg(limit);
    case ThrottleCause::TenantEnvironments:
        return Messages::tr("Tenants had %L1 environments, busy or idle, and the function may have "
                            "%L2: 2,500 for every 1,000 of its concurrency. Those of other tenants "
                            "are not taken.")
            .arg(used)
            .arg(limit);
    }
    return {};
}

QString invocationStatusName(InvocationStatus status) {
    switch (status) {
    case InvocationStatus::Succeeded:
        return Messages::tr("Succeeded");
    case InvocationStatus::FunctionError:
        return Messages::tr("Function error");
    case InvocationStatus::RuntimeExited:
        return Messages::tr("Runtime exited");
    case InvocationStatus::TimedOut:
        return Messages::tr("Timed out");
    case InvocationStatus::Refused:
        return Messages::tr("Refused");
    }
    return {};
}

QString executionStatusName(ExecutionStatus status) {
    switch (status) {
    case ExecutionStatus::Running:
        return Messages::tr("Running");
    case ExecutionStatus::Succeeded:
        return Messages::tr("Succeeded");
    case ExecutionStatus::Failed:
        return Messages::tr("Failed");
    case ExecutionStatus::TimedOut:
        return Messages::tr("Timed out");
    case ExecutionStatus::Aborted:
        return Messages::tr("Aborted");
    }
    return {};
}

QString durationText(base::Duration duration) {
    const auto micros = static_cast<double>(duration.count());
    if (std::abs(micros) < 1'000)
        return Messages::tr("%1 µs").arg(duration.count());
    if (std::abs(micros) < 10'000)
        return Messages::tr("%1 ms").arg(decimals(micros / 1e3, 2));
    if (std::abs(micros) < 1'000'000)
        return Messages::tr("%1 ms").arg(decimals(micros / 1e3, 1));
    if (std::abs(micros) < 60'000'000)
        return Messages::tr("%1 s").arg(decimals(micros / 1e6, 2));
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    if (seconds < 3'600)
        return Messages::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return Messages::tr("%1 h %2 min").arg(seconds / 3'600).arg(seconds % 3'600 / 60);
}

QString timeText(base::TimePoint at) {
    const auto millis =
        std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(millis).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString momentText(base::TimePoint at) {
    const auto millis =
        std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(millis).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

} // namespace ws::theme
