import Certificates
import Domain
import HTTPServer
import Templates
import Values

/// Client certificates: requests to be decided, authorities to be trusted.
package enum CertificatePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.certificates, for: .administrators) { try await show($0) }
        endpoints.post(.certificates, for: .administrators, act)
    }

    /// The longest PEM text that is taken: a chain of a few certificates.
    private static let longestPEM = 20_000

    private static func show(_ visit: MemberVisit, _ form: FormReader? = nil) async throws -> Response {
        let (requests, authorities) = try await visit.read { tx in
            (
                try await CertificateRequests.list(visit.scope, in: tx),
                try await CertificateAuthorities.list(visit.scope, in: tx)
            )
        }
        let model = CertificateIndex.Model(
            requests: requests.map(request),
            authorities: authorities.map(authority),
            name: form?["name"] ?? Field(),
            certificate: form?["certificate"] ?? Field(),
            privateKey: form?["private_key"] ?? Field()
        )
        return try await visit.page(status: form == nil ? .ok : .unprocessableContent) {
            CertificateIndex.view(model, frame: $0)
        }
    }

    private static func request(_ request: CertificateRequest) -> CertificateIndex.Request {
        let read = try? ClientRequest(pem: request.csr)
        return CertificateIndex.Request(
            id: request.id,
            chargePoint: Mention(request.identity, .chargePoint(request.chargePointID)),
            state: CertificateIndex.State(rawValue: request.state.rawValue) ?? .waiting,
            receivedAt: request.receivedAt,
            subject: read?.subject ?? "",
            fingerprint: read?.fingerprint ?? "",
            isSound: read != nil,
            decidedAt: request.decidedAt,
            decidedBy: request.decidedBy
        )
    }

    private static func authority(_ authority: TrustedAuthority) -> CertificateIndex.Authority {
        CertificateIndex.Authority(
            id: authority.id,
            name: authority.name,
            certificate: authority.certificate,
            isTrusted: authority.isTrusted,
            canSign: authority.canSign,
            createdAt: authority.createdAt
        )
    }

    // MARK: Acts

    private static func act(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        guard let act = form.choice("act", as: CertificateIndex.Act.self) else { throw badRequest }
        do {
            try await carryOut(act, visit, &form)
        } catch let fault as CertificateFault {
            form.reject(fault == .keyMismatch ? "private_key" : "certificate", words(fault))
        } catch let rejection as CommandRejection {
            return visit.redirect(to: .certificates, ChargePointCommandPages.notice(rejection))
        }
        return form.isValid ? visit.redirect(to: .certificates, .saved) : try await show(visit, form)
    }

    private static var badRequest: HTTPError { HTTPError(.badRequest, "The decision cannot be understood.") }

    private static func carryOut(
        _ act: CertificateIndex.Act,
        _ visit: MemberVisit,
        _ form: inout FormReader
    ) async throws {
        let seal = KeySeal(secret: visit.shell.configuration.secret)
        switch act {
        case .approve, .refuse:
            guard let id = form.id("id", of: CertificateRequestID.self) else { throw badRequest }
            try await visit.write { tx in
                if act == .refuse {
                    return try await CertificateRequests.refuse(visit.scope, id, at: visit.now, in: tx)
                }
                try await CertificateRequests.approve(visit.scope, id, sealedBy: seal, at: visit.now, in: tx)
            }
        case .trust, .distrust:
            guard let id = form.id("id", of: AuthorityID.self) else { throw badRequest }
            try await visit.write { tx in
                try await CertificateAuthorities.trust(visit.scope, act == .trust, id, in: tx)
            }
        case .makeAuthority:
            let name = visit.session.user.operatorName + " charge points"
            _ = try await visit.write { tx in
                try await CertificateAuthorities.make(visit.scope, named: name, sealedBy: seal, at: visit.now, in: tx)
            }
        case .addAuthority: try await add(visit, &form, seal)
        }
    }

    private static func add(_ visit: MemberVisit, _ form: inout FormReader, _ seal: KeySeal) async throws {
        let name = form.text("name", atMost: 140)
        let certificate = String(form.typed("certificate").prefix(longestPEM))
        let key = String(form.typed("private_key").prefix(longestPEM))
        guard form.isValid else { return }
        _ = try await visit.write { tx in
            try await CertificateAuthorities.add(
                visit.scope,
                named: name,
                certificate: certificate,
                privateKey: key.isEmpty ? nil : key,
                sealedBy: seal,
                in: tx
            )
        }
    }

    private static func words(_ fault: CertificateFault) -> Text {
        switch fault {
        case .unreadable: Text(en: "This is no readable PEM text.", nl: "Dit is geen leesbare PEM-tekst.")
        case .badSignature:
            Text(en: "The request is not signed by its key.", nl: "De aanvraag is niet met zijn sleutel getekend.")
        case .noAuthority:
            Text(en: "This is no certificate of an authority.", nl: "Dit is geen certificaat van een autoriteit.")
        case .keyMismatch:
            Text(en: "The key does not belong to the certificate.", nl: "De sleutel hoort niet bij het certificaat.")
        case .sealed:
            Text(
                en: "The authority's key cannot be opened with this installation's secret.",
                nl: "De sleutel van de autoriteit is met het geheim van deze installatie niet te openen."
            )
        case .notMade: Text(en: "The certificate could not be made.", nl: "Het certificaat kon niet gemaakt worden.")
        }
    }
}
