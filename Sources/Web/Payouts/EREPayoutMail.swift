package import Domain
package import Postgres
import Templates
package import Values

/// The mail that tells a customer what it is paid, in the partner's name: from kilowatt-hours to what is paid.
package struct EREPayoutMail: Sendable {
    /// Where links lead, without a slash at its end.
    let base: String
    let brand: String
    let senderName: String
    let senderAddress: String

    /// In the name of an operator, by its brand where it has one.
    ///
    /// - Throws: ``NotPermitted``, ``NotFound``, `PostgresFault`.
    package static func of(
        _ operatorID: OperatorID,
        _ publicURL: PublicURL,
        on database: Database
    ) async throws -> EREPayoutMail {
        let scope = Scope.system(for: operatorID)
        let (brand, tenant) = try await database.read(scope) { tx in
            (try await Brands.own(scope, in: tx), try await Operators.own(scope, in: tx))
        }
        guard let details = brand?.details else {
            return EREPayoutMail(
                base: publicURL.description,
                brand: tenant.details.name,
                senderName: "",
                senderAddress: ""
            )
        }
        return EREPayoutMail(
            base: details.hostName.isEmpty ? publicURL.description : "\(publicURL.scheme)://\(details.hostName)",
            brand: details.name,
            senderName: details.sender,
            senderAddress: details.senderAddress
        )
    }

    private init(base: String, brand: String, senderName: String, senderAddress: String) {
        self.base = base
        self.brand = brand
        self.senderName = senderName
        self.senderAddress = senderAddress
    }

    package func draft(_ snapshot: EREPayoutSnapshot, to address: MailAddress) -> MailDraft {
        let say = Reader(language: Language(rawValue: snapshot.language) ?? .english, zone: .utc)
        let subject = say(
            en: "\(brand): payout \(say.money(snapshot.total))",
            nl: "\(brand): uitbetaling \(say.money(snapshot.total))"
        )
        var draft = MailDraft(to: address, subject: subject, body: body(snapshot, say) + "\n")
        (draft.senderName, draft.senderAddress) = (senderName, senderAddress)
        return draft
    }

    private func body(_ snapshot: EREPayoutSnapshot, _ say: Reader) -> String {
        let name = snapshot.recipient.name
        let lines = snapshot.connections.flatMap { connection in connection.sales.map { line(connection, $0, say) } }
        let fee = say.money(snapshot.fee)
        let total = say.money(snapshot.total)
        let opening = say(
            en: "Hello \(name),\n\nwhat your charging brought through \(snapshot.quarter) will be paid: \(total).",
            nl: "Hallo \(name),\n\nwat uw laden tot en met \(snapshot.quarter) opbracht, wordt uitbetaald: \(total)."
        )
        let kept = say(
            en: "Revenue \(say.money(snapshot.gross)), service fee \(fee), of which VAT \(say.money(snapshot.feeVAT)).",
            nl:
                "Opbrengst \(say.money(snapshot.gross)), servicekosten \(fee), waarvan btw \(say.money(snapshot.feeVAT))."
        )
        let adjusted = snapshot.adjustments.map {
            "- " + say(EREPayoutModels.text($0)) + ": " + say.money(Money(minor: $0.minor, .eur))
        }
        let rest = say(
            en: "The document \(snapshot.number) and the whole breakdown are here:",
            nl: "Het document \(snapshot.number) en de hele opbouw staan hier:"
        )
        let end = [rest, "", base + Route.customerPayouts.path, "", brand]
        return ([opening, ""] + lines + ["", kept] + adjusted + [""] + end).joined(separator: "\n")
    }

    private func line(
        _ connection: EREPayoutSnapshot.Connection,
        _ sale: EREPayoutSnapshot.Sale,
        _ say: Reader
    ) -> String {
        let chargers = connection.chargers.isEmpty ? connection.ean : connection.chargers.joined(separator: ", ")
        let price = say.decimal(sale.price, minimumDecimals: 2)
        let net = say.money(Money(minor: sale.net, .eur))
        return "- \(chargers), \(connection.quarter): \(say.energy(connection.energy)), "
            + "\(say.count(Int(sale.units))) ERE × € \(price) = \(say.money(Money(minor: sale.gross, .eur))), "
            + say(en: "net \(net)", nl: "netto \(net)")
    }
}
