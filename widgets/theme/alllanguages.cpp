#include "widgets/theme/alllanguages.h"

#include <QDir>

namespace ws::theme {

AllLanguages::AllLanguages() {
    const QDir folder(QStringLiteral(":/i18n"));
    for (const QString& file : folder.entryList({QStringLiteral("warmstart_*.qm")})) {
        auto each = std::make_unique<QTranslator>();
        if (each->load(folder.filePath(file)))
            m_each.push_back(std::move(each));
    }
}

QStringList AllLanguages::names(const char* context, const char* source) const {
    QStringList names{QString::fromUtf8(source)};
    for (const auto& each : m_each) {
        const QString text = each->translate(context, source);
        if (!text.isEmpty() && !names.contains(text))
            names += text;
    }
    return names;
}

} // namespace ws::theme
