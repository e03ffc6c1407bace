#pragma once

#include "engine/base/ids.h"

#include <QObject>
#include <QString>

#include <cstdint>

namespace ws::feed {

/// What is selected in the whole window. One object, shared by all views: selecting an invocation,
/// a state or a lane in one selects it in each.
class Selection : public QObject {
    Q_OBJECT
public:
    struct Content {
        QString function; ///< name; empty: none
        QString machine;  ///< name of the state machine
        QString state;    ///< name within `machine`
        /// Id of the event with which one visit of `state` was entered; 0: the latest.
        std::int64_t visit = 0;
        /// Id of the event that scheduled one attempt of that visit; 0: all of them.
        std::int64_t attempt = 0;
        /// Id of the event that began the iteration of a Map that is looked at: states inside are
        /// those of that one. 0: the latest.
        std::int64_t iteration = 0;
        base::EnvironmentId environment{};
        base::InvocationId invocation{};
        base::ExecutionId execution{};
        /// Id of the last history event of `execution` that the views show: an instant of its past.
        /// 0: all there are.
        std::int64_t event = 0;
        bool operator==(const Content&) const = default;
    };

    using QObject::QObject;
    const Content& content() const { return m_content; }

public Q_SLOTS:
    void set(const ws::feed::Selection::Content& content) {
        if (content == m_content)
            return;
        m_content = content;
        Q_EMIT changed(m_content);
    }

Q_SIGNALS:
    void changed(const ws::feed::Selection::Content& content);

private:
    Content m_content;
};

} // namespace ws::feed
