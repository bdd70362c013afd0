import NIOCore

/// Takes the requests of one connection through middleware and handler to their answers.
struct RequestAnswering: Sendable {
    let server: ServerContext
    let connection: HTTPConnection

    /// Answers until the connection ends or becomes a WebSocket.
    ///
    /// It does not wait for the end of a WebSocket: a task keeps the memory of its deepest call, some 20 KB, while it lives.
    func run() async {
        while let exchange = await connection.mailbox.take() {
            await answer(exchange)
        }
    }

    private func answer(_ exchange: Exchange) async {
        let peer = server.configuration.trustedProxies.client(of: connection.peer, headers: exchange.head.headers)
        do throws(HTTPError) {
            let request = try request(exchange, peer: peer)
            await answer(request, exchange)
        } catch {
            let response = rendered(error, exchange)
            await send(response, exchange, peer: peer)
        }
    }

    private func answer(_ request: Request, _ exchange: Exchange) async {
        let peer = Peer(address: request.remoteAddress, isSecure: request.isSecure)
        let decision = await decision(request, exchange)
        switch decision {
        case .reject(let response): await send(finished(response, request), exchange, peer: peer)
        case .accept(let subprotocol, let headers, let limits, let makeHandler):
            var plan = plan(request, exchange, subprotocol, headers, makeHandler)
            if let limits { plan.limits = limits }
            server.log.answered(exchange, .switchingProtocols, bytes: 0, peer: peer)
            connection.upgrade(plan)
        }
    }

    // MARK: Asking the program

    private func decision(_ request: Request, _ exchange: Exchange) async -> WebSocketDecision {
        guard case .found(let entry, _) = exchange.match else {
            return .reject(await throughMiddleware(request, missing(exchange.match)))
        }
        switch entry.action {
        case .answer(let handler):
            return .reject(await throughMiddleware(request, taking(request, entry.route, handler)))
        case .webSocket(let decide, _):
            do {
                if let refusal = request.refusal { throw refusal }
                try WebSocketHandshake.check(request, isVersion11: exchange.head.isVersion11)
                return try await decide(request)
            } catch {
                return .reject(rendered(error, request))
            }
        }
    }

    /// A request without its body gets no further than here, unless the handler knows of such.
    private func taking(_ request: Request, _ route: Route, _ handler: @escaping Handler) -> Handler {
        guard let refusal = request.refusal, !route.answersRefusals else { return handler }
        return { _ in throw refusal }
    }

    private func missing(_ match: Router.Match) -> Handler {
        { _ in
            if case .methodNotAllowed(let methods) = match { throw HTTPError.methodNotAllowed(methods) }
            throw HTTPError.notFound
        }
    }

    private func throughMiddleware(_ request: Request, _ handler: @escaping Handler) async -> Response {
        var next: @Sendable (Request) async -> Response = guarded(handler)
        for middleware in server.router.middleware.reversed() {
            let inner = next
            next = guarded { try await middleware($0, inner) }
        }
        return await next(request)
    }

    /// Turns errors into pages right where they are thrown, so that all middleware sees answers.
    private func guarded(_ handler: @escaping Handler) -> @Sendable (Request) async -> Response {
        { request in
            do {
                return try await handler(request)
            } catch {
                return rendered(error, request)
            }
        }
    }

    private func rendered(_ error: any Error, _ request: Request) -> Response {
        if let known = error as? HTTPError { return rendered(known: known, request) }
        server.log.failed(error, request: request)
        return rendered(known: HTTPError(.internalServerError, "Something went wrong on our side."), request)
    }

    private func rendered(known error: HTTPError, _ request: Request) -> Response {
        server.rendered(
            error,
            requestID: request.id,
            request: request,
            headers: request.headers,
            path: request.path
        )
    }

    private func rendered(_ error: HTTPError, _ exchange: Exchange) -> Response {
        let head = exchange.head
        return server.rendered(error, requestID: head.id, request: nil, headers: head.headers, path: head.path)
    }

    // MARK: Making the request

    private func request(_ exchange: Exchange, peer: Peer) throws(HTTPError) -> Request {
        let head = exchange.head
        let query = try Fields.parse(urlEncoded: head.rawQuery ?? "", limit: server.limits.fieldCount)
        return Request(
            head: head,
            query: query,
            parameters: try parameters(exchange.match),
            body: exchange.body,
            refusal: exchange.refusal,
            peer: peer,
            eventLoop: connection.channel.eventLoop,
            limits: server.limits
        )
    }

    private func parameters(_ match: Router.Match) throws(HTTPError) -> RouteParameters {
        guard case .found(let entry, let values) = match else { return RouteParameters() }
        var parameters = RouteParameters(route: entry.route)
        for (name, value) in zip(entry.names, values) {
            guard let decoded = PercentCoding.decode(value) else {
                throw HTTPError(.badRequest, "The path is malformed.")
            }
            parameters.raw.all.append(Fields.Field(name: name, value: String(value)))
            parameters.decoded.all.append(Fields.Field(name: name, value: decoded))
        }
        return parameters
    }

    private func plan(
        _ request: Request,
        _ exchange: Exchange,
        _ subprotocol: String?,
        _ extra: Headers,
        _ makeHandler: @escaping @Sendable () -> any WebSocketHandler
    ) -> WebSocketPlan {
        var headers = WebSocketHandshake.answerHeaders(request, subprotocol: subprotocol)
        for field in extra.fields { headers.setDefault(field.name, field.value) }
        let writer = ResponseWriter(requestID: request.id, isHead: false, isVersion11: true, keepsAlive: true)
        var limits = WebSocketLimits()
        if case .found(let entry, _) = exchange.match, case .webSocket(_, let own) = entry.action { limits = own }
        return WebSocketPlan(
            answer: writer.head(Response(.switchingProtocols, headers: headers), framing: nil),
            end: WebSocketEnd(
                role: .server,
                remoteAddress: request.remoteAddress,
                requestID: request.id,
                subprotocol: headers["Sec-WebSocket-Protocol"]
            ),
            limits: limits,
            makeHandler: makeHandler
        )
    }

    // MARK: Sending the answer

    private func finished(_ response: Response, _ request: Request) -> Response {
        let conditional = ConditionalAnswer.apply(server.withDefaults(response), to: request)
        return Compression.apply(conditional, to: request, threshold: server.limits.compressionThreshold)
    }

    private func send(_ response: Response, _ exchange: Exchange, peer: Peer) async {
        var response = response
        if case .file(let path) = response.body {
            guard let stream = await FileBody.stream(path) else {
                return await send(rendered(.notFound, exchange), exchange, peer: peer)
            }
            response.body = .stream(stream)
        }
        let writer = ResponseWriter(
            requestID: exchange.head.id,
            isHead: exchange.head.method == .head,
            isVersion11: exchange.head.isVersion11,
            keepsAlive: exchange.keepsAlive && !server.registry.isShuttingDown
        )
        let bytes = await write(response, with: writer)
        server.log.answered(exchange, response.status, bytes: bytes, peer: peer)
    }

    private func write(_ response: Response, with writer: ResponseWriter) async -> Int {
        if case .stream(let stream) = response.body {
            return await StreamSending(connection: connection, writer: writer).send(response, stream)
        }
        let size = writer.isHead ? 0 : response.bodyBuffer.readableBytes
        connection.send(writer.answer(response))
        return size
    }
}
