import NIOCore

/// A streamed answer on its way out.
struct OutgoingStream {
    let gone: Signal
    let endsWithClientInput: Bool
    var writer: CheckedContinuation<Void, any Error>?
}

extension HTTPConnectionHandler {
    func beginStream(_ head: ByteBuffer, endsWithClientInput: Bool, gone: Signal) {
        guard let context, context.channel.isActive else { return gone.fire() }
        phase = .streaming
        stream = OutgoingStream(gone: gone, endsWithClientInput: endsWithClientInput)
        write(head)
    }

    /// Writes a piece; the writer goes on once the client has room for the next.
    func writeStream(_ piece: ByteBuffer, _ writer: CheckedContinuation<Void, any Error>) {
        guard let context, context.channel.isActive, stream != nil else {
            return writer.resume(throwing: ConnectionClosed())
        }
        write(piece)
        if context.channel.isWritable { return writer.resume() }
        stream?.writer = writer
        armWrite()
    }

    func resumeStream() {
        guard let writer = stream?.writer else { return }
        stream?.writer = nil
        clock.deadline = nil
        writer.resume()
    }

    func loseStream() {
        let lost = stream
        stream = nil
        lost?.writer?.resume(throwing: ConnectionClosed())
        lost?.gone.fire()
    }

    /// Hands the connection over to a WebSocket; bytes that came early go to it.
    ///
    /// - Returns: The WebSocket; `nil` when the connection is gone.
    func upgrade(_ plan: WebSocketPlan) -> WebSocketChannelHandler? {
        guard let context, context.channel.isActive else {
            plan.makeHandler().closed(code: .abnormal, reason: "")
            return nil
        }
        clock.disarm()
        phase = .detached
        // Sent once the connection is known to its user: whoever reads the answer and dials anew at once must find it.
        context.write(wrapOutboundOut(plan.answer), promise: nil)
        let handler = WebSocketChannelHandler(
            plan.end,
            limits: plan.limits,
            channel: context.channel,
            metrics: server.metrics.webSocket,
            makeHandler: plan.makeHandler
        )
        mailbox.close()
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let installed = WebSocketPipeline.install(handler, in: context)
        context.flush()
        installed.whenComplete { _ in bound.value.upgraded() }
        return handler
    }

    /// The early bytes were handed on outside a read of the channel; what they made must go out all the same.
    private func upgraded() {
        context?.fireChannelReadComplete()
        releaseRead()
        context?.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}
