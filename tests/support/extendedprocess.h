#pragma once

#include "tests/support/processfixture.h"

#include "engine/json/value.h"

namespace ws::tests {

/// What every scripted extension begins with: requests over the endpoint, and a diary in /tmp that
/// the function can read.
inline const std::string kHead = R"(#!/usr/bin/env python3
import http.client, json, os, signal, sys, time
api = os.environ['AWS_LAMBDA_RUNTIME_API']
name = os.path.basename(sys.argv[0])
identifier = None

def ask(method, path, body=None, **headers):
    connection = http.client.HTTPConnection(api)
    connection.request(method, '/2020-01-01/extension/' + path, body, headers)
    answer = connection.getresponse()
    return answer, answer.read().decode()

def register(*events, as_name=None, **more):
    global identifier
    headers = {'Lambda-Extension-Name': as_name or name, **more}
    answer, text = ask('POST', 'register', json.dumps({'events': events}), **headers)
    identifier = answer.headers.get('Lambda-Extension-Identifier')
    return answer.status, text

def following():
    return json.loads(ask('GET', 'event/next', **{'Lambda-Extension-Identifier': identifier})[1])

def note(text):
    with open('/tmp/diary', 'a') as diary:
        diary.write(text + '\n')

)";

/// Answers with what the extensions wrote down.
inline const std::string kReader = "def handler(event, context):\n"
                                   "    try: return open('/tmp/diary').read()\n"
                                   "    except OSError: return ''\n";

/// One environment of a Python function with a layer of extensions.
class Extended : public Process {
public:
    Extended(sandbox::BackendFactory& factory, const std::string& code,
             const std::vector<std::pair<std::string, std::string>>& extensions)
        : Process(factory, "python3.12", {{"index.py", code}}) {
        const std::filesystem::path folder =
            std::filesystem::path(m_layer.path().toStdString()) / "extensions";
        std::filesystem::create_directories(folder);
        for (const auto& [name, script] : extensions) {
            std::ofstream(folder / name) << kHead << script;
            std::filesystem::permissions(folder / name, std::filesystem::perms::all);
        }
        revision->layerFolders = {m_layer.path().toStdString()};
    }

    void setMode(const std::string& name, std::filesystem::perms mode) {
        std::filesystem::permissions(
            std::filesystem::path(m_layer.path().toStdString()) / "extensions" / name, mode);
    }

    /// What the environment would order for the extensions that there are, with more time than a
    /// machine that is busy otherwise needs: being late has tests of its own.
    sandbox::Exit shutDown(sandbox::ShutdownReason reason = sandbox::ShutdownReason::Spindown) {
        backend->stop({std::chrono::seconds{60}, std::chrono::seconds{20}, reason});
        waitFor([&] { return told.exit.has_value(); });
        return told.exit.value_or(sandbox::Exit{});
    }

    bool failsToStart() {
        start();
        return waitFor([&] { return told.failure || told.exit || told.nexts > 0; }) &&
               told.nexts == 0;
    }
    const sandbox::Exit& failure() const { return told.failure ? *told.failure : *told.exit; }

    std::string diary() { return parsed(invoke("{}")).toString(); }

private:
    QTemporaryDir m_layer;
};

} // namespace ws::tests
