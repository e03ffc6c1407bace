// The Node.js runtime of an execution environment: loads the handler, then asks the Runtime API for
// events and posts what the handler returns or throws. HTTP over a bare socket, and nothing required
// that the interpreter has not loaded already, except what a handler makes necessary.
'use strict';

const fs = require('fs');
const path = require('path');
const util = require('util');

const env = process.env;
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const KEPT = Symbol.for('warmstart.kept');
const REQUEST_ID = Symbol.for('aws.lambda.runtime.requestId');
const TENANT_ID = Symbol.for('aws.lambda.runtime.tenantId');
const SERVICES_FILE = '/var/runtime/index.mjs'; // what requires a handler's module there
const MAX_RESPONSE = 6 * 1024 * 1024 + 100;
const OLDEST_NODE = 18;
// The runtime that the function names decides, whichever interpreter stands in for it.
const HAS_CALLBACKS = !(parseInt((env.AWS_EXECUTION_ENV || '').replace(/\D+/, ''), 10) >= 24);
const LOGS_JSON = (env.AWS_LAMBDA_LOG_FORMAT || '').toUpperCase() === 'JSON';
const STATE_ASKED = '9'.charCodeAt(0); // the end of status 209: tell what is kept between invokes
const MAX_FILES = 1000;
const NOTHING = Buffer.alloc(0);
const READ_SIZE = 65536;

// ---- faults that the runtime itself names

// Logs show an error's own members; the name is one of them from Node.js 24 on.
function fault(kind, message) {
  const error = new Error(message);
  const value = `Runtime.${kind}`;
  const rest = error.stack.slice('Error'.length); // it is written when it is first read
  Object.defineProperty(error, 'name', { value, enumerable: !HAS_CALLBACKS });
  error.stack = value + rest;
  return error;
}

function intoError(value) {
  return value instanceof Error ? value : new Error(HAS_CALLBACKS ? value : String(value));
}

function looksLikeError(value) {
  return (
    util.types.isNativeError(value) ||
    (value &&
      typeof value.name === 'string' &&
      typeof value.message === 'string' &&
      typeof value.stack === 'string')
  );
}

// What the service's own client writes in place of a character that its headers cannot hold.
function withoutDelete(text) {
  return typeof text === 'string' ? text.replace(/\x7F/g, '%7F') : text;
}

function toResponse(error) {
  try {
    if (looksLikeError(error)) {
      return {
        errorType: withoutDelete(error.name),
        errorMessage: withoutDelete(error.message),
        trace: withoutDelete(error.stack).split('\n'),
      };
    }
    const errorMessage = HAS_CALLBACKS ? error.toString() : String(error);
    return { errorType: typeof error, errorMessage, trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

function toLogText(error) {
  const replacer = (_key, value) => {
    if (!(value instanceof Error)) return value;
    const fields = { errorType: value.name, errorMessage: value.message, code: value.code, ...value };
    if (typeof value.stack === 'string') fields.stack = value.stack.split('\n');
    return fields;
  };
  try {
    return '\t' + JSON.stringify(error, replacer);
  } catch {
    return '\t' + JSON.stringify(toResponse(error));
  }
}

// ---- logs

function writeOut(text) {
  let bytes = Buffer.from(text, 'utf8');
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(fs.writeSync(1, bytes));
    } catch (error) {
      if (error.code !== 'EAGAIN') return;
      // Somebody made the pipe non-blocking, as process.stdout does, and it is full.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

function stackLines(error) {
  return typeof error.stack === 'string' ? error.stack.split('\n') : [];
}

function errorTypeOf(error) {
  return (error.constructor && error.constructor.name) || 'UnknownError';
}

// One entry as the service writes it when the function's log format is JSON: a single argument stays
// the value that it is, several become one text.
function jsonEntry(level, params) {
  const entry = { timestamp: new Date().toISOString(), level, requestId: global[REQUEST_ID] };
  if (global[TENANT_ID]) entry.tenantId = global[TENANT_ID];
  if (params.length === 1) {
    entry.message = params[0];
    try {
      return JSON.stringify(entry, (_key, value) =>
        value instanceof Error
          ? { errorType: errorTypeOf(value), errorMessage: value.message, stackTrace: stackLines(value), ...value }
          : value,
      );
    } catch {
      entry.message = util.format(params[0]); // circular, or with numbers that JSON has no form for
      return JSON.stringify(entry);
    }
  }
  entry.message = util.format(...params);
  const error = params.find((each) => each instanceof Error);
  if (error) {
    entry.errorType = errorTypeOf(error);
    entry.errorMessage = error.message;
    entry.stackTrace = stackLines(error);
  }
  return JSON.stringify(entry);
}

function textEntry(level, params) {
  const text = `${new Date().toISOString()}\t${global[REQUEST_ID]}\t${level}\t${util.format(...params)}`;
  return text.includes('\n') ? text.replace(/\n/g, '\r') : text;
}

function patchConsole() {
  const lowest = Math.max(0, LEVELS.indexOf((env.AWS_LAMBDA_LOG_LEVEL || '').toUpperCase()));
  const entry = LOGS_JSON ? jsonEntry : textEntry;
  const logAs = (level) => {
    if (LEVELS.indexOf(level) < lowest) return () => {};
    // Without an argument the service logs "undefined".
    return (first, ...more) => writeOut(entry(level, [first, ...more]) + '\n');
  };
  console.trace = logAs('TRACE');
  console.debug = logAs('DEBUG');
  console.log = console.info = logAs('INFO');
  console.warn = logAs('WARN');
  console.error = logAs('ERROR');
  console.fatal = logAs('FATAL');
}

function logError(title, error) {
  if (LOGS_JSON) console.error(intoError(error));
  else console.error(title, toLogText(intoError(error)));
}

// ---- the Runtime API

// The connection that init hands over, on the kind of handle that a socket of 'net' wraps: that
// module and what it loads would be a third of the cold start. Nothing public gives the handle, so
// who asks for one must be ready for an interpreter that has none.
class HandedSocket {
  constructor(fd, receive) {
    const { TCP, constants } = internals('tcp_wrap');
    const { WriteWrap, streamBaseState, kReadBytesOrError, kLastWriteWasAsync } = internals('stream_wrap');
    const buffer = Buffer.allocUnsafeSlow(READ_SIZE);
    this.makeRequest = () => new WriteWrap();
    this.isWriting = () => streamBaseState[kLastWriteWasAsync] !== 0;
    this.unwritten = 0;
    this.onDrained = null;
    this.handle = new TCP(constants.SOCKET);
    this.handle.useUserBuffer(buffer);
    this.handle.onread = () => {
      const size = streamBaseState[kReadBytesOrError];
      if (size > 0) receive(buffer.subarray(0, size));
      else if (size < 0) process.exit(1);
    };
    if (this.handle.open(fd) !== 0 || this.handle.readStart() !== 0) throw new Error('not a socket');
  }

  write(data) {
    const request = this.makeRequest();
    request.oncomplete = (status) => this.onWritten(status);
    request.data = data; // lives as long as the request
    const status =
      typeof data === 'string'
        ? this.handle.writeUtf8String(request, data)
        : this.handle.writeBuffer(request, data);
    if (status !== 0) process.exit(1);
    if (this.isWriting()) ++this.unwritten;
  }

  onWritten(status) {
    if (status !== 0) process.exit(1);
    if (--this.unwritten > 0 || !this.onDrained) return;
    const onDrained = this.onDrained;
    this.onDrained = null;
    onDrained();
  }

  get writableNeedDrain() {
    return this.unwritten > 0;
  }

  once(_drain, callback) {
    this.onDrained = callback;
  }

  ref() {
    this.handle.ref();
  }

  unref() {
    this.handle.unref();
  }
}

function internals(name) {
  const { noDeprecation } = process;
  process.noDeprecation = true; // the function's author could do nothing about it
  try {
    return process.binding(name);
  } finally {
    process.noDeprecation = noDeprecation;
  }
}

function connectedSocket(address, receive) {
  const colon = address.lastIndexOf(':');
  const socket = require('net').connect({
    host: address.slice(0, colon),
    port: Number(address.slice(colon + 1)),
    noDelay: true,
    onread: {
      buffer: Buffer.allocUnsafe(READ_SIZE),
      callback: (size, buffer) => {
        receive(buffer.subarray(0, size));
        return true;
      },
    },
  });
  socket.on('error', () => process.exit(1));
  socket.on('close', () => process.exit(1));
  return socket;
}

// `handed` is not set where a wrapper script stands between init and the interpreter.
function openSocket(address, handed, receive) {
  if (!handed) return connectedSocket(address, receive);
  try {
    return new HandedSocket(Number(handed), receive);
  } catch {
    fs.closeSync(Number(handed));
    return connectedSocket(address, receive);
  }
}

// One kept connection. What is posted and the question for the next event leave in one write, so
// that an invoke costs one round trip. Answers come in the order of the questions.
class Client {
  constructor(address, handed) {
    this.end = ` HTTP/1.1\r\nHost: ${address}\r\n`;
    this.nextText = `GET /2018-06-01/runtime/invocation/next${this.end}\r\n`;
    this.waiting = [];
    this.asks = false; // for an event: what fails now is no invocation's
    this.needed = 0; // bytes until the answer that has begun is whole
    this.rest = NOTHING;
    this.socket = openSocket(address, handed, (bytes) => this.receive(bytes));
  }

  receive(bytes) {
    // The buffer is used again for the next read: what is kept is copied.
    let all = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
    if (this.needed > all.length) {
      this.rest = all === bytes ? Buffer.from(all) : all;
      return;
    }
    for (;;) {
      const split = all.indexOf('\r\n\r\n');
      if (split < 0) break;
      const head = all.latin1Slice(0, split);
      const length = contentLength(head);
      const end = split + 4 + length;
      if (all.length < end) {
        this.needed = end;
        break;
      }
      const body = all.utf8Slice(split + 4, end);
      all = all.subarray(end);
      this.needed = 0;
      this.rest = NOTHING;
      const answered = this.waiting.shift();
      if (answered) answered(head, body);
    }
    this.rest = all.length > 0 ? Buffer.from(all) : NOTHING;
  }

  next(callback) {
    this.asks = true;
    this.socket.ref();
    this.waiting.push(callback);
    this.socket.write(this.nextText);
  }

  message(where, body, headers = '') {
    return (
      `POST /2018-06-01/runtime/${where}${this.end}Content-Type: application/json\r\n${headers}` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    );
  }

  post(where, body, headers, callback) {
    this.socket.ref();
    this.waiting.push(callback);
    this.socket.write(this.message(where, body, headers));
  }

  postAndNext(where, body, headers, callback) {
    if (body.length > MAX_RESPONSE / 3 && Buffer.byteLength(body) > MAX_RESPONSE) {
      // Refused: the answer comes before the next question.
      this.post(where, body, headers, () => this.next(callback));
      return;
    }
    this.asks = true;
    this.socket.ref();
    this.waiting.push(null, callback);
    this.socket.write(this.message(where, body, headers) + this.nextText);
  }

  error(error) {
    const response = toResponse(error);
    const type = String(response.errorType).replace(/[^\x20-\x7e]/g, '?');
    return [JSON.stringify(response), `Lambda-Runtime-Function-Error-Type: ${type}\r\n`];
  }
}

function contentLength(head) {
  const match = /\r\ncontent-length: *(\d+)/i.exec(head);
  return match ? Number(match[1]) : 0;
}

function parseHeaders(head) {
  const headers = {};
  for (const line of head.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}

// ---- loading the handler

const FUNCTION_EXPRESSION = /^([^.]*)\.(.*)$/;

function requireFile(file) {
  return fs.existsSync(file) ? require(file) : undefined;
}

async function importFile(file) {
  return fs.existsSync(file) ? import(require('url').pathToFileURL(file).href) : undefined;
}

function isModuleFolder(folder) {
  if (folder.endsWith('/node_modules')) return false;
  const file = path.join(folder, 'package.json');
  if (fs.existsSync(file)) {
    try {
      return JSON.parse(fs.readFileSync(file)).type === 'module';
    } catch (error) {
      console.warn(
        `${file} cannot be read, it will be ignored for ES module detection purposes.`,
        error,
      );
      return false;
    }
  }
  return folder === '/' ? false : isModuleFolder(path.dirname(folder));
}

// No extension, .js as CommonJS, .js as ES module by the package's type, .mjs, .cjs.
async function findModule(root, folder, name) {
  const file = path.resolve(root, folder, name);
  const plain = fs.existsSync(file) && fs.statSync(file).isFile() ? require(file) : undefined;
  if (plain) return plain;
  const isModule = isModuleFolder(path.dirname(file));
  const loaded =
    (!isModule && requireFile(file + '.js')) ||
    (isModule && (await importFile(file + '.js'))) ||
    (await importFile(file + '.mjs')) ||
    requireFile(file + '.cjs');
  if (loaded) return loaded;
  return require(require.resolve(name, { paths: [root, folder] }));
}

async function loadModule(root, folder, name) {
  try {
    return await findModule(root, folder, name);
  } catch (error) {
    if (error instanceof SyntaxError) {
      const named = fault('UserCodeSyntaxError', String(error));
      named.stack = error.stack;
      throw named;
    }
    if (error && error.code === 'MODULE_NOT_FOUND') {
      throw fault('ImportModuleError', String(error).replaceAll(__filename, SERVICES_FILE));
    }
    throw error;
  }
}

async function loadHandler(root, handler) {
  if (handler.includes('..')) {
    throw fault(
      'MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const base = path.basename(handler);
  const folder = handler.slice(0, handler.indexOf(base));
  const match = FUNCTION_EXPRESSION.exec(base);
  if (!match) throw fault('MalformedHandlerName', 'Bad handler');
  const loaded = await loadModule(root, folder, match[1]);
  const find = (module) => match[2].split('.').reduce((nested, key) => nested && nested[key], module);
  const found = find(loaded) || (!HAS_CALLBACKS && find(loaded.default));
  if (!found) throw fault('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw fault('HandlerNotFound', `${handler} is not a function`);
  if (!HAS_CALLBACKS && found.length > 2 && !found[STREAMING]) {
    throw fault(
      'CallbackHandlerDeprecated',
      'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html',
    );
  }
  return found;
}

// ---- streamed responses

// The service's form of an HTTP response in a stream: its head as JSON, eight zero bytes, the body.
const HttpResponseStream = {
  from(stream, metadata) {
    stream.setContentType('application/vnd.awslambda.http-integration-response');
    const prelude = JSON.stringify(metadata);
    stream._onBeforeFirstWrite = (write) => {
      write(prelude);
      write(Buffer.alloc(8));
    };
    return stream;
  },
};

function responseStream(client, where, highWaterMark, done) {
  const { Writable } = require('stream');
  let type = 'application/octet-stream';
  let began = false;
  const chunk = (data) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data);
    if (bytes.length === 0) return;
    client.socket.write(`${bytes.length.toString(16)}\r\n`);
    client.socket.write(bytes);
    client.socket.write('\r\n');
  };
  const begin = () => {
    if (began) return;
    began = true;
    client.waiting.push(done);
    client.socket.write(
      `POST /2018-06-01/runtime/${where}${client.end}Content-Type: ${type}\r\n` +
        'Lambda-Runtime-Function-Response-Mode: streaming\r\nTransfer-Encoding: chunked\r\n' +
        'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n',
    );
    if (stream._onBeforeFirstWrite) stream._onBeforeFirstWrite(chunk);
  };
  const stream = new Writable({
    highWaterMark,
    write(data, encoding, callback) {
      begin();
      chunk(Buffer.isBuffer(data) ? data : Buffer.from(data, encoding));
      if (client.socket.writableNeedDrain) client.socket.once('drain', callback);
      else callback();
    },
    final(callback) {
      begin();
      client.socket.write('0\r\n\r\n');
      callback();
    },
  });
  const write = stream.write.bind(stream);
  stream.write = (data, ...more) => {
    const isText = typeof data === 'string' || data instanceof Uint8Array;
    return write(isText ? data : JSON.stringify(data), ...more);
  };
  stream.setContentType = (value) => {
    if (began) throw fault('InvalidStreamingOperation', 'Cannot set content-type, too late.');
    type = value;
  };
  // Says in the trailers that what came is not the whole.
  stream.fail = (error) => {
    begin();
    const [body, header] = client.error(error);
    client.socket.write(
      `0\r\n${header}Lambda-Runtime-Function-Error-Body: ${Buffer.from(body).toString('base64')}\r\n\r\n`,
    );
  };
  stream.hasBegun = () => began;
  return stream;
}

// ---- what is kept between invokes, when somebody asks

function loadedModules() {
  const loaded = new Set(Object.values(require.cache).map((each) => each.exports));
  for (const name of require('module').builtinModules) {
    if (process.moduleLoadList.includes(`NativeModule ${name}`)) loaded.add(require(name));
  }
  return loaded;
}

function typeName(value) {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return (value.constructor && value.constructor.name) || 'Object';
}

function describeScope(scope, values, modules) {
  const options = { depth: 2, breakLength: Infinity, maxArrayLength: 40, maxStringLength: 200 };
  return Object.keys(values).flatMap((name) => {
    let value;
    try {
      value = values[name];
    } catch {
      return []; // not initialised yet
    }
    if (typeof value === 'function' || modules.has(value)) return [];
    if (util.types.isModuleNamespaceObject(value) || value instanceof require('module')) return [];
    let text;
    try {
      text = util.inspect(value, options);
    } catch (error) {
      text = `<${error.name}>`;
    }
    return [{ scope, name, type: typeName(value), value: text.slice(0, 200) }];
  });
}

// The scopes that a function closes over are the debugger's to see. It answers within the call, and
// is gone after it.
function keptValues(handler) {
  const { Session } = require('inspector');
  const session = new Session();
  const ask = (method, parameters) => {
    let answer;
    session.post(method, parameters, (error, result) => {
      if (error) throw new Error(error.message);
      answer = result;
    });
    return answer;
  };
  const modules = loadedModules();
  const values = [];
  session.connect();
  global[KEPT] = {
    handler,
    tell: (scope, object) => values.push(...describeScope(scope, object, modules)),
  };
  try {
    const path = `globalThis[Symbol.for('warmstart.kept')]`;
    const { result } = ask('Runtime.evaluate', { expression: `${path}.handler` });
    const { internalProperties = [] } = ask('Runtime.getProperties', {
      objectId: result.objectId,
      ownProperties: true,
    });
    const scopes = internalProperties.find((each) => each.name === '[[Scopes]]');
    if (!scopes) return values;
    const list = ask('Runtime.getProperties', { objectId: scopes.value.objectId, ownProperties: true });
    for (const { value } of list.result) {
      if (!value || !value.objectId || value.description === 'Global') continue;
      ask('Runtime.callFunctionOn', {
        objectId: value.objectId,
        functionDeclaration: `function (scope) { ${path}.tell(scope, this.object); }`,
        arguments: [{ value: value.description }],
      });
    }
    return values;
  } finally {
    delete global[KEPT];
    session.disconnect();
  }
}

function keptFiles(folder, files = []) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    if (files.length >= MAX_FILES) break;
    const file = path.join(folder, entry.name);
    try {
      if (entry.isDirectory()) keptFiles(file, files);
      else files.push({ path: file, size: fs.lstatSync(file).size });
    } catch {
      // gone meanwhile, or not ours to read
    }
  }
  return files;
}

function keptState(handler) {
  const state = { runtime: `nodejs${process.versions.node}` };
  try {
    state.values = keptValues(handler);
    state.files = keptFiles(env.TMPDIR || '/tmp');
  } catch (error) {
    state.error = error.message;
  }
  return JSON.stringify(state);
}

// ---- one event after the other

class Runtime {
  constructor(client, handler) {
    this.client = client;
    this.handler = handler;
    this.isAsync = handler.constructor && handler.constructor.name === 'AsyncFunction';
    this.beforeExit = null;
    this.stream = null; // of the event, when its handler streams
    this.requestId = '';
    this.onEvent = (head, body) => this.handle(head, body);
    process.on('beforeExit', () => {
      const then = this.beforeExit;
      this.beforeExit = null;
      if (then) then();
    });
  }

  run() {
    this.client.next(this.onEvent);
  }

  isStreaming() {
    return this.stream !== null && this.stream.hasBegun();
  }

  where(what) {
    return `invocation/${this.requestId}/${what}`;
  }

  handle(head, body) {
    if (head.charCodeAt(11) === STATE_ASKED) {
      this.client.postAndNext('warmstart/state', keptState(this.handler), '', this.onEvent);
      return;
    }
    this.client.asks = false;
    // Nothing but the handler's own work keeps the event loop going until it has answered.
    this.client.socket.unref();
    const headers = parseHeaders(head);
    this.requestId = headers['lambda-runtime-aws-request-id'];
    global[REQUEST_ID] = this.requestId;
    global[TENANT_ID] = headers['lambda-runtime-aws-tenant-id'];
    if (headers['lambda-runtime-trace-id']) env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
    else delete env._X_AMZN_TRACE_ID;
    if (this.handler[STREAMING]) this.handleStreaming(headers, body);
    else this.handleBuffered(headers, body);
  }

  handleBuffered(headers, body) {
    const calls = this.makeCalls();
    this.beforeExit = () => {
      if (this.isAsync || !HAS_CALLBACKS) {
        calls.fail(
          fault(
            'NodeJsExit',
            'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
          ),
        );
      } else {
        calls.succeed(null);
      }
    };
    try {
      const context = makeContext(headers, HAS_CALLBACKS ? calls : null);
      const result = HAS_CALLBACKS
        ? this.handler(JSON.parse(body), context, calls.callback)
        : this.handler(JSON.parse(body), context);
      if (result && typeof result.then === 'function') {
        result.then(calls.succeed, calls.fail).catch(calls.fail);
      } else if (!HAS_CALLBACKS) {
        calls.succeed(result);
      }
    } catch (error) {
      // A callback takes nothing for no error.
      if (HAS_CALLBACKS) calls.callback(error);
      else calls.fail(error);
    }
  }

  // Only the first answer counts.
  makeCalls() {
    let finished = false;
    const calls = { waits: true };
    const respond = (result) => {
      let text;
      try {
        text = JSON.stringify(result === undefined ? null : result);
      } catch {
        const what = 'Unable to stringify response body';
        return failWith(HAS_CALLBACKS ? new Error(what) : fault('JSONStringifyError', what));
      }
      this.client.postAndNext(this.where('response'), text === undefined ? 'null' : text, '', this.onEvent);
    };
    const failWith = (error) => {
      logError('Invoke Error', error);
      const [text, header] = this.client.error(error);
      this.client.postAndNext(this.where('error'), text, header, this.onEvent);
    };
    const first = (call) => (error, result) => {
      if (finished) return;
      finished = true;
      this.beforeExit = null;
      call(error, result);
    };
    calls.succeed = first((result) => respond(result));
    calls.fail = first((error) =>
      failWith(HAS_CALLBACKS && (error === undefined || error === null) ? 'handled' : error),
    );
    calls.done = first((error, result) =>
      error !== undefined && error !== null ? failWith(error) : respond(result),
    );
    calls.callback = first((error, result) => {
      if (error !== undefined && error !== null) failWith(error);
      else if (!calls.waits) respond(result);
      else this.beforeExit = () => setImmediate(() => respond(result));
    });
    return calls;
  }

  async handleStreaming(headers, body) {
    this.client.socket.ref();
    const next = () => {
      this.stream = null;
      this.client.next(this.onEvent);
    };
    const stream = responseStream(
      this.client,
      this.where('response'),
      this.handler[HIGH_WATER_MARK],
      next,
    );
    this.stream = stream;
    const failWith = (error) => {
      logError('Invoke Error', error);
      if (stream.hasBegun()) return stream.writableEnded ? undefined : stream.fail(error);
      this.stream = null;
      const [text, header] = this.client.error(error);
      this.client.postAndNext(this.where('error'), text, header, this.onEvent);
    };
    try {
      const context = makeContext(headers, HAS_CALLBACKS ? { waits: true } : null);
      const result = this.handler(JSON.parse(body), stream, context);
      if (!result || typeof result.then !== 'function') {
        return failWith('Streaming does not support non-async handlers.');
      }
      if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
      if (!stream.writableEnded) failWith('Response stream is not finished.');
    } catch (error) {
      failWith(error);
    }
  }
}

function makeContext(headers, calls) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const parsed = (name) => (headers[name] ? JSON.parse(headers[name]) : undefined);
  const context = {
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parsed('lambda-runtime-client-context'),
    identity: parsed('lambda-runtime-cognito-identity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  if (!HAS_CALLBACKS) context.xRayTraceId = headers['lambda-runtime-trace-id'];
  if (!calls) return context;
  const withCalls = {
    get callbackWaitsForEmptyEventLoop() {
      return calls.waits;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      calls.waits = value;
    },
  };
  const { succeed, fail, done } = calls;
  return Object.assign(withCalls, succeed ? { succeed, fail, done } : {}, context);
}

// ---- start

// Waits until the limits hold, which takes as long as starting up.
function passGate() {
  const gate = Number(env._WARMSTART_GATE);
  delete env._WARMSTART_GATE;
  if (!gate) return;
  fs.readSync(gate, Buffer.alloc(1));
  fs.closeSync(gate);
}

async function main() {
  delete env._LAMBDA_TELEMETRY_LOG_FD; // a line holds what the service frames
  patchConsole();
  const client = new Client(env.AWS_LAMBDA_RUNTIME_API, env._WARMSTART_API);
  delete env._WARMSTART_API;
  let runtime = null;
  const failAndExit = (error, status) => {
    // Nobody waits for an answer, or one is on its way that cannot be taken back.
    if (client.asks || (runtime && runtime.isStreaming())) {
      if (!client.socket.writableNeedDrain) process.exit(status);
      client.socket.once('drain', () => process.exit(status));
      return;
    }
    const [text, header] = client.error(error);
    const where = runtime && runtime.requestId ? runtime.where('error') : 'init/error';
    client.post(where, text, header, () => process.exit(status));
  };
  process.on('uncaughtException', (error) => {
    logError('Uncaught Exception', error);
    failAndExit(error, 129);
  });
  process.on('unhandledRejection', (reason, promise) => {
    const error = fault('UnhandledPromiseRejection', String(reason));
    error.reason = reason;
    error.promise = promise;
    logError('Unhandled Promise Rejection', error);
    failAndExit(error, 128);
  });
  globalThis.awslambda = {
    streamifyResponse(handler, options) {
      handler[STREAMING] = 'response';
      if (options && typeof options.highWaterMark === 'number') {
        handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark);
      }
      return handler;
    },
    HttpResponseStream,
  };
  passGate();
  try {
    if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
      throw fault('ImportModuleError', `Node.js ${OLDEST_NODE} or later is needed, this is ${process.version}`);
    }
    runtime = new Runtime(client, await loadHandler(env.LAMBDA_TASK_ROOT, env._HANDLER));
  } catch (error) {
    logError('Uncaught Exception', error);
    failAndExit(error, 129);
    return;
  }
  setImmediate(() => runtime.run()); // what init rejected is told before the first event is asked for
}

main();
