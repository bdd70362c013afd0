import Domain
import HTTPServer
import Templates
import Values

/// Which sites may show the toggle to an operator's customers.
package enum EmbedOriginPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.embed(.origins), for: .partnerManagers) { try await page($0, FormReader([:])) }
        endpoints.post(.embed(.origins), for: .partnerManagers, add)
        endpoints.post({ .embed(.originRemoval($0)) }, for: .partnerManagers, remove)
    }

    private static func page(
        _ visit: MemberVisit,
        _ form: FormReader,
        _ status: Status = .ok
    ) async throws -> Response {
        let origins = try await visit.read { try await EmbedOrigins.list(visit.scope, in: $0) }
        let model = EmbedOriginIndex.Model(
            rows: origins.map {
                EmbedOriginIndex.Row(id: $0.id, origin: $0.origin, addedAt: $0.addedAt, addedBy: $0.addedBy)
            },
            origin: form["origin"],
            home: EmbedAddress.home(visit.visitor.brand, visit.shell.configuration),
            minutes: EmbedLimits.usualMinutes
        )
        return try await visit.page(status: status) { EmbedOriginIndex.view(model, frame: $0) }
    }

    private static func add(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let text = form.text("origin", atMost: PageOrigin.lengthLimit)
        if form.isValid {
            do {
                try await visit.write { tx in
                    try await EmbedOrigins.add(
                        visit.scope,
                        text,
                        allowingPlain: !visit.shell.configuration.publicURL.isSecure,
                        at: visit.now,
                        in: tx
                    )
                }
                return visit.redirect(to: .embed(.origins), .saved)
            } catch let rejection as EmbedOriginRejection {
                form.reject("origin", words(rejection))
            }
        }
        return try await page(visit, form, .unprocessableContent)
    }

    private static func remove(_ visit: MemberVisit, _ id: EmbedOriginID) async throws -> Response {
        try await visit.write { try await EmbedOrigins.remove(visit.scope, id, in: $0) }
        return visit.redirect(to: .embed(.origins), .saved)
    }

    private static func words(_ rejection: EmbedOriginRejection) -> Text {
        switch rejection {
        case .form:
            Text(
                en: "This is no address of a site: https:// and a host, with nothing after it.",
                nl: "Dit is geen adres van een site: https:// en een host, met niets erachter."
            )
        case .insecure:
            Text(
                en: "Sites must be reached by https; http is for your own machine only.",
                nl: "Sites moeten via https bereikbaar zijn; http is alleen voor uw eigen computer."
            )
        case .known: Text(en: "This site is there already.", nl: "Deze site staat er al.")
        case .tooMany:
            Text(
                en: "There are \(EmbedOrigins.mostOrigins) sites; remove one first.",
                nl: "Er zijn \(EmbedOrigins.mostOrigins) sites; verwijder er eerst een."
            )
        }
    }
}

/// Where sites load the script and show the frame.
enum EmbedAddress {
    /// The operator's own host name where it has one, else the installation's address; without a slash at its end.
    static func home(_ brand: Domain.Brand?, _ configuration: WebConfiguration) -> String {
        let base = configuration.publicURL
        guard let host = brand?.details.hostName, !host.isEmpty else { return base.description }
        return "\(base.scheme)://\(host)"
    }
}
