"""The Python runtime of an execution environment: loads the handler, then asks the Runtime API for
events and posts what the handler returns or raises.

Written to start fast: nothing is imported that the interpreter has not loaded already, except what
a handler makes necessary. It runs without the site module, and has HTTP over a bare socket.
"""

import sys
import os
import time
import builtins

_TASK_ROOT = os.environ["LAMBDA_TASK_ROOT"]
_VERSION = "python%d.%d" % sys.version_info[:2]
_MAX_RESPONSE = 6 * 1024 * 1024 + 100
_IDENT = "\u00a0"  # what the service indents tracebacks with
_STATE_ASKED = 209  # in place of an event: tell what is kept between invokes
_TEXT_FRAME = 0xA55A0003
_JSON_FRAME = 0xA55A0002
_LOGS_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"


_MAX_FILES = 1000
_module = None  # the handler's


class _Fault(Exception):
    """A failure that the runtime itself names, with the service's type."""

    def __init__(self, kind, message, trace=None):
        Exception.__init__(self, message)
        self.kind = kind
        self.trace = trace


# ---- JSON, as the standard library's encoder and decoder do it, without importing them


class _Json:
    """The C scanner and encoder of the standard library's json, which takes regular expressions and
    enumerations with it when it is imported whole. What it writes is what simplejson would, which is
    what the service has: bytes are text, named tuples are objects and decimals keep their digits."""

    def __init__(self):
        import _json

        self._json = _json
        self.strict = True
        self.object_hook = None
        self.object_pairs_hook = None
        self.parse_float = float
        self.parse_int = int
        self.parse_constant = {
            "-Infinity": float("-inf"),
            "Infinity": float("inf"),
            "NaN": float("nan"),
        }.__getitem__
        self.memo = {}
        self._scan = _json.make_scanner(self)
        # Python 3.12 is the first runtime that leaves characters as they are.
        name = os.environ.get("AWS_EXECUTION_ENV", "")[len("AWS_Lambda_python3.") :]
        self.ensure_ascii = not name.isdigit() or int(name) < 12
        self._tuples = 0  # how many kinds there were when they were last looked at
        self._has_named = False
        self._mark = None  # stands for a decimal until the text is made
        self._decimals = []

    def loads(self, text):
        text = text.strip(" \t\n\r")
        try:
            value, end = self._scan(text, 0)
        except StopIteration:
            end = -1
        if end != len(text):
            import json

            return json.loads(text)  # says what is wrong
        return value

    def _default(self, value):
        decimal = sys.modules.get("decimal")
        if decimal is not None and isinstance(value, decimal.Decimal):
            if value.is_nan():
                return float("nan")
            self._mark = self._mark or os.urandom(12).hex() + ":"
            self._decimals.append(str(value))
            return self._mark
        if isinstance(value, bytes):
            return value.decode("utf-8")
        if callable(getattr(value, "_asdict", None)):
            return value._asdict()
        raise TypeError(
            "Object of type %s is not JSON serializable" % type(value).__name__
        )

    def _named_tuples_exist(self):
        """Those that the library keeps for itself are in no response."""
        kinds = tuple.__subclasses__()
        if len(kinds) != self._tuples:
            self._tuples = len(kinds)
            library = getattr(sys, "stdlib_module_names", ())
            self._has_named = any(
                hasattr(kind, "_asdict")
                and not (kind.__name__[0] == "_" and kind.__module__ in library)
                for kind in kinds
            )
        return self._has_named

    def dumps(self, value):
        quote = (
            self._json.encode_basestring_ascii
            if self.ensure_ascii
            else self._json.encode_basestring
        )
        if isinstance(value, str):
            return quote(value)
        if self._named_tuples_exist() and _holds_named(value):
            value = _with_objects(value)
        encode = self._json.make_encoder(
            {}, self._default, quote, None, ": ", ", ", False, False, True
        )
        try:
            text = "".join(encode(value, 0))
            return self._with_decimals(text) if self._decimals else text
        finally:
            self._decimals.clear()

    def _with_decimals(self, text):
        first, *others = text.split('"%s"' % self._mark)
        return first + "".join(map("".join, zip(self._decimals, others)))


def _holds_named(value):
    try:
        if isinstance(value, dict):
            return any(map(_holds_named, value.values()))
        if isinstance(value, (list, tuple)):
            return hasattr(value, "_asdict") or any(map(_holds_named, value))
    except RecursionError:
        pass  # the encoder has the word for it
    return False


def _with_objects(value):
    """The same with objects in place of named tuples."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {name: _with_objects(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_with_objects(item) for item in value]
    return value


def _make_json():
    try:
        return _Json()
    except (ImportError, AttributeError):  # not CPython
        import json

        return json


_json = _make_json()


# ---- the Runtime API


class _Client:
    """One kept connection. What is posted and the question for the next event leave in one write, so
    that an invoke costs one round trip."""

    def __init__(self, address):
        given = os.environ.pop("_WARMSTART_API", None)
        self._fd = int(given) if given else self._connect(address)
        os.set_inheritable(self._fd, False)  # what the function starts has no use for it
        self._buffer = b""
        end = " HTTP/1.1\r\nHost: " + address + "\r\n"
        self._next = ("GET /2018-06-01/runtime/invocation/next" + end + "\r\n").encode()
        self._post = (
            end + "Content-Type: application/json\r\nContent-Length: "
        ).encode()

    @staticmethod
    def _connect(address):
        import _socket

        host, _, port = address.rpartition(":")
        connection = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
        connection.connect((host, int(port)))
        connection.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
        return connection.detach()

    def _send(self, data):
        sent = os.write(self._fd, data)
        while sent < len(data):
            sent += os.write(self._fd, data[sent : sent + (1 << 20)])

    def _read(self):
        """Status, headers (names in lower case) and body of one answer."""
        buffer = self._buffer
        while True:
            split = buffer.find(b"\r\n\r\n")
            if split >= 0:
                break
            more = os.read(self._fd, 65536)
            if not more:
                os._exit(1)  # the service is gone
            buffer += more
        lines = buffer[:split].decode("latin-1").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", "0"))
        body = buffer[split + 4 :]
        if len(body) < length:
            parts = [body]
            have = len(body)
            while have < length:
                more = os.read(self._fd, min(length - have, 1 << 20))
                if not more:
                    os._exit(1)
                parts.append(more)
                have += len(more)
            body = b"".join(parts)
        self._buffer = body[length:]
        return int(lines[0][9:12]), headers, body[:length]

    def next(self):
        self._send(self._next)
        return self._event()

    def ask_restore(self):
        """The runtime is initialised. Where there is no snapshot of it, the answer means go on."""
        self._send(
            self._next.replace(b"/runtime/invocation/next", b"/runtime/restore/next", 1)
        )

    def restored(self):
        self.ask_restore()
        if self._read()[0] != 200:
            os._exit(1)

    def close(self):
        os.close(self._fd)

    def _event(self):
        while True:
            status, headers, body = self._read()
            if status == 200:
                return headers, body
            if status != _STATE_ASKED:
                os._exit(1)
            self._send(
                self._message("warmstart/state", _state(), None) + self._next
            )
            self._read()

    def _message(self, path, body, error_type):
        extra = b""
        if error_type:
            extra = b"\r\nLambda-Runtime-Function-Error-Type: " + error_type.encode()
        return b"".join(
            (
                b"POST /2018-06-01/runtime/",
                path.encode(),
                self._post,
                str(len(body)).encode(),
                extra,
                b"\r\n\r\n",
                body,
            )
        )

    def post(self, path, body, error_type=None):
        self._send(self._message(path, body, error_type))
        return self._read()[0]

    def post_and_next(self, path, body, error_type=None):
        message = self._message(path, body, error_type)
        if len(body) > _MAX_RESPONSE:  # refused: the answer comes before the next question
            self._send(message)
            self._read()
            return self.next()
        self._send(message + self._next)
        self._read()
        return self._event()


# ---- the context object


class LambdaContext:
    def __init__(self, headers):
        environ = os.environ
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        client = headers.get("lambda-runtime-client-context")
        self.client_context = _client_context(client) if client else None
        identity = headers.get("lambda-runtime-cognito-identity")
        self.identity = CognitoIdentity(_parsed(identity, "Cognito Identity"))
        self._epoch_deadline_time_in_ms = int(headers["lambda-runtime-deadline-ms"])

    def get_remaining_time_in_millis(self):
        left = self._epoch_deadline_time_in_ms - int(time.time() * 1000)
        return left if left > 0 else 0

    def log(self, message):
        sys.stdout.write(str(message))

    def __repr__(self):
        names = (
            "aws_request_id",
            "log_group_name",
            "log_stream_name",
            "function_name",
            "memory_limit_in_mb",
            "function_version",
            "invoked_function_arn",
            "client_context",
            "identity",
            "tenant_id",
        )
        fields = ["%s=%s" % (name, getattr(self, name)) for name in names]
        return "LambdaContext([%s])" % ",".join(fields)


class CognitoIdentity:
    def __init__(self, value):
        self.cognito_identity_id = value.get("cognitoIdentityId")
        self.cognito_identity_pool_id = value.get("cognitoIdentityPoolId")

    def __repr__(self):
        return "CognitoIdentity([cognito_identity_id=%s,cognito_identity_pool_id=%s])" % (
            self.cognito_identity_id,
            self.cognito_identity_pool_id,
        )


class Client:
    def __repr__(self):
        return "Client([%s])" % _fields(self)


class ClientContext:
    def __repr__(self):
        return "ClientContext([%s])" % _fields(self)


def _fields(holder):
    return ",".join("%s=%s" % each for each in vars(holder).items())


def _parsed(text, what):
    if not text:
        return {}
    try:
        return _json.loads(text)
    except Exception as error:
        raise _Fault(
            "Runtime.LambdaContextUnmarshalError",
            "Unable to parse %s JSON: %s" % (what, error),
        )


def _client_context(text):
    value = _parsed(text, "Client Context")
    context = ClientContext()
    context.custom = value.get("custom")
    context.env = value.get("env")
    context.client = None
    client = value.get("client")
    if client is not None:
        context.client = Client()
        for name in (
            "installation_id",
            "app_title",
            "app_version_name",
            "app_version_code",
            "app_package_name",
        ):
            setattr(context.client, name, client.get(name))
    return context


# ---- logs


def _now(seconds=None):
    """\"2026-11-20T09:05:00.123Z\""""
    if seconds is None:
        seconds = time.time()
    millis = int(seconds * 1000) % 1000
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + ".%03dZ" % millis


class _Log:
    """Entries of several lines stay one when they are framed; without frames they are lines."""

    def __init__(self):
        fd = os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD", None)
        self._fd = int(fd) if fd else None
        self.request_id = None

    def entry(self, text, level=0):
        """`level` is one of the logging module's, or 0."""
        sys.stdout.flush()
        if self._fd is None:
            sys.stdout.write(text if text.endswith("\n") else text + "\n")
            return
        data = text.encode("utf-8", "replace")
        kind = _JSON_FRAME if _LOGS_JSON else _TEXT_FRAME
        # Trace is 1 in a frame's bits, debug 2 and so on.
        frame = (
            (kind | ((level // 10 + 1) << 2 if level else 0)).to_bytes(4, "big")
            + len(data).to_bytes(4, "big")
            + (time.time_ns() // 1000).to_bytes(8, "big")
            + data
        )
        while frame:
            frame = frame[os.write(self._fd, frame) :]

    def error(self, result):
        if _LOGS_JSON:
            self.entry(
                _json.dumps({"timestamp": _now(), "level": "ERROR", **result}), 40
            )
            return
        lines = ["[ERROR]"]
        if result["errorType"]:
            lines[0] += " " + result["errorType"]
        if result["errorMessage"]:
            lines[0] += (":" if result["errorType"] else "") + " " + result["errorMessage"]
        lines.append("Traceback (most recent call last):")
        for element in result["stackTrace"]:
            for line in element.splitlines() or [""]:
                text = line.lstrip(" ")
                lines.append(_IDENT * (len(line) - len(text)) + text)
        # One line for the log, which readers break at the carriage returns.
        sys.stdout.flush()
        sys.stdout.write("\r".join(lines).replace("\n", "\r") + "\n")
        sys.stdout.flush()


_log = _Log()


# What every record of the logging module has; what else it has came from the function.
_RECORD_FIELDS = frozenset(
    (
        "name msg args levelname levelno pathname filename module exc_info exc_text stack_info "
        "lineno funcName created msecs relativeCreated thread threadName processName process "
        "taskName aws_request_id tenant_id"
    ).split()
)


def _json_entry(logging, record):
    """A record as the service writes it when the function's log format is JSON."""
    level = min(50, max(0, record.levelno)) // 10 * 10
    entry = {
        "timestamp": _now(record.created),
        "level": logging.getLevelName(level),
        "message": record.getMessage(),
        "logger": record.name,
    }
    if record.exc_info and record.exc_info[0] is not None:
        import traceback

        entry["stackTrace"] = traceback.format_tb(record.exc_info[2])
        entry["errorType"] = record.exc_info[0].__name__
        entry["errorMessage"] = str(record.exc_info[1])
    entry["requestId"] = record.aws_request_id
    if "stackTrace" in entry:
        entry["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
    if record.tenant_id is not None:
        entry["tenantId"] = record.tenant_id
    for name, value in record.__dict__.items():
        if name not in _RECORD_FIELDS and name not in entry and value is not None:
            entry[name] = value
    import json  # what `extra` may hold is up to the whole module

    return json.dumps(entry, ensure_ascii=False)


def _set_up_logging(logging):
    class Handler(logging.Handler):
        def emit(self, record):
            try:
                level = min(50, max(0, record.levelno)) // 10 * 10
                text = _json_entry(logging, record) if _LOGS_JSON else self.format(record)
                _log.entry(text, level)
            except Exception:
                self.handleError(record)

    class Filter(logging.Filter):
        def filter(self, record):
            record.aws_request_id = _log.request_id or ""
            record.tenant_id = None
            return True

    logging.Formatter.converter = time.gmtime
    handler = Handler()
    handler.setFormatter(
        logging.Formatter(
            "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n",
            "%Y-%m-%dT%H:%M:%S",
        )
    )
    handler.addFilter(Filter())
    root = logging.getLogger()
    root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    if level:
        root.setLevel({"TRACE": "DEBUG", "FATAL": "CRITICAL"}.get(level, level))


# What the service's runtime has imported before it looks at the function. Files of the function
# with these names are not what an import of them gives.
_LIBRARY_FIRST = frozenset(
    "collections datetime decimal enum functools json logging re traceback warnings".split()
)


class _LibraryFinder:
    """Finds these in the library, and sets logging up when, and only when, something imports it."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name not in _LIBRARY_FIRST:
            return None
        from importlib.machinery import PathFinder

        spec = PathFinder.find_spec(name, [os.path.dirname(os.__file__)])
        if spec is not None and name == "logging":
            load = spec.loader.exec_module

            def exec_module(module):
                load(module)
                _set_up_logging(module)

            spec.loader.exec_module = exec_module
        return spec


# ---- errors


def _error(message, kind, trace, request_id=""):
    return {
        "errorMessage": message or "",
        "errorType": kind or "",
        "requestId": request_id,
        "stackTrace": trace or [],
    }


def _place(path):
    """Where the service has what is part of Python, and what calls handlers; nothing of this
    machine's folders is told."""
    if path == handle_event_request.__code__.co_filename:
        return "/var/runtime/awslambdaric/bootstrap.py"
    library = os.path.dirname(os.__file__) + "/"
    if not path.startswith(library):
        return path
    return "/var/lang/lib/%s/%s" % (_VERSION, path[len(library) :])


def _describe(error, request_id=""):
    """What the service gets of an exception: the trace without the runtime's own frames."""
    if isinstance(error, _Fault):
        return _error(str(error), error.kind, error.trace, request_id)
    import traceback

    frames = list(traceback.extract_tb(error.__traceback__))
    for index, frame in enumerate(frames):
        if "/bootstrap." not in frame.filename:
            frames = frames[index:]
            break
    # Without the marks under parts of a line that Python 3.11 adds.
    frames = [(_place(f.filename), f.lineno, f.name, f.line) for f in frames]
    return _error(
        str(error), type(error).__name__, traceback.format_list(frames), request_id
    )


# ---- loading the handler


def _load(name):
    module_name, dot, function = name.rpartition(".")
    if not dot:
        raise _Fault(
            "Runtime.MalformedHandlerName",
            "Bad handler '%s': not enough values to unpack (expected 2, got 1)" % name,
        )
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise _Fault(
            "Runtime.BuiltInModuleConflict",
            "Cannot use built-in module %s as a handler module" % module_name,
        )
    import importlib

    global _module
    try:
        module = _module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise _Fault(
            "Runtime.ImportModuleError",
            "Unable to import module '%s': %s" % (module_name, error),
        )
    except SyntaxError as error:
        raise _Fault(
            "Runtime.UserCodeSyntaxError",
            "Syntax error in module '%s': %s" % (module_name, error),
            ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)],
        )
    try:
        return getattr(module, function)
    except AttributeError:
        raise _Fault(
            "Runtime.HandlerNotFound",
            "Handler '%s' missing on module '%s'" % (function, module_name),
        )


class _Quitter:
    """exit() and quit(), which the site module would have brought."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return "Use %s() or Ctrl-D (i.e. EOF) to exit" % self._name

    def __call__(self, code=None):
        raise SystemExit(code)


def _set_up_interpreter():
    # The interpreter's own doing on a machine without the service's locale.
    if os.environ.get("LC_CTYPE") == "C.UTF-8":
        del os.environ["LC_CTYPE"]
    sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")
    sys.stderr.reconfigure(line_buffering=True)
    builtins.exit = _Quitter("exit")
    builtins.quit = _Quitter("quit")
    # PYTHONPATH is /var/runtime unless the function says otherwise; it came in by itself, after the
    # folder of this file.
    opt = "/opt"
    for place in os.environ.get("PATH", "").split(":"):
        if place.endswith("/bin") and os.path.isdir(place[:-4] + "/python"):
            opt = place[:-4]
    layers = [opt + "/python/lib/" + _VERSION + "/site-packages", opt + "/python"]
    sys.path[:0] = [_TASK_ROOT] + [each for each in layers if os.path.isdir(each)]
    sys.meta_path.insert(0, _LibraryFinder)
    sys.argv = [""]


# ---- what is kept between invokes, when somebody asks


def _kept_values():
    import reprlib
    import types

    short = reprlib.Repr()
    short.maxlist = short.maxtuple = short.maxset = short.maxfrozenset = 40
    short.maxdict = short.maxdeque = short.maxarray = 40
    short.maxstring = short.maxother = short.maxlong = 200
    definitions = (
        types.ModuleType,
        types.FunctionType,
        types.BuiltinFunctionType,
        type,
    )
    kept = []
    for name, value in list(vars(_module).items()) if _module else []:
        if name.startswith("__") or isinstance(value, definitions):
            continue
        try:
            text = short.repr(value)
        except Exception as error:
            text = "<%s>" % type(error).__name__
        kept.append(
            {
                "scope": _module.__name__,
                "name": name,
                "type": type(value).__name__,
                "value": text[:200],
            }
        )
    return kept


def _kept_files():
    files = []
    for folder, _, names in os.walk(os.environ.get("TMPDIR", "/tmp")):
        for name in sorted(names):
            path = os.path.join(folder, name)
            try:
                files.append({"path": path, "size": os.lstat(path).st_size})
            except OSError:
                continue  # gone meanwhile
            if len(files) == _MAX_FILES:
                return files
    return files


def _state():
    try:
        state = {"runtime": _VERSION, "values": _kept_values(), "files": _kept_files()}
        return _json.dumps(state).encode("utf-8", "replace")
    except Exception as error:
        return _json.dumps({"runtime": _VERSION, "error": str(error)}).encode("utf-8", "replace")


# ---- the loop


def _marshalled(response):
    if isinstance(response, bytes):
        return response
    try:
        return _json.dumps(response).encode("utf-8")
    except Exception as error:
        raise _Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error)


def _unmarshalled(body):
    try:
        return _json.loads(body.decode("utf-8"))
    except Exception as error:
        raise _Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error)


def handle_event_request(request_handler, headers, body, request_id):
    """Path, body and error type of what is posted for one event. In the trace of a call that fails
    at once this is the only frame, so it reads as the service's does."""
    try:
        lambda_context = LambdaContext(headers)
        event = _unmarshalled(body)
        response = request_handler(event, lambda_context)
        response = _marshalled(response)
        sys.stdout.flush()
        return "invocation/%s/response" % request_id, response, None
    except Exception as error:
        result = _describe(error, request_id)
        _log.error(result)
        return (
            "invocation/%s/error" % request_id,
            _json.dumps(result).encode("utf-8", "replace"),
            result["errorType"],
        )


def _serve(client, handler):
    environ = os.environ
    headers, body = client.next()
    while True:
        request_id = headers["lambda-runtime-aws-request-id"]
        _log.request_id = request_id
        trace = headers.get("lambda-runtime-trace-id")
        if trace:
            environ["_X_AMZN_TRACE_ID"] = trace
        else:
            environ.pop("_X_AMZN_TRACE_ID", None)
        path, result, error_type = handle_event_request(handler, headers, body, request_id)
        headers, body = client.post_and_next(path, result, error_type)


def _pass_gate():
    """Waits until the limits hold, which takes as long as starting up."""
    gate = os.environ.pop("_WARMSTART_GATE", None)
    if gate:
        os.read(int(gate), 1)
        os.close(int(gate))


# ---- snapshots
#
# A runtime whose environments are restored from a snapshot stays where it was initialised and forks
# when it is asked to. The copy goes into the environment that asks, whose namespaces it is sent: one
# process of it enters them and stays behind to see how the other, born in there, ends.

_FORK_FD = 5
_SIGCONT = 18
_NAMESPACES = (0x10000000, 0x20000, 0x20000000, 0x40000000, 0x8000000, 0x4000000)
_RUNNING, _ENDED = 1, 2


def _run_before_snapshot():
    hooks = sys.modules.get("snapshot_restore_py")
    callables = hooks.get_before_snapshot() if hooks else None
    while callables:
        function, arguments, named = callables.pop()
        function(*arguments, **named)


def _run_after_restore():
    hooks = sys.modules.get("snapshot_restore_py")
    for function, arguments, named in hooks.get_after_restore() if hooks else ():
        function(*arguments, **named)


def _copy_tree(source, target):
    """What the snapshot's /tmp holds; what cannot be copied is left out."""
    for entry in os.scandir(source):
        try:
            if entry.is_symlink():
                os.symlink(os.readlink(entry.name, dir_fd=source), entry.name, dir_fd=target)
                continue
            mode = entry.stat(follow_symlinks=False).st_mode & 0o7777
            if entry.is_dir(follow_symlinks=False):
                os.mkdir(entry.name, dir_fd=target)
                inner = os.open(entry.name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=source)
                made = os.open(entry.name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=target)
                _copy_tree(inner, made)
                os.fchmod(made, mode)
            elif entry.is_file(follow_symlinks=False):
                inner = os.open(entry.name, os.O_RDONLY, dir_fd=source)
                made = os.open(entry.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode, dir_fd=target)
                while os.sendfile(made, inner, None, 1 << 20):
                    pass
            else:
                continue
            os.close(inner)
            os.close(made)
        except OSError:
            continue


class _Forker:
    def __init__(self):
        import _socket  # part of the snapshot: a restore pays for neither
        import ctypes

        self._socket = _socket.socket(_socket.AF_UNIX, _socket.SOCK_SEQPACKET, fileno=_FORK_FD)
        os.set_inheritable(_FORK_FD, False)
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._capabilities = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
        self._room = _socket.CMSG_SPACE(16 * 4), _socket.MSG_CMSG_CLOEXEC
        self._children = []

    def serve(self):
        """Returns in each copy, in its environment."""
        import gc

        gc.collect()
        gc.freeze()  # or a copy's collections would copy everything
        while True:
            data, ancillary, _, _ = self._socket.recvmsg(1, *self._room)
            if not data:
                os._exit(0)
            packed = b"".join(item[2] for item in ancillary)
            fds = [
                int.from_bytes(packed[i : i + 4], sys.byteorder) for i in range(0, len(packed), 4)
            ]
            child = self._fork()
            if child == 0:
                return self._enter(fds[:6], *fds[6:8], fds[8:])
            # A stop and a go-on that come to both during the fork leave the copy stopped: the kernel
            # keeps the first for it and forgets the second.
            os.kill(child, _SIGCONT)
            for fd in fds:
                os.close(fd)
            self._children = [each for each in self._children if not self._has_ended(each)]
            self._children.append(child)

    @staticmethod
    def _fork():
        """A snapshot's random numbers are the same in all that come from it, so what the random
        module does after a fork is undone."""
        random = sys.modules.get("random")
        state = random.getstate() if random else None
        warnings = sys.modules.get("warnings")
        if warnings is None or sys.version_info < (3, 12):
            child = os.fork()
        else:
            with warnings.catch_warnings():  # of threads, which no copy has
                warnings.simplefilter("ignore", DeprecationWarning)
                child = os.fork()
        if child == 0 and random:
            random.setstate(state)
        return child

    @staticmethod
    def _has_ended(child):
        try:
            return os.waitpid(child, os.WNOHANG)[0] == child
        except ChildProcessError:
            return True

    def _enter(self, namespaces, progress, log, groups):
        self._socket.close()
        os.setsid()
        tmp = os.open("/tmp", os.O_RDONLY | os.O_DIRECTORY)
        for fd, kind in zip(namespaces, _NAMESPACES):
            if self._libc.setns(fd, kind) != 0:
                os._exit(1)
            os.close(fd)
        child = self._fork()  # numbered by the environment, unlike this one
        if child:
            self._stay_behind(child, progress)
        os.setpgid(0, 0)
        for fd in groups:
            os.write(fd, b"0")
            os.close(fd)
        for fd in (1, 2, _log._fd):
            if fd is not None:
                os.dup2(log, fd)
        os.close(log)
        target = os.open("/tmp", os.O_RDONLY | os.O_DIRECTORY)
        _copy_tree(tmp, target)
        os.close(tmp)
        os.close(target)
        self._drop_rights()
        os.chdir(_TASK_ROOT)
        self._tell(progress, _RUNNING, os.getpid())
        os.close(progress)

    def _drop_rights(self):
        """Who enters a namespace below its own has every capability over it."""
        if self._libc.capset(*self._capabilities) != 0:
            os._exit(1)
        self._libc.prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE: /proc/self is its own again

    def _stay_behind(self, child, progress):
        os.closerange(0, progress)
        os.closerange(progress + 1, 1024)
        status = os.waitpid(child, 0)[1]
        self._tell(progress, _ENDED, status)
        os._exit(0)

    @staticmethod
    def _tell(progress, stage, value):
        os.write(progress, stage.to_bytes(4, sys.byteorder) + value.to_bytes(4, sys.byteorder))


def _warn_of_updates():
    """What the service says before it tells why a function cannot be initialised."""
    import logging

    logging.warning(
        "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function "
        "code. However, in rare cases, a Lambda runtime update can cause unexpected function "
        "behavior. For functions using managed runtimes, runtime updates can be triggered by a "
        "function change, or can be applied automatically. To determine if the runtime has been "
        "updated, check the runtime version in the INIT_START log entry. If this error correlates "
        "with a change in the runtime version, you may be able to mitigate this error by "
        "temporarily rolling back to the previous runtime version. For more information, see "
        "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html"
    )


def _post_failure(client, path, error, kind=None):
    result = _describe(error)
    if kind:
        result["errorType"] = kind
    _log.error(result)
    client.post(
        path,
        _json.dumps(result).encode("utf-8", "replace"),
        result["errorType"] or "Runtime.Unknown",
    )


def _be_restored(client, forker):
    """From the end of INIT to the first event; returns the connection of the environment that this
    is now in."""
    try:
        _run_before_snapshot()
        sys.stdout.flush()
        sys.stderr.flush()
    except Exception as error:
        _post_failure(client, "init/error", error, "Runtime.BeforeSnapshotError")
        sys.exit(64)
    if forker:
        client.ask_restore()
        forker.serve()
        client.close()
        client = _Client(os.environ["AWS_LAMBDA_RUNTIME_API"])
    client.restored()
    try:
        _run_after_restore()
    except Exception as error:
        _post_failure(client, "restore/error", error, "Runtime.AfterRestoreError")
        sys.exit(65)
    return client


def _main():
    forks = os.environ.pop("_WARMSTART_FORKS", None)
    client = _Client(os.environ["AWS_LAMBDA_RUNTIME_API"])
    _set_up_interpreter()
    _pass_gate()
    try:
        handler = _load(os.environ["_HANDLER"])
        forker = _Forker() if forks else None
    except Exception as error:
        _warn_of_updates()
        _post_failure(client, "init/error", error)
        sys.exit(1)
    if os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start":
        client = _be_restored(client, forker)
    _serve(client, handler)


if __name__ == "__main__":
    # Handlers that import this file by its name, as the service's does, find it.
    sys.modules["bootstrap"] = sys.modules["__main__"]
    _main()
