import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The brands of operators: the form, the logo, and what browsers fetch of them.
package enum BrandPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.ownBrand, for: .partnerManagers) { try await show($0, .own) }
        endpoints.post(.ownBrand, for: .partnerManagers) { try await change($0, .own) }
        endpoints.post(.ownBrandLogo, for: .partnerManagers, bodyBytes: bodyBytes) { try await upload($0, .own) }
        endpoints.get(Route.partnerBrand, for: .platformManagers) { try await show($0, .partner($1)) }
        endpoints.post(Route.partnerBrand, for: .platformManagers) { try await change($0, .partner($1)) }
        endpoints.post(Route.partnerBrandLogo, for: .platformManagers, bodyBytes: bodyBytes) {
            try await upload($0, .partner($1))
        }
        endpoints.open(.get, Route.brandStyle, style)
        endpoints.open(.get, Route.brandLogo, logo)
    }

    /// A logo with what a form puts around it; larger files are told so at the field.
    private static let bodyBytes = 2_000_000
    /// What is named by its content is kept for a year.
    private static let forever = "public, max-age=31536000, immutable"

    /// Whose brand a page is about.
    private enum Side {
        case own
        case partner(OperatorID)
    }

    private static func read<Result: Sendable>(
        _ visit: MemberVisit,
        _ side: Side,
        _ body: nonisolated(nonsending) (Scope, Transaction) async throws -> Result
    ) async throws -> Result {
        switch side {
        case .partner(let id): return try await visit.read(of: id, body)
        case .own:
            return try await visit.read { tx in
                _ = try await Partners.own(visit.scope, in: tx)
                return try await body(visit.scope, tx)
            }
        }
    }

    private static func write(
        _ visit: MemberVisit,
        _ side: Side,
        _ body: nonisolated(nonsending) (Scope, Transaction) async throws -> Void
    ) async throws {
        switch side {
        case .partner(let id): try await visit.write(of: id, body)
        case .own: try await visit.write { try await body(visit.scope, $0) }
        }
        visit.shell.brands.forget()
    }

    private static func show(
        _ visit: MemberVisit,
        _ side: Side,
        _ form: FormReader = FormReader([:]),
        _ status: Status = .ok
    ) async throws -> Response {
        let model = try await read(visit, side) { scope, tx in
            let (brand, own) = (try await Brands.own(scope, in: tx), try await Operators.own(scope, in: tx))
            return formModel(visit, side, form.filled(with: BrandForms.values(brand, own)), brand, own)
        }
        return try await visit.page(status: status) { BrandForm.view(model, frame: $0) }
    }

    private static func formModel(
        _ visit: MemberVisit,
        _ side: Side,
        _ form: FormReader,
        _ brand: Domain.Brand?,
        _ own: Operator
    ) -> BrandForm.Model {
        var partner: Mention?
        var (action, logoAction) = (Route.ownBrand, Route.ownBrandLogo)
        if case .partner(let id) = side {
            partner = Mention(own.details.name, .partner(id))
            (action, logoAction) = (.partnerBrand(id), .partnerBrandLogo(id))
        }
        return BrandForm.Model(
            name: form["name"],
            slug: form["slug"],
            hostName: form["host_name"],
            colour: form["colour"],
            senderName: form["sender_name"],
            senderAddress: form["sender_address"],
            supportEmail: form["support_email"],
            supportPhone: form["support_phone"],
            logoProblem: form["logo"].error,
            logo: brand?.mark,
            door: brand.map { visit.door(of: $0) },
            partner: partner,
            action: action,
            logoAction: logoAction
        )
    }

    private static func change(_ visit: MemberVisit, _ side: Side) async throws -> Response {
        _ = try await read(visit, side) { scope, tx in try await Operators.own(scope, in: tx) }
        var form = try visit.form()
        if let details = BrandForms.read(&form) {
            do {
                try await write(visit, side) { scope, tx in
                    try await Brands.set(scope, details, at: visit.now, in: tx)
                }
                return visit.redirect(to: visit.route, .saved)
            } catch let rejection as BrandRejection {
                BrandForms.show(rejection, on: &form)
            }
        }
        return try await show(visit, side, form, .unprocessableContent)
    }

    private static func upload(_ visit: MemberVisit, _ side: Side) async throws -> Response {
        _ = try await read(visit, side) { scope, tx in try await Operators.own(scope, in: tx) }
        let sent = try visit.request.form()
        var form = FormReader(sent)
        let page: Route
        switch side {
        case .own: page = .ownBrand
        case .partner(let id): page = .partnerBrand(id)
        }
        do {
            let file = sent.file("logo")
            guard form.isTicked("remove") || file != nil else { throw BrandRejection.logoType }
            let image = form.isTicked("remove") ? nil : try file.map { try BrandForms.image($0.bytes) }
            try await write(visit, side) { scope, tx in
                try await Brands.setLogo(scope, image, at: visit.now, in: tx)
            }
            return visit.redirect(to: page, .saved)
        } catch let rejection as BrandRejection {
            form.reject("logo", BrandForms.words(for: rejection))
            return try await show(visit, side, form, .unprocessableContent)
        }
    }

    // MARK: What browsers fetch

    private static func style(_ visit: Visit, _ name: String) throws -> Response {
        guard name.hasSuffix(".css"), let colour = BrandColour(String(name.dropLast(4))),
            colour.hex + ".css" == name
        else { throw NotFound("style") }
        var response = Response.of(type: "text/css; charset=utf-8", bytes: Array(colour.styleSheet.utf8))
        response.headers["Cache-Control"] = forever
        return response
    }

    private static func logo(_ visit: Visit, _ checksum: String) async throws -> Response {
        guard let sha256 = Hex.bytes(checksum), sha256.count == 32 else { throw NotFound("logo") }
        let image = try await visit.shell.database.read(.system) {
            try await Brands.logo(.system, sha256: sha256, in: $0)
        }
        var response = Response.of(type: image.mediaType, bytes: image.bytes)
        response.headers["Cache-Control"] = forever
        return response
    }
}

extension Domain.Brand {
    /// The logo as pages show it.
    var mark: BrandMark? {
        logo.map { BrandMark(checksum: Hex.text($0.sha256), width: Int($0.width), height: Int($0.height)) }
    }

    /// The brand as the frame of a page.
    var shown: Templates.Brand {
        Templates.Brand(
            name: details.name,
            isWhiteLabel: true,
            colour: details.colour,
            mark: mark,
            supportEmail: details.supportEmail,
            supportPhone: details.supportPhone
        )
    }
}

extension Visiting {
    /// Where the people of a brand sign in.
    func door(of brand: Domain.Brand) -> String {
        let host = brand.details.hostName
        let base = shell.configuration.publicURL
        return host.isEmpty
            ? base.description + Route.brandDoor(brand.details.slug).path
            : "\(base.scheme)://\(host)" + Route.signIn.path
    }
}
