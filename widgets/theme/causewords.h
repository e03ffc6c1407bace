#pragma once

#include <QString>

#include <string>

namespace ws::theme {

/// "errorType: errorMessage" of a function error's payload; empty when it is none.
QString errorLine(const std::string& payload);

/// The same of a refusal of the service: its exception and the message in its body.
QString refusalLine(const std::string& errorType, const std::string& body);

/// What a cause says in one line: a function's own words, through the executions that passed them
/// on. As it is when it is nothing of that kind.
QString causeLine(const std::string& cause);

/// The same. The service's words stay as it gives them; what they hold of JSONata's is repeated on
/// a line below in the language of the program.
QString causeText(const std::string& cause);

/// An error's name and the text of its cause, of at most `most` characters, which may begin with
/// that name.
QString failureText(const QString& error, const std::string& cause, qsizetype most = 100'000);

} // namespace ws::theme
