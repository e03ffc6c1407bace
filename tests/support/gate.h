#pragma once

#include "engine/function/configuration.h"

#include <QTemporaryDir>

#include <fstream>
#include <string>

namespace ws::tests {

/// What functions and extensions wait for: as long as it is shut, the moment stands still.
class Gate {
public:
    /// In Python, where `os` and `time` are imported.
    static constexpr const char* kWait =
        "while not os.path.exists('/mnt/gate/open'): time.sleep(0.002)\n";

    function::Mount mount() const { return {m_folder.path().toStdString(), "/mnt/gate"}; }
    void open() const { std::ofstream(m_folder.filePath(QStringLiteral("open")).toStdString()); }

private:
    QTemporaryDir m_folder;
};

} // namespace ws::tests
