#pragma once

#include <QObject>

#include <map>
#include <vector>

class QTreeView;

namespace ws::dataplane {

/// Keeps a table from scrolling sideways: where it has no room for all of its columns the least
/// important ones are left out, and are there again once there is room.
class YieldingColumns : public QObject {
    Q_OBJECT
public:
    /// Takes what the others leave; wants so many pixels at least.
    struct Elastic {
        int section = 0;
        int least = 0;
    };
    /// `order`: the first gives way first; what is not in it stays. Of that view, its parent.
    YieldingColumns(QTreeView& view, Elastic elastic, std::vector<int> order);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();
    int widthOf(int section) const;

    QTreeView& m_view; // Not owned; the parent.
    const Elastic m_elastic;
    const std::vector<int> m_order;
    std::map<int, int> m_leftOut; ///< sections and their widths
};

} // namespace ws::dataplane
