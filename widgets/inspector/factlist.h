#pragma once

#include "engine/json/document.h"
#include "widgets/theme/theme.h"

#include <QScrollArea>
#include <QString>

#include <vector>

class QLabel;
class QToolButton;

namespace ws::inspector {

/// Names and values, one under the other; a row that comes from a text has a button that goes
/// there. Rows are kept and reused: a refresh during a run makes no widgets.
class FactList : public QScrollArea {
    Q_OBJECT
public:
    explicit FactList(theme::Theme& theme, QWidget* parent = nullptr);

    void start() { m_used = 0; }
    void add(const QString& name, const QString& value, const json::Range& range = {});
    /// Hides the rows that this round has not used.
    void finish();

Q_SIGNALS:
    void revealRequested(const ws::json::Range& range);

private:
    struct Row {
        QWidget* whole = nullptr;
        QLabel* name = nullptr;
        QLabel* value = nullptr;
        QToolButton* jump = nullptr;
        json::Range range;
    };
    void makeRow();
    void restyle();

    theme::Theme& m_theme;
    QWidget* m_content = nullptr;
    std::vector<Row> m_rows;
    std::size_t m_used = 0;
};

} // namespace ws::inspector
