# frozen_string_literal: true

# The Ruby runtime of an execution environment: loads the handler, then asks the Runtime API for
# events and posts what the handler returns or raises. HTTP over a bare socket. The interpreter runs
# without RubyGems, which takes longer than everything else; it comes in when something needs it.

require 'json'
require 'socket'

# Brings RubyGems in for the first library that is not found without it.
module Kernel
  alias warmstart_require require
  private :warmstart_require

  def require(path)
    loaded = warmstart_require(path)
    WarmstartRuntime.patch_logger if loaded
    loaded
  rescue LoadError => error
    raise if error.path != path.to_s || !WarmstartRuntime.bring_gems

    require(path)
  end
  private :require

  # One entry, however many lines, as the service's runtime makes it.
  def puts(*values)
    texts = values.flatten.map(&:to_s)
    WarmstartRuntime::LOG.write(texts.empty? ? "\n" : texts.join("\n"))
    nil
  end
  private :puts
end

class LambdaContext
  attr_reader :aws_request_id, :invoked_function_arn, :log_group_name, :log_stream_name,
              :function_name, :memory_limit_in_mb, :function_version, :identity, :client_context,
              :deadline_ms, :tenant_id

  def initialize(headers)
    @clock_diff = Process.clock_gettime(Process::CLOCK_REALTIME, :millisecond) -
                  Process.clock_gettime(Process::CLOCK_MONOTONIC, :millisecond)
    @deadline_ms = headers['lambda-runtime-deadline-ms'].to_i
    @aws_request_id = headers['lambda-runtime-aws-request-id']
    @invoked_function_arn = headers['lambda-runtime-invoked-function-arn']
    @tenant_id = headers['lambda-runtime-aws-tenant-id']
    @log_group_name = ENV['AWS_LAMBDA_LOG_GROUP_NAME']
    @log_stream_name = ENV['AWS_LAMBDA_LOG_STREAM_NAME']
    @function_name = ENV['AWS_LAMBDA_FUNCTION_NAME']
    @memory_limit_in_mb = ENV['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
    @function_version = ENV['AWS_LAMBDA_FUNCTION_VERSION']
    identity = headers['lambda-runtime-cognito-identity']
    @identity = JSON.parse(identity) if identity
    client = headers['lambda-runtime-client-context']
    @client_context = JSON.parse(client) if client
  end

  def get_remaining_time_in_millis
    now = Process.clock_gettime(Process::CLOCK_MONOTONIC, :millisecond) + @clock_diff
    [@deadline_ms - now, 0].max
  end
end

module WarmstartRuntime
  LOGS_JSON = ENV['AWS_LAMBDA_LOG_FORMAT'].to_s.upcase == 'JSON'
  LEVELS = { 'TRACE' => 0, 'DEBUG' => 0, 'INFO' => 1, 'WARN' => 2, 'ERROR' => 3, 'FATAL' => 4 }.freeze
  LOG_LEVEL = LEVELS[ENV['AWS_LAMBDA_LOG_LEVEL'].to_s.upcase]
  MAX_RESPONSE = 6 * 1024 * 1024 + 100
  FILE = __FILE__
  # What the service counts as its own; of other classes it only says that the user's code raised.
  NAMED = %w[ArgumentError NoMethodError Exception StandardError NameError LoadError SystemExit
             SystemStackError].freeze

  class << self
    attr_accessor :request_id

    # False when they are there already.
    def bring_gems
      return false if @gems

      @gems = true
      verbose = $VERBOSE
      $VERBOSE = nil # it redefines require
      warmstart_require('rubygems')
      true
    ensure
      $VERBOSE = verbose if @gems
    end

    # Logger writes as the service has it when, and only when, something loads it.
    def patch_logger
      return if @patched || !defined?(::Logger) || !::Logger.is_a?(Class)

      @patched = true
      ::Logger.prepend(LoggerPatch)
    end

    def now
      Time.now.utc.strftime('%Y-%m-%dT%H:%M:%S.%LZ')
    end

    def utf8(text)
      text = text.to_s
      text.encode('UTF-8', invalid: :replace, undef: :replace).scrub
    end
  end

  # Frames of _LAMBDA_TELEMETRY_LOG_FD, in which an entry may hold several lines.
  class Log
    def initialize(descriptor)
      @file = IO.for_fd(descriptor.to_i, 'wb', autoclose: false) if descriptor
      @file&.sync = true
    end

    def write(text)
      text = WarmstartRuntime.utf8(text)
      $stdout.flush
      return $stdout.write(text.end_with?("\n") ? text : "#{text}\n") unless @file

      micros = Process.clock_gettime(Process::CLOCK_REALTIME, :microsecond)
      kind = LOGS_JSON && text.start_with?('{') ? 0xa55a0002 : 0xa55a0003
      @file.write([kind, text.bytesize, micros].pack('L>L>Q>') + text.b)
    end

    # For Logger, which takes this for a device.
    def close; end
  end

  LOG = Log.new(ENV.delete('_LAMBDA_TELEMETRY_LOG_FD'))

  # What Logger is given.
  module LoggerPatch
    def initialize(device = nil, *rest, **options)
      ours = device.nil? || device.equal?($stdout) || device.equal?($stderr)
      options = { level: LOG_LEVEL }.merge(options) if LOG_LEVEL
      super(ours ? LOG : device, *rest, **options)
      return unless ours && formatter.nil?

      self.formatter = LOGS_JSON ? method(:warmstart_json) : method(:warmstart_text)
    end

    private

    def warmstart_text(severity, time, progname, message)
      stamp = time.strftime(datetime_format || '%Y-%m-%dT%H:%M:%S.%6N')
      format("%s, [%s #%d] %5s %s -- %s: %s\n", severity[0], stamp, $$, severity,
             WarmstartRuntime.request_id, progname, warmstart_message(message))
    end

    def warmstart_json(severity, time, progname, message)
      entry = { timestamp: time.utc.strftime('%Y-%m-%dT%H:%M:%S.%LZ'), level: severity,
                message: WarmstartRuntime.utf8(message.is_a?(Exception) ? message.message : warmstart_message(message)),
                requestId: WarmstartRuntime.request_id }
      entry[:logger] = WarmstartRuntime.utf8(progname) unless progname.to_s.empty?
      entry.merge!(warmstart_exception(message)) if message.is_a?(Exception)
      "#{JSON.generate(entry.compact)}\n"
    end

    def warmstart_message(message)
      case message
      when String then message
      when Exception
        "#{message.message} (#{message.class})\n#{message.backtrace&.join("\n")}"
      else message.inspect
      end
    end

    def warmstart_exception(error)
      place = /\A(.+):(\d+):in [`'](.+)'\z/.match(error.backtrace&.first.to_s)
      { errorType: error.class.to_s, errorMessage: WarmstartRuntime.utf8(error.message),
        stackTrace: Array(error.backtrace).map { |line| WarmstartRuntime.utf8(line) },
        location: place && "#{place[1]}:#{place[3]}:#{place[2]}" }
    end
  end

  # What is posted about an exception.
  class Failure
    attr_reader :header

    def initialize(error, classification)
      name = error.class.to_s
      @header = NAMED.include?(name) ? "#{classification}<#{name}>" : 'Function<UserException>'
      @body = { errorMessage: WarmstartRuntime.utf8(error.message),
                errorType: "#{classification}<#{name}>", stackTrace: trace(error) }
    end

    def body
      JSON.generate(@body)
    end

    def log(title)
      if LOGS_JSON
        LOG.write(JSON.generate({ timestamp: WarmstartRuntime.now, level: 'ERROR', message: title,
                                  requestId: WarmstartRuntime.request_id, **@body }.compact))
      else
        LOG.write(title)
        LOG.write(JSON.pretty_generate(@body))
      end
    end

    private

    # Without this file's frames, before and after those of the function.
    def trace(error)
      ours = ->(line) { line.start_with?("#{FILE}:", '<internal:') }
      (error.backtrace || []).first(100).drop_while(&ours).take_while { |line| !ours.call(line) }
                             .map { |line| WarmstartRuntime.utf8(line) }
    end
  end

  # One kept connection. What is posted and the question for the next event leave in one write, so
  # that an invoke costs one round trip.
  class Client
    def initialize(address)
      host, _, port = address.rpartition(':')
      @socket = TCPSocket.new(host, port.to_i)
      @socket.setsockopt(Socket::IPPROTO_TCP, Socket::TCP_NODELAY, 1)
      @socket.sync = true
      @host = address
      @next = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: #{address}\r\n\r\n".b
    end

    def next
      @socket.write(@next)
      event
    end

    def post(path, body, type: 'application/json', error: nil)
      @socket.write(message(path, body, type, error))
      read
    end

    def post_and_next(path, body, type: 'application/json', error: nil)
      if body.bytesize > MAX_RESPONSE # refused: the answer comes before the next question
        post(path, body, type: type, error: error)
        return self.next
      end
      @socket.write(message(path, body, type, error) + @next)
      read
      event
    end

    private

    def message(path, body, type, error)
      head = "POST /2018-06-01/runtime/#{path} HTTP/1.1\r\nHost: #{@host}\r\nContent-Type: #{type}\r\n"
      head += "Lambda-Runtime-Function-Error-Type: #{error}\r\n" if error
      "#{head}Content-Length: #{body.bytesize}\r\n\r\n".b + body.b
    end

    def event
      status, headers, body = read
      exit!(1) unless status == 200
      [headers, body]
    end

    # Status, headers (names in lower case) and body of one answer.
    def read
      status = line.split(' ')[1].to_i
      headers = {}
      until (text = line).empty?
        name, value = text.split(':', 2)
        headers[name.downcase] = value.strip
      end
      length = headers['content-length'].to_i
      [status, headers, length.zero? ? '' : @socket.read(length)]
    end

    def line
      text = @socket.gets("\r\n") or exit!(1) # the service is gone
      text.chomp("\r\n").force_encoding('UTF-8')
    end
  end

  # The function: FILE.METHOD or FILE.CLASS.METHOD.
  class Handler
    def initialize(name)
      parts = name.split('.')
      unless [2, 3].include?(parts.size)
        raise ArgumentError, "Invalid handler #{parts}, must be of form FILENAME.METHOD or " \
                             'FILENAME.CLASS.METHOD where FILENAME corresponds with an existing Ruby source ' \
                             'file FILENAME.rb, CLASS is an optional module/class namespace and METHOD is a ' \
                             'callable method. If using CLASS, METHOD must be a class-level method.'
      end
      @file = parts.first
      @method = parts.last
      @class = parts[1] if parts.size == 3
      require @file
    end

    def call(event, context)
      target = @class ? Kernel.const_get(@class) : TOPLEVEL_BINDING.receiver
      target.__send__(@method, event: event, context: context)
    end
  end

  class Runtime
    def initialize(client, handler)
      @client = client
      @handler = handler
    end

    def run
      headers, body = @client.next
      loop do
        id = WarmstartRuntime.request_id = headers['lambda-runtime-aws-request-id']
        ENV['_X_AMZN_TRACE_ID'] = headers['lambda-runtime-trace-id']
        path, text, options, status = handle(id, headers, body)
        if status
          @client.post(path, text, **options)
          exit!(status)
        end
        headers, body = @client.post_and_next(path, text, **options)
      end
    end

    private

    # Path, body and options of what is posted, and the status to end with after a failure that the
    # service ends the runtime for.
    def handle(id, headers, body)
      result = @handler.call(JSON.parse(body), LambdaContext.new(headers))
      ["invocation/#{id}/response", *marshalled(result)]
    rescue NameError, NoMemoryError, ScriptError, SecurityError, SignalException, SystemExit,
           SystemStackError => error
      failed(id, error, 'Critical exception from handler', 255)
    rescue StandardError => error
      failed(id, error, 'Error raised from handler method', nil)
    end

    def marshalled(result)
      raw = result.is_a?(IO) || (defined?(StringIO) && result.is_a?(StringIO))
      raw ? [result.read, { type: 'application/unknown' }] : [result.to_json, {}]
    end

    def failed(id, error, title, status)
      failure = Failure.new(error, 'Function')
      failure.log(title)
      ["invocation/#{id}/error", failure.body, { error: failure.header }, status]
    end
  end

  class << self
    def main
      $stdout.sync = true
      $stderr.sync = true
      client = Client.new(ENV['AWS_LAMBDA_RUNTIME_API'])
      $LOAD_PATH.unshift(ENV['LAMBDA_TASK_ROOT'])
      pass_gate
      Runtime.new(client, load_handler(client)).run
    end

    private

    def load_handler(client)
      Handler.new(ENV['_HANDLER'])
    rescue Exception => error # which includes whatever the function's own code may raise
      failure = Failure.new(error, 'Init')
      failure.log("Init error when loading handler #{ENV['_HANDLER']}")
      client.post('init/error', failure.body, error: failure.header)
      exit!(252)
    end

    # Waits until the limits hold, which takes as long as starting up.
    def pass_gate
      gate = ENV.delete('_WARMSTART_GATE') or return
      IO.for_fd(gate.to_i).tap { |file| file.read(1) }.close
    end
  end
end

WarmstartRuntime.main
