#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>

namespace ws::codeeditor {

enum class Language { Plain, Python, JavaScript, Json, StateMachine, Yaml, Shell };

/// By name and extension; a file without one is asked for its first line ("#!/bin/sh").
Language languageOf(const QString& path, std::string_view text);
/// What starts a comment of one line; empty where the language has none.
QByteArray lineComment(Language language);
/// Name for Theme::icon.
QString languageIcon(Language language);

} // namespace ws::codeeditor
