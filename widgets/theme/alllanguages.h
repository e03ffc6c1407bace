#pragma once

#include <QString>
#include <QStringList>
#include <QTranslator>

#include <memory>
#include <vector>

namespace ws::theme {

/// The texts of every language at once, for a search that takes a word of any.
class AllLanguages {
public:
    AllLanguages();
    /// The source, and what it is in each language, without repeats.
    QStringList names(const char* context, const char* source) const;

private:
    std::vector<std::unique_ptr<QTranslator>> m_each;
};

} // namespace ws::theme
