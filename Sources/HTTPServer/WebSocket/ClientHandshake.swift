import NIOCore
import NIOHTTP1

/// The client's part of the opening handshake; leaves the pipeline to the WebSocket when the server agrees.
///
/// Source: RFC 6455 §4.1.
final class ClientHandshake: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    struct Plan: Sendable {
        var target: WebSocketTarget
        var limits: WebSocketLimits
        var metrics: WebSocketMetrics
        var answer: EventLoopPromise<WebSocketDialing>
        var makeHandler: @Sendable () -> any WebSocketHandler
    }

    private let plan: Plan
    private let key: String
    /// The fields of a 101 answer whose end has not come yet.
    private var agreement: Headers?
    private var isUpgraded = false
    /// What came behind the handshake while HTTP was being taken out.
    private var early: [NIOAny] = []

    init(_ plan: Plan) {
        self.plan = plan
        key = WebSocketHandshake.makeKey()
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isUpgraded else { return early.append(data) }
        switch unwrapInboundIn(data) {
        case .head(let head): answered(head, context)
        case .body: break
        case .end: if let agreement { upgrade(agreement, context) }
        }
    }

    private func answered(_ head: HTTPResponseHead, _ context: ChannelHandlerContext) {
        let headers = Headers(pairs: head.headers.map { ($0.name, $0.value) })
        guard head.status == .switchingProtocols else {
            // An informational answer stands before the real one.
            guard head.status.code >= 200 else { return }
            plan.answer.succeed(.refused(status: Int(head.status.code), headers))
            return context.close(promise: nil)
        }
        guard isProper(headers) else { return fail(.malformed("The handshake's proof is wrong."), context) }
        agreement = headers
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isUpgraded else { return context.fireErrorCaught(error) }
        plan.answer.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        plan.answer.fail(WebSocketDialFailure.unreachable("The connection ended before an answer."))
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event, !isUpgraded { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    private var request: HTTPRequestHead {
        var headers: HTTPHeaders = [
            "Host": plan.target.hostField, "Upgrade": "websocket", "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key,
        ]
        for field in plan.target.headers.fields { headers.add(name: field.name, value: field.value) }
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: plan.target.requestTarget, headers: headers)
    }

    private func isProper(_ headers: Headers) -> Bool {
        headers.hasToken("websocket", in: "Upgrade") && headers.hasToken("upgrade", in: "Connection")
            && headers["Sec-WebSocket-Accept"] == WebSocketHandshake.accept(key)
            && headers["Sec-WebSocket-Extensions"] == nil
    }

    private func fail(_ failure: WebSocketDialFailure, _ context: ChannelHandlerContext) {
        plan.answer.fail(failure)
        context.close(promise: nil)
    }

    /// Takes HTTP out of the pipeline first: as long as it is there, it takes every write for a request.
    private func upgrade(_ headers: Headers, _ context: ChannelHandlerContext) {
        isUpgraded = true
        let pipeline = context.pipeline.syncOperations
        let (encoder, decoder) = (
            context.eventLoop.makePromise(of: Void.self), context.eventLoop.makePromise(of: Void.self)
        )
        pipeline.removeHandler(name: WebSocketPipeline.encoderName, promise: encoder)
        pipeline.removeHandler(name: WebSocketPipeline.decoderName, promise: decoder)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        encoder.futureResult.and(decoder.futureResult).whenComplete { _ in
            let (handshake, context) = bound.value
            handshake.install(headers, context)
        }
    }

    private func install(_ headers: Headers, _ context: ChannelHandlerContext) {
        guard context.channel.isActive else {
            return plan.answer.fail(WebSocketDialFailure.unreachable("The connection ended with the handshake."))
        }
        do {
            try context.pipeline.syncOperations.addHandler(handler(headers, context))
        } catch {
            return fail(.unreachable("\(error)"), context)
        }
        for early in early { context.fireChannelRead(early) }
        early = []
        context.fireChannelReadComplete()
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
        plan.answer.succeed(.accepted(headers))
    }

    private func handler(_ headers: Headers, _ context: ChannelHandlerContext) -> WebSocketChannelHandler {
        let end = WebSocketEnd(
            role: .client,
            remoteAddress: context.channel.remoteAddress?.ipAddress ?? plan.target.host,
            requestID: "",
            subprotocol: headers["Sec-WebSocket-Protocol"]
        )
        return WebSocketChannelHandler(
            end,
            limits: plan.limits,
            channel: context.channel,
            metrics: plan.metrics,
            makeHandler: plan.makeHandler
        )
    }
}
