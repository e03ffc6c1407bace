#pragma once

#include "engine/workspace/snapshot.h"
#include "widgets/theme/theme.h"

#include <QDialog>

#include <string>
#include <vector>

class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace ws::dataplane {

/// The event templates by service, with a search over all their words; own ones and those of the
/// function's triggers come first.
class EventPicker : public QDialog {
    Q_OBJECT
public:
    struct Choice {
        std::string id;   ///< of the library; empty: an own template
        std::string path; ///< of an own template, relative to the workspace
        bool isNone() const { return id.empty() && path.empty(); }
    };
    EventPicker(theme::Theme& theme, const std::vector<workspace::EventEntry>& own,
                const std::vector<std::string>& triggers, QWidget* parent = nullptr);

    Choice chosen() const;
    QLineEdit& search() { return *m_search; }
    QTreeWidget& list() { return *m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(const std::vector<workspace::EventEntry>& own,
              const std::vector<std::string>& triggers);
    void filter(const QString& text);

    theme::Theme& m_theme; // Not owned.
    QLineEdit* m_search;
    QTreeWidget* m_list;
    QPushButton* m_use;
};

} // namespace ws::dataplane
