#pragma once

#include <QTranslator>

#include <tuple>

namespace ws::tests {

/// Every text a third longer than that of a language.
class LongerTexts : public QTranslator {
public:
    explicit LongerTexts(const QString& language) {
        std::ignore = m_inner.load(QStringLiteral(":/i18n/warmstart_%1.qm").arg(language));
    }
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* disambiguation,
                      int number) const override {
        QString text = m_inner.translate(context, source, disambiguation, number);
        if (text.isEmpty())
            text = QString::fromUtf8(source);
        return text + QString(text.size() / 3, QLatin1Char('~'));
    }

private:
    QTranslator m_inner;
};

} // namespace ws::tests
