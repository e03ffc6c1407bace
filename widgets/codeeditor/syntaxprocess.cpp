#include "widgets/codeeditor/syntaxprocess.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace ws::codeeditor {
namespace {

// Prints "line<TAB>column<TAB>message" for the one error that Python's compiler reports.
constexpr const char* kPythonCheck = R"(import sys
try:
    compile(sys.stdin.buffer.read(), 'function', 'exec', dont_inherit=True)
except SyntaxError as e:
    sys.stdout.write('%d\t%d\t%s' % (e.lineno or 1, e.offset or 1, e.msg))
except ValueError as e:
    sys.stdout.write('1\t1\t%s' % e)
)";

// The module form is tried when the script form fails, as Node.js itself does for unnamed input.
constexpr const char* kNodeCheck = R"(const vm = require('vm');
const text = require('fs').readFileSync(0, 'utf8').replace(/^#!.*/, '');
if (!/^\s*(import|export)\b/m.test(text)) {
  try { new vm.Script('(async function(exports, require, module, __filename, __dirname) {' + text + '\n})', {filename: 'function'}); }
  catch (e) {
    const at = /^function:(\d+)/.exec(e.stack || '');
    const caret = (e.stack || '').split('\n').find(l => /^\s*\^+\s*$/.test(l));
    process.stdout.write((at ? at[1] : 1) + '\t' + (caret ? caret.indexOf('^') + 1 : 1) + '\t' + e.message);
  }
})";

} // namespace

SyntaxProcess::~SyntaxProcess() {
    abandon();
}

bool SyntaxProcess::handles(Language language) {
    return language == Language::Python || language == Language::JavaScript;
}

void SyntaxProcess::abandon() {
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    m_process->setParent(QCoreApplication::instance()); // in case the program ends first
    m_process = nullptr;
}

void SyntaxProcess::check(Language language, const QString& path, const std::string& text) {
    abandon();
    if (!handles(language))
        return;
    m_process = new QProcess(this);
    connect(m_process, &QProcess::finished, this, [=, this] { finish(language, path); });
    const bool python = language == Language::Python;
    const QString program = python ? QStringLiteral("python3") : QStringLiteral("node");
    const QStringList arguments =
        python ? QStringList{QStringLiteral("-I"), QStringLiteral("-S"), QStringLiteral("-c"),
                             QString::fromLatin1(kPythonCheck)}
               : QStringList{QStringLiteral("-e"), QString::fromLatin1(kNodeCheck)};
    m_process->start(program, arguments);
    m_process->write(text.data(), qint64(text.size()));
    m_process->closeWriteChannel();
}

void SyntaxProcess::finish(Language language, const QString& path) {
    const QString answer = QString::fromUtf8(m_process->readAllStandardOutput());
    m_process->deleteLater();
    m_process = nullptr;
    const QStringList parts = answer.split(u'\t');
    if (parts.size() < 3) {
        Q_EMIT checked({});
        return;
    }
    Problem problem;
    problem.path = path;
    problem.line = std::max(1, parts.at(0).toInt());
    problem.column = language == Language::Python ? std::max(1, parts.at(1).toInt()) : 1;
    problem.message = parts.mid(2).join(u'\t');
    Q_EMIT checked({problem});
}

} // namespace ws::codeeditor
