#pragma once

#include "widgets/designer/runstate.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <map>
#include <string>

namespace ws::designer {

/// Tells those who do not see the canvas what becomes of the run on it: all changes of a moment in
/// one sentence, however many they are.
class RunAnnouncer : public QObject {
    Q_OBJECT
public:
    /// Not owned; outlives this.
    explicit RunAnnouncer(const RunState& run, QObject* parent = nullptr);

    /// Another run, or another moment of it: what its states are like by now is no news.
    void startOver();
    /// Something may have changed; `line` is the run with its status. Empty: there is no run.
    void follow(const QString& line);
    /// Without waiting for the moment to end.
    void tell();

Q_SIGNALS:
    void told(const QString& text);

private:
    QString news();

    const RunState& m_run;
    QString m_line;
    QString m_toldLine;
    std::map<std::string, theme::Status> m_told;
    QTimer m_moment;
};

} // namespace ws::designer
