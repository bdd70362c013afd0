package import HTTPServer
import Templates
import Values

/// Registers pages under the addresses of the one ``Route`` list, each with who may enter.
package struct Endpoints {
    package private(set) var router = Router()
    package let shell: Shell

    package init(_ shell: Shell) {
        self.shell = shell
    }

    /// A page that anybody may see.
    package mutating func open(
        _ method: HTTPServer.Method,
        _ route: Route,
        bodyBytes: Int? = nil,
        _ page: @escaping @Sendable (Visit) async throws -> Response
    ) {
        add(method, route, .open, RouteOptions(bodyBytes: bodyBytes)) { _ in
            route
        } page: { visit, _ in
            try await page(visit)
        }
    }

    /// A page that anybody may see about the thing that its address names.
    package mutating func open<A: PathArgument>(
        _ method: HTTPServer.Method,
        _ route: @escaping @Sendable (A) -> Route,
        _ page: @escaping @Sendable (Visit, A) async throws -> Response
    ) {
        add(method, route(.pathExample), .open, RouteOptions()) {
            try Endpoints.argument($0, route)
        } page: { visit, request in
            try await page(visit, try Endpoints.value(request))
        }
    }

    /// A page that anybody may see, with a secret in its address that no log shall show.
    package mutating func openSecret<A: PathArgument>(
        _ method: HTTPServer.Method,
        _ route: @escaping @Sendable (A) -> Route,
        _ page: @escaping @Sendable (Visit, A) async throws -> Response
    ) {
        let options = RouteOptions(logsPath: false)
        add(method, route(.pathExample), .open, options) {
            try Endpoints.argument($0, route)
        } page: { visit, request in
            try await page(visit, try Endpoints.value(request))
        }
    }

    /// A page for some roles.
    package mutating func get(
        _ route: Route,
        for access: Access,
        _ page: @escaping @Sendable (MemberVisit) async throws -> Response
    ) {
        member(.get, route, access) { _ in
            route
        } page: { visit, _ in
            try await page(visit)
        }
    }

    /// A page for some roles about the thing that its address names.
    package mutating func get<A: PathArgument>(
        _ route: @escaping @Sendable (A) -> Route,
        for access: Access,
        _ page: @escaping @Sendable (MemberVisit, A) async throws -> Response
    ) {
        member(.get, route(.pathExample), access) {
            try Endpoints.argument($0, route)
        } page: { visit, request in
            try await page(visit, try Endpoints.value(request))
        }
    }

    /// A page for some roles with two arguments in its address.
    package mutating func get<A: PathArgument, B: PathArgument>(
        _ route: @escaping @Sendable (A, B) -> Route,
        for access: Access,
        _ page: @escaping @Sendable (MemberVisit, A, B) async throws -> Response
    ) {
        member(.get, route(.pathExample, .pathExample), access) { request in
            route(try Endpoints.value(request, at: 0), try Endpoints.value(request, at: 1))
        } page: { visit, request in
            try await page(visit, try Endpoints.value(request, at: 0), try Endpoints.value(request, at: 1))
        }
    }

    /// An action for some roles.
    package mutating func post(
        _ route: Route,
        for access: Access,
        bodyBytes: Int? = nil,
        _ page: @escaping @Sendable (MemberVisit) async throws -> Response
    ) {
        member(.post, route, access, RouteOptions(bodyBytes: bodyBytes)) { _ in
            route
        } page: { visit, _ in
            try await page(visit)
        }
    }

    /// An action for some roles on the thing that its address names.
    package mutating func post<A: PathArgument>(
        _ route: @escaping @Sendable (A) -> Route,
        for access: Access,
        bodyBytes: Int? = nil,
        _ page: @escaping @Sendable (MemberVisit, A) async throws -> Response
    ) {
        let options = RouteOptions(bodyBytes: bodyBytes)
        member(.post, route(.pathExample), access, options) {
            try Endpoints.argument($0, route)
        } page: {
            visit,
            request in
            try await page(visit, try Endpoints.value(request))
        }
    }

    /// An action for some roles with two arguments in its address.
    package mutating func post<A: PathArgument, B: PathArgument>(
        _ route: @escaping @Sendable (A, B) -> Route,
        for access: Access,
        _ page: @escaping @Sendable (MemberVisit, A, B) async throws -> Response
    ) {
        member(.post, route(.pathExample, .pathExample), access) { request in
            route(try Endpoints.value(request, at: 0), try Endpoints.value(request, at: 1))
        } page: { visit, request in
            try await page(visit, try Endpoints.value(request, at: 0), try Endpoints.value(request, at: 1))
        }
    }

    /// A list for some roles together with its exports: `/hosts`, `/hosts.csv`, `/hosts.json`.
    package mutating func list<Row: Sendable>(
        _ route: Route,
        for access: Access,
        export: Export<Row>,
        _ page: @escaping @Sendable (MemberVisit) async throws -> Response
    ) {
        get(route, for: access, page)
        for format in ExportFormat.allCases {
            add(.get, route, access, RouteOptions(), suffix: "." + format.rawValue) { _ in
                route
            } page: { visit, _ in
                try export.answer(try Endpoints.member(visit), format)
            }
        }
    }

    /// An endpoint outside the pages, such as `/healthz`: no session, no cookies.
    package mutating func plain(_ pattern: String, _ handler: @escaping Handler) {
        router.get(pattern, handler)
    }

    /// An endpoint for programs: no session, no cookies, a key of its own kind.
    mutating func program(
        _ method: HTTPServer.Method,
        _ pattern: String,
        tag: APITag,
        bodyBytes: Int?,
        _ handler: @escaping Handler
    ) {
        router.add(method, pattern, tag: tag, options: RouteOptions(bodyBytes: bodyBytes), handler)
    }

    /// Adds what every answer of the router passes through.
    mutating func append(_ middleware: @escaping Middleware) {
        router.middleware.append(middleware)
    }

    /// Adds the files below `Public`.
    mutating func add(_ files: StaticFiles) {
        router.add(files)
    }

    // MARK: Arguments

    private static func value<A: PathArgument>(_ request: Request, at index: Int = 0) throws -> A {
        let texts = request.parameters.all.filter { $0.name != EmbedRoute.frameName }
        guard texts.indices.contains(index), let value = A(pathText: texts[index].value) else {
            throw HTTPError.notFound
        }
        return value
    }

    private static func argument<A: PathArgument>(_ request: Request, _ route: (A) -> Route) throws -> Route {
        route(try value(request))
    }

    private static func member(_ visit: Visit) throws -> MemberVisit {
        guard let session = visit.visitor.session else { throw HTTPError(.unauthorized) }
        return MemberVisit(visit, session: session)
    }

    // MARK: Registering

    private mutating func member(
        _ method: HTTPServer.Method,
        _ example: Route,
        _ access: Access,
        _ options: RouteOptions = RouteOptions(),
        route: @escaping @Sendable (Request) throws -> Route,
        page: @escaping @Sendable (MemberVisit, Request) async throws -> Response
    ) {
        precondition(access != .open, "A page for members names their roles: \(example.pattern)")
        add(method, example, access, options, route: route) { visit, request in
            try await page(try Endpoints.member(visit), request)
        }
        guard example.isEmbeddable else { return }
        let twin = Route.embed(.page(frame: .pathExample, example))
        let twinOptions = RouteOptions(bodyBytes: options.bodyBytes, logsPath: false)
        add(method, twin, .frame, twinOptions) { request in
            .embed(.page(frame: request.parameter(EmbedRoute.frameName), try route(request)))
        } page: { visit, request in
            try await page(try Endpoints.member(visit), request)
        }
    }

    private mutating func add(
        _ method: HTTPServer.Method,
        _ example: Route,
        _ access: Access,
        _ options: RouteOptions,
        suffix: String = "",
        route: @escaping @Sendable (Request) throws -> Route,
        page: @escaping @Sendable (Visit, Request) async throws -> Response
    ) {
        let gatekeeper = Gatekeeper(shell: shell, access: access)
        let frames = FrameKeeper(shell: shell)
        let tag = EndpointTag(access: access, example: example)
        var options = options
        // The keepers throw the refusal where they know whose page it belongs on.
        options.answersRefusals = true
        router.add(method, example.pattern + suffix, tag: tag, options: options) { request in
            // An argument that cannot be read is told only to those who may enter.
            let known = Result { try route(request) }
            let shown = (try? known.get()) ?? example
            guard access != .frame else {
                return await frames.answer(request, shown) { visit in
                    _ = try known.get()
                    return try await page(visit, request)
                }
            }
            return await gatekeeper.answer(request, shown) { visit in
                _ = try known.get()
                return try await page(visit, request)
            }
        }
    }
}
