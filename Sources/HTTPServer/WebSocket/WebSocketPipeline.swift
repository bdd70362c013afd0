import NIOCore
import NIOHTTP1

/// The names and the order of a connection's channel handlers.
enum WebSocketPipeline {
    static let decoderName = "http.decoder"
    static let encoderName = "http.encoder"
    static let tapName = "http.tap"

    /// Puts WebSocket frames in the place of requests.
    ///
    /// The HTTP decoder goes last, since it then hands on the bytes that came behind the handshake; NIO lets it do so in
    /// a later turn of the loop, which is when the future completes.
    static func install(
        _ handler: WebSocketChannelHandler,
        in context: ChannelHandlerContext
    ) -> EventLoopFuture<Void> {
        let pipeline = context.pipeline.syncOperations
        do {
            try pipeline.addHandler(handler)
        } catch {
            // The pipeline is being torn down already.
            handler.abandon()
            context.close(promise: nil)
        }
        pipeline.removeHandler(name: tapName, promise: nil)
        let removed = context.eventLoop.makePromise(of: Void.self)
        pipeline.removeHandler(name: decoderName, promise: removed)
        return removed.futureResult
    }
}
