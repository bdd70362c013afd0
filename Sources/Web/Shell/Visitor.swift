package import Domain
package import HTTPServer
package import Postgres
package import Templates
package import Values

/// Who sent a request, as far as is known.
package struct Visitor: Sendable {
    /// The session of a signed-in person.
    package let session: WebSession?
    package let language: Language
    /// Under whose name pages appear: of the person's operator, or of where the visitor came in; `nil` for ours.
    let brand: Domain.Brand?
    /// The visitor's tokens against forged requests.
    let forgeryGuard: ForgeryGuard
    /// What signatures for this visitor are bound to.
    let subject: [UInt8]
    /// The frame of another site that the visitor looks into; `nil` everywhere else.
    var embedding: Embedding?
}

/// A request on its way through a page, with everything the page needs.
package protocol Visiting: Sendable {
    var request: Request { get }
    /// The page's own address.
    var route: Route { get }
    var visitor: Visitor { get }
    var shell: Shell { get }
    /// When the request arrived.
    var now: Timestamp { get }
}

/// A request of anybody.
package struct Visit: Visiting {
    package let request: Request
    package let route: Route
    package let visitor: Visitor
    package let shell: Shell
    package let now: Timestamp
}

/// A request of a signed-in person who may enter the page.
package struct MemberVisit: Visiting {
    package let request: Request
    package let route: Route
    package let visitor: Visitor
    package let shell: Shell
    package let now: Timestamp
    /// The person's session.
    package let session: WebSession

    init(_ visit: Visit, session: WebSession) {
        request = visit.request
        route = visit.route
        visitor = visit.visitor
        shell = visit.shell
        now = visit.now
        self.session = session
    }

    /// On whose behalf contexts are called.
    package var scope: Scope { session.scope }
}

extension Visiting {
    /// Language and zone of the person in front of the page.
    package var say: Reader {
        let name = visitor.session?.user.timeZone ?? shell.configuration.timeZone
        return Reader(language: visitor.language, zone: Zone.named(name) ?? .utc)
    }

    /// Where a form came from, for the list of sessions and for limits.
    package var trace: ClientTrace {
        ClientTrace(remoteAddress: request.remoteAddress, userAgent: request.headers["User-Agent"] ?? "")
    }

    /// The frame around a page of this visitor.
    func frame(_ counts: NavigationCounts = NavigationCounts()) -> PageFrame {
        PageFrame(
            say: say,
            brand: visitor.brand?.shown
                ?? Templates.Brand(name: visitor.session?.user.operatorName ?? shell.configuration.brand),
            user: visitor.embedding == nil ? visitor.session?.user.shown : nil,
            csrfToken: visitor.forgeryGuard.token(),
            current: route,
            address: address,
            flashes: visitor.embedding == nil ? NoticeCookie(self).shown.map { [$0.flash] } ?? [] : [],
            counts: counts,
            assets: shell.assets,
            embedding: visitor.embedding
        )
    }

    /// The answer that sends the browser to another page, with a message to be shown there once.
    package func redirect(to route: Route, _ notice: Notice? = nil) -> Response {
        redirect(to: Link(visitor.embedding?.inside(route) ?? route), notice)
    }

    /// The answer that sends the browser to one of our pages with its query.
    func redirect(to link: Link, _ notice: Notice? = nil) -> Response {
        var response = Response.redirect(to: link.text)
        if let notice, visitor.embedding == nil { response.set(NoticeCookie(self).cookie(for: notice)) }
        return response
    }

    /// Where this page is found again: its address, or that of the page whose form was sent.
    var address: Link {
        guard request.method.changesSomething else {
            return Link(route, within: request.query.all.map { Link.Pair($0.name, $0.value) })
        }
        return formPage ?? Link(visitor.session.map { .start(for: $0.user.details.role) } ?? .home)
    }

    /// The page on which the form stood, as far as the browser tells and it is one of ours.
    var formPage: Link? {
        guard OriginCheck.isOwn(request, shell.configuration),
            let referrer = request.headers["Referer"], let start = referrer.firstRange(of: "://")
        else { return nil }
        return Link(own: String(referrer[start.upperBound...].drop { $0 != "/" }))
    }

    /// The submitted form.
    package func form() throws -> FormReader {
        FormReader(try request.form())
    }
}

extension Visit {
    /// The answer with a page.
    package func page(status: Status = .ok, _ view: (PageFrame) -> HTML) -> Response {
        PageAnswer.make(self, view(frame()), status)
    }
}

extension Visit {
    /// The answer with a page for strangers and signed-in people alike, each in its own frame.
    func sharedPage(status: Status = .ok, _ view: (PageFrame) -> HTML) async throws -> Response {
        guard let session = visitor.session else { return page(status: status, view) }
        return try await MemberVisit(self, session: session).page(status: status, view)
    }
}

extension MemberVisit {
    /// Runs context functions that only read, on behalf of the person.
    package func read<Result: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        try await shell.database.read(scope, body)
    }

    /// Runs context functions in one transaction, on behalf of the person.
    package func write<Result: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        try await shell.database.write(scope, body)
    }

    /// The answer with a page, its navigation counted.
    package func page(status: Status = .ok, _ view: (PageFrame) -> HTML) async throws -> Response {
        let isOperator = scope.role == .operatorAdmin || scope.role == .operatorFinance
        let counts = isOperator ? try await read { try await shell.counts(scope, $0) } : NavigationCounts()
        var frame = self.frame(counts)
        if frame.embedding != nil {
            frame.embedding?.state = try await read { try await EmbedFrames.standing(scope, in: $0) }.rawValue
        }
        return PageAnswer.make(self, view(frame), status)
    }

    /// The answer with a piece of a page, fetched by a script.
    package func fragment(_ view: (PageFrame) -> HTML) -> Response {
        Response.of(type: PageAnswer.type, bytes: view(frame()).bytes)
    }
}

/// Turns a page into an answer.
enum PageAnswer {
    static let type = "text/html; charset=utf-8"

    static func make(_ visit: some Visiting, _ html: HTML, _ status: Status) -> Response {
        var response = Response.of(type: type, bytes: html.bytes, status: status)
        let notices = NoticeCookie(visit)
        if notices.isPresent, visit.visitor.embedding == nil { response.set(notices.removal) }
        return response
    }
}

extension WebSessionUser {
    /// The person as every page shows it.
    fileprivate var shown: SignedInUser {
        SignedInUser(
            name: details.name,
            email: details.email,
            role: details.role,
            mayConnect: details.hostID != nil && hostsConnect,
            isPartner: isPartner
        )
    }
}
