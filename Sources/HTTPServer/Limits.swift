/// Bounds of one HTTP server; every number a stranger could push up has its name here.
///
/// All sizes are bytes, all times are `Duration`. The defaults suit pages and a REST API behind or without a proxy.
public struct HTTPLimits: Sendable {
    /// The longest request target (path and query); 8 KiB is what browsers and proxies agree on.
    ///
    /// Above: 414.
    public var requestTargetBytes = 8 * 1024
    /// Names and values of all header fields together; 32 KiB holds large cookies.
    ///
    /// Above: 431.
    public var headerBytes = 32 * 1024
    /// The number of header fields; browsers send about 20, proxies add a few.
    ///
    /// Above: 431.
    public var headerCount = 100
    /// The body of a request whose route names no limit of its own; forms stay far below 1 MiB.
    ///
    /// Above: 413.
    public var bodyBytes = 1024 * 1024
    /// Fields in a query string or a form; a filter page has dozens, so 1,000 stops hash flooding only.
    ///
    /// Above: 400.
    public var fieldCount = 1_000
    /// Parts of one multipart form; an upload page has a handful.
    ///
    /// Above: 413.
    public var multipartParts = 64
    /// Header bytes of one multipart part; a disposition with a long file name fits in 4 KiB.
    ///
    /// Above: 400.
    public var multipartHeaderBytes = 4 * 1024
    /// The size of one uploaded file inside the route's body limit.
    ///
    /// Above: 413.
    public var multipartFileBytes = 20 * 1024 * 1024

    /// Open connections of all kinds; 20,000 idle ones cost about 1 GiB at worst.
    ///
    /// Above: 503 with `Retry-After`.
    public var connections = 20_000
    /// Connections beyond `connections` that still get their 503 in words; above both the socket is just closed.
    public var refusalReserve = 256
    /// Seconds a client is asked to stay away after a 503.
    public var retryAfterSeconds = 10
    /// Requests on one connection before it is closed in an orderly way, so that load can move between processes.
    public var requestsPerConnection = 10_000
    /// Parsed pieces waiting behind the running request of a pipelining client; one socket read makes up to 10,000.
    public var pipelinedParts = 32 * 1024

    /// How long a kept-alive connection may stay silent; longer than the 60 s that most proxies hold theirs.
    public var idleTimeout = Duration.seconds(75)
    /// From the first byte (or the connect) to the end of the headers, TLS handshake included.
    ///
    /// Above: 408.
    public var headerTimeout = Duration.seconds(15)
    /// From the end of the headers to the end of the body; 20 MiB over a 0.5 Mbit/s line take 6 minutes.
    ///
    /// Above: 408.
    public var bodyTimeout = Duration.seconds(600)
    /// The window in which a body must bring `bodyProgressBytes`.
    public var bodyProgressInterval = Duration.seconds(10)
    /// The least a body must bring per window, about 100 B/s: a bad mobile link manages, a slow attack does not pay.
    public var bodyProgressBytes = 1_024
    /// How long written bytes may wait without the client taking any before the connection is dropped.
    public var writeTimeout = Duration.seconds(30)
    /// How long sent bytes may go unacknowledged by the peer's machine before the kernel gives the connection up; a
    /// charge point whose power was cut is offline after a minute, a radio link may pause for less.
    public var acknowledgementTimeout = Duration.seconds(60)
    /// How long input is still read and thrown away after a final answer, so that the client gets to read it.
    public var lingerTimeout = Duration.seconds(2)
    /// Bytes thrown away at most while lingering.
    public var lingerBytes = 4 * 1024 * 1024
    /// How long running requests and closing handshakes may take after `beginShutdown()`.
    public var shutdownGrace = Duration.seconds(30)

    /// Answers below this size are not compressed; one network packet is sent either way.
    public var compressionThreshold = 1_024

    /// Creates the default limits.
    public init() {}
}

/// Bounds of one WebSocket connection.
public struct WebSocketLimits: Sendable {
    /// The largest message in bytes; OCPP firmware and local-list messages stay below 1 MiB.
    ///
    /// Above: close 1009.
    public var messageBytes = 1024 * 1024
    /// Whether text must be valid UTF-8, else close 1007; a relay leaves the judgement to the peer behind it.
    public var checksText = true
    /// Fragments of one message; real senders use a few, thousands only cost us memory.
    ///
    /// Above: close 1008.
    public var fragments = 64
    /// The time between two pings of ours; below the 60 s after which many mobile networks forget a silent link.
    public var pingInterval = Duration.seconds(30)
    /// Intervals without any frame at all after which a peer that does answer pings counts as gone.
    public var silentIntervals = 2
    /// How long a peer that never answered a ping may say nothing at all; many charge points do not answer pings.
    ///
    /// Three times the longest pause that its own messages make, 300 s between heartbeats unless it was told another.
    public var silenceTimeout = Duration.seconds(900)
    /// How long sent bytes of a dialled connection may go unacknowledged before the kernel gives it up.
    ///
    /// An accepted one has the server's ``HTTPLimits/acknowledgementTimeout``.
    public var acknowledgementTimeout = Duration.seconds(60)
    /// How long the peer may take to answer our Close before the socket is dropped.
    public var closeTimeout = Duration.seconds(5)
    /// Bytes we hold for a peer that does not read before it is dropped; four of the largest messages.
    public var bufferedBytes = 4 * 1024 * 1024
    /// Messages up to this size are copied into one buffer per flush, larger ones are written as they are.
    public var coalescedBytes = 16 * 1024

    /// Creates the default limits.
    public init() {}
}
