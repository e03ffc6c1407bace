#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ws::sandbox {

/// One request as it was sent. Names of headers are in lower case; the target is undecoded.
struct HttpRequest {
    using Fields = std::vector<std::pair<std::string, std::string>>;

    std::string method;
    std::string target;
    Fields headers;
    Fields trailers;
    std::string body;
    bool keepAlive = true;
    bool chunked = false;
    bool bodyTooLarge = false; ///< what is over the limit was read and thrown away

    /// The first value of that name (in lower case), or empty.
    std::string_view header(std::string_view name) const { return find(headers, name); }
    std::string_view trailer(std::string_view name) const { return find(trailers, name); }

private:
    static std::string_view find(const Fields& fields, std::string_view name);
};

/// HTTP/1.1 requests out of a stream of bytes, without any I/O: Content-Length and chunked bodies
/// with trailers, pipelining, limits. What could be read in two ways is refused, not guessed:
/// two Content-Lengths, one beside chunked, folded lines, spaces before a colon.
class HttpParser {
public:
    enum class State {
        NeedMore,
        Headers,  ///< complete but for the body, and the client waits for "100 Continue"
        Complete, ///< take() it
        Bad,      ///< errorStatus() says why; the stream is of no further use
    };
    struct Limits {
        std::size_t head = 64 * 1024; ///< request line and headers; also all trailers
        std::size_t body = 256 * 1024 * 1024;
    };

    explicit HttpParser(Limits limits)
        : m_limits(limits) {}

    /// Consumes what it can of `bytes`, up to the end of one request, and takes it off their front.
    State feed(std::string_view& bytes);
    HttpRequest take();
    /// As far as it has come.
    const HttpRequest& current() const { return m_request; }
    int errorStatus() const { return m_errorStatus; }
    /// In the middle of a request.
    bool busy() const { return m_stage != Stage::RequestLine || !m_line.empty(); }

private:
    enum class Stage {
        RequestLine,
        HeaderLine,
        FixedBody,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        TrailerLine,
        Done,
        Failed,
    };
    bool step(std::string_view& bytes);
    bool readLine(std::string_view& bytes);
    void readBody(std::string_view& bytes, Stage after);
    void onLine();
    void onRequestLine(std::string_view line);
    void onField(std::string_view line, HttpRequest::Fields& fields);
    void onHeadEnd();
    void onChunkSize(std::string_view line);
    void append(std::string_view bytes);
    void fail(int status);

    const Limits m_limits;
    Stage m_stage = Stage::RequestLine;
    HttpRequest m_request;
    std::string m_line;          // what has come of the current line
    std::size_t m_headSize = 0;  // of what the head limit counts
    std::size_t m_remaining = 0; // of the body or the chunk
    bool m_continueWanted = false;
    int m_errorStatus = 0;
};

} // namespace ws::sandbox
