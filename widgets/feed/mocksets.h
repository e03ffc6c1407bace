#pragma once

#include "engine/workspace/mockfile.h"
#include "engine/workspace/textfile.h"
#include "widgets/feed/enginefeed.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace ws::feed {

/// The mocks of the workspace's machines: which set of them counts for runs, and edits of the file
/// beside the machine, which can be taken back.
class MockSets : public QObject {
    Q_OBJECT
public:
    explicit MockSets(EngineFeed& feed, QObject* parent = nullptr);

    /// In the order of the file.
    QStringList sets(const QString& machine) const;
    /// The one that is looked at: the chosen one, else the first.
    QString current(const QString& machine) const;
    enum class Use { Off, On };
    void choose(const QString& machine, const QString& set, Use use);
    bool isUsed(const QString& machine) const;
    /// What a run is to be given; null: none is used.
    std::shared_ptr<const execution::Mocks> used(const QString& machine) const;
    /// Of every machine that has some in use, for what a run starts; empty ones: none has.
    std::shared_ptr<const execution::MachineMocks> usedByAll() const;
    /// The states that the current set mocks.
    std::vector<std::string> states(const QString& machine) const;

    base::Result<std::vector<workspace::MockAnswer>> answers(const QString& machine,
                                                             const QString& state) const;
    /// Errors: those of workspace::withMockAnswers() and writeTextFile().
    base::Status setAnswers(const QString& machine, const QString& state,
                            const std::vector<workspace::MockAnswer>& answers);
    bool canUndo(const QString& machine) const;
    base::Status undo(const QString& machine);

Q_SIGNALS:
    void changed();

private:
    struct Chosen {
        QString set;
        Use use = Use::Off;
    };
    struct File {
        std::string text;
        workspace::FileStamp stamp;
    };
    QString pathOf(const QString& machine) const;
    File read(const QString& machine) const;
    base::Status write(const QString& machine, const std::string& text, const File& before);

    EngineFeed& m_feed; // Not owned.
    QHash<QString, Chosen> m_chosen;
    QHash<QString, std::vector<std::string>> m_undo; ///< texts before each edit
    std::string m_root;
};

} // namespace ws::feed
