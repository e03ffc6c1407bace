#include "widgets/theme/colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ws::theme {
namespace {

struct RoleColours {
    Role role;
    QRgb light;
    QRgb dark;
};

constexpr std::array kRoles{
    RoleColours{Role::Window, 0xFFEEF0F3, 0xFF0D1117},
    RoleColours{Role::Panel, 0xFFFFFFFF, 0xFF161B22},
    RoleColours{Role::PanelRaised, 0xFFF6F7F9, 0xFF1C222B},
    RoleColours{Role::Field, 0xFFFFFFFF, 0xFF0F141A},
    RoleColours{Role::Canvas, 0xFFFFFFFF, 0xFF161B22},
    RoleColours{Role::CanvasGrid, 0xFFDDDDE2, 0xFF2A313B},
    RoleColours{Role::Border, 0xFFD5DAE0, 0xFF2D3540},
    RoleColours{Role::FieldBorder, 0xFF838B96, 0xFF6E7A88},
    RoleColours{Role::Text, 0xFF16191F, 0xFFF2F3F3},
    RoleColours{Role::TextSecondary, 0xFF545B64, 0xFFAEB8C2},
    RoleColours{Role::TextDisabled, 0xFF8A929C, 0xFF6B7683},
    RoleColours{Role::Accent, 0xFF0B66C3, 0xFF4DB5FF},
    RoleColours{Role::AccentText, 0xFFFFFFFF, 0xFF06131F},
    RoleColours{Role::Hover, 0xFFE6EAEF, 0xFF262E39},
    RoleColours{Role::SelectionFill, 0xFFD9E9FA, 0xFF173A57},
    RoleColours{Role::Link, 0xFF0B5CAD, 0xFF6CC0FF},
    RoleColours{Role::Error, 0xFFB3260B, 0xFFFF8A78},
    RoleColours{Role::Warning, 0xFF7F5000, 0xFFF5A742},
    RoleColours{Role::Success, 0xFF1A6E1A, 0xFF4CC25A},
    RoleColours{Role::Edge, 0xFF687078, 0xFF8D99A6},
    RoleColours{Role::Shadow, 0x0F16191F, 0x40000000},
    RoleColours{Role::PhaseStarting, 0xFF7F8792, 0xFF8D99A6},
    RoleColours{Role::PhaseInit, 0xFFB26A00, 0xFFF5A742},
    RoleColours{Role::PhaseIdle, 0xFF6F8DA3, 0xFF6B8BA6},
    RoleColours{Role::PhaseInvoke, 0xFF0073BB, 0xFF4DB5FF},
    RoleColours{Role::PhaseReset, 0xFFD13212, 0xFFFF7A66},
    RoleColours{Role::PhaseShutdown, 0xFF545B64, 0xFFAEB8C2},
    RoleColours{Role::Throttle, 0xFFB0135A, 0xFFFF7EB6},
    RoleColours{Role::SeriesConcurrency, 0xFF0073BB, 0xFF4DB5FF},
    RoleColours{Role::SeriesEnvironments, 0xFF7A5AC8, 0xFFB79CFF},
    RoleColours{Role::SeriesLimit, 0xFFD13212, 0xFFFF7A66},
    RoleColours{Role::CodeKeyword, 0xFF8A1C9C, 0xFFD9A0FF},
    RoleColours{Role::CodeString, 0xFF0A6B2D, 0xFF8EDB9A},
    RoleColours{Role::CodeNumber, 0xFF8F4400, 0xFFF7B267},
    RoleColours{Role::CodeComment, 0xFF5B6672, 0xFF9CA9B6},
    RoleColours{Role::CodeFunction, 0xFF1F4FB5, 0xFF7FB8FF},
    RoleColours{Role::CodeProperty, 0xFF0B5C8C, 0xFF7AD0E8},
    RoleColours{Role::CodeOperator, 0xFF3D4650, 0xFFC4CDD6},
    RoleColours{Role::CodeMargin, 0xFFF6F7F9, 0xFF12171E},
    RoleColours{Role::CodeMarginText, 0xFF626B77, 0xFF8793A0},
    RoleColours{Role::CodeCurrentLine, 0xFFF0F5FB, 0xFF1B232E},
};

struct StatusColours {
    Status status;
    QRgb lightFill;
    QRgb lightBorder;
    QRgb darkFill;
    QRgb darkBorder;
    Qt::PenStyle pen;
    double width;
    BorderExtra extra;
    const char* icon;
};

constexpr std::array kStatuses{
    StatusColours{Status::NotStarted, 0xFFFFFFFF, 0xFF687078, 0xFF21262D, 0xFF8D99A6, Qt::DashLine,
                  1.5, BorderExtra::None, ""},
    StatusColours{Status::Queued, 0xFFF2F3F3, 0xFF545B64, 0xFF2A3038, 0xFF9AA5B1, Qt::DotLine, 1.5,
                  BorderExtra::None, "status-queued"},
    StatusColours{Status::Running, 0xFFF1FAFF, 0xFF0073BB, 0xFF0F2A3D, 0xFF4DB5FF, Qt::SolidLine,
                  2.5, BorderExtra::None, "status-running"},
    StatusColours{Status::Waiting, 0xFFFFFBE0, 0xFF7A6A00, 0xFF302B0E, 0xFFE3CF57, Qt::SolidLine,
                  1.5, BorderExtra::None, "status-waiting"},
    StatusColours{Status::Paused, 0xFFF5EFFF, 0xFF6B3FD4, 0xFF271E42, 0xFFB79CFF, Qt::SolidLine,
                  1.5, BorderExtra::Double, "status-paused"},
    StatusColours{Status::Succeeded, 0xFFE9F7E6, 0xFF1D7A1D, 0xFF132B17, 0xFF4CC25A, Qt::SolidLine,
                  1.5, BorderExtra::None, "status-succeeded"},
    StatusColours{Status::Caught, 0xFFFFF5E5, 0xFFA85A00, 0xFF36260C, 0xFFF5A742, Qt::SolidLine,
                  1.5, BorderExtra::Notch, "status-caught"},
    StatusColours{Status::Failed, 0xFFFDF3F1, 0xFFD13212, 0xFF3A1714, 0xFFFF7A66, Qt::SolidLine,
                  2.5, BorderExtra::None, "status-failed"},
    StatusColours{Status::TimedOut, 0xFFFBEFF3, 0xFFB0135A, 0xFF35142A, 0xFFFF7EB6, Qt::SolidLine,
                  2.5, BorderExtra::None, "status-timedout"},
    StatusColours{Status::Aborted, 0xFFECEEEF, 0xFF545B64, 0xFF2A2E33, 0xFF9AA5B1, Qt::SolidLine,
                  1.0, BorderExtra::None, "status-aborted"},
};

struct TypeColours {
    const char* type;
    QRgb light;
    QRgb dark;
};

constexpr std::array kTypes{
    TypeColours{"Task", 0xFFB4540A, 0xFFF59A4A},     TypeColours{"Pass", 0xFF5B6B7C, 0xFF9AA9B8},
    TypeColours{"Choice", 0xFF7A4FC4, 0xFFB79CFF},   TypeColours{"Wait", 0xFF7A6A00, 0xFFE3CF57},
    TypeColours{"Succeed", 0xFF1D7A1D, 0xFF4CC25A},  TypeColours{"Fail", 0xFFC4290A, 0xFFFF7A66},
    TypeColours{"Parallel", 0xFF0B66C3, 0xFF4DB5FF}, TypeColours{"Map", 0xFF0F766E, 0xFF3CC9B5},
};

double luminance(const QColor& colour) {
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

} // namespace

QColor roleColour(Scheme scheme, Role role) {
    const auto found = std::ranges::find(kRoles, role, &RoleColours::role);
    Q_ASSERT(found != kRoles.end());
    return QColor::fromRgba(scheme == Scheme::Dark ? found->dark : found->light);
}

StatusStyle statusStyle(Scheme scheme, Status status) {
    const auto found = std::ranges::find(kStatuses, status, &StatusColours::status);
    Q_ASSERT(found != kStatuses.end());
    const bool dark = scheme == Scheme::Dark;
    return {.fill = QColor(dark ? found->darkFill : found->lightFill),
            .border = QColor(dark ? found->darkBorder : found->lightBorder),
            .pen = found->pen,
            .width = found->width,
            .icon = QString::fromLatin1(found->icon),
            .extra = found->extra};
}

QColor typeColour(Scheme scheme, const QString& type) {
    const auto found = std::ranges::find_if(
        kTypes, [&](const TypeColours& entry) { return type == QLatin1String(entry.type); });
    if (found == kTypes.end())
        return roleColour(scheme, Role::Edge);
    return QColor(scheme == Scheme::Dark ? found->dark : found->light);
}

double contrast(const QColor& first, const QColor& second) {
    const auto [darker, lighter] = std::minmax({luminance(first), luminance(second)});
    return (lighter + 0.05) / (darker + 0.05);
}

const std::vector<Role>& allRoles() {
    static const std::vector<Role> roles = [] {
        std::vector<Role> list;
        for (const RoleColours& entry : kRoles)
            list.push_back(entry.role);
        return list;
    }();
    return roles;
}

const std::vector<Status>& allStatuses() {
    static const std::vector<Status> statuses = [] {
        std::vector<Status> list;
        for (const StatusColours& entry : kStatuses)
            list.push_back(entry.status);
        return list;
    }();
    return statuses;
}

} // namespace ws::theme
