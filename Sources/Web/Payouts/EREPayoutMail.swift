package import Domain
package import Postgres
import Templates
package import Values

/// The mail that tells a customer what it is paid, in the partner's name: from kilowatt-hours to what is paid.
package struct EREPayoutMail: Sendable {
    /// Where links lead, without a slash at its end.
    let base: String
    /// The same for the partner's own people.
    let desk: String
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
                desk: publicURL.description,
                brand: tenant.details.name,
                senderName: "",
                senderAddress: ""
            )
        }
        return EREPayoutMail(
            base: details.hostName.isEmpty ? publicURL.description : "\(publicURL.scheme)://\(details.hostName)",
            desk: publicURL.description,
            brand: details.name,
            senderName: details.sender,
            senderAddress: details.senderAddress
        )
    }

    private init(base: String, desk: String, brand: String, senderName: String, senderAddress: String) {
        self.base = base
        self.desk = desk
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
        let text = snapshot.isOfPartner ? partnerBody(snapshot, say) : body(snapshot, say)
        var draft = MailDraft(to: address, subject: subject, body: text + "\n")
        (draft.senderName, draft.senderAddress) = (senderName, senderAddress)
        return draft
    }

    private func body(_ snapshot: EREPayoutSnapshot, _ say: Reader) -> String {
        let name = snapshot.recipient.name
        let lines = snapshot.connections.flatMap { connection in connection.parts.map { line(connection, $0, say) } }
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
        let adjusted = adjusted(snapshot, say)
        let rest = say(
            en: "The document \(snapshot.number) and the whole breakdown are here:",
            nl: "Het document \(snapshot.number) en de hele opbouw staan hier:"
        )
        let end = [rest, "", base + Route.customerPayouts.path, "", brand]
        return ([opening, ""] + lines + ["", kept] + adjusted + [""] + end).joined(separator: "\n")
    }

    /// To the partner's people, who find the breakdown by customer and charger on its page.
    private func partnerBody(_ snapshot: EREPayoutSnapshot, _ say: Reader) -> String {
        let (total, gross, fee) = (say.money(snapshot.total), say.money(snapshot.gross), say.money(snapshot.fee))
        let count = say.count(snapshot.payouts)
        let opening = say(
            en:
                "Hello,\n\nwhat the charging of your customers brought through \(snapshot.quarter) will be paid to you in "
                + "one sum: \(total), for \(count) customers, your margin included.",
            nl: "Hallo,\n\nwat het laden van uw klanten tot en met \(snapshot.quarter) opbracht, wordt u in één bedrag "
                + "uitbetaald: \(total), voor \(count) klanten, met uw marge."
        )
        let kept = say(
            en: "Revenue \(gross), service fee \(fee), of which VAT \(say.money(snapshot.feeVAT)).",
            nl: "Opbrengst \(gross), servicekosten \(fee), waarvan btw \(say.money(snapshot.feeVAT))."
        )
        let rest = say(
            en: "The document \(snapshot.number) and the breakdown by customer and charger are here:",
            nl: "Het document \(snapshot.number) en de specificatie per klant en lader staan hier:"
        )
        let end = [rest, "", desk + Route.erePayouts.path, "", brand]
        return ([opening, "", kept] + adjusted(snapshot, say) + [""] + end).joined(separator: "\n")
    }

    private func adjusted(_ snapshot: EREPayoutSnapshot, _ say: Reader) -> [String] {
        snapshot.adjustments.map {
            "- " + say(EREPayoutModels.text($0)) + ": " + say.money(Money(minor: $0.minor, .eur))
        }
    }

    private func line(
        _ connection: EREPayoutSnapshot.Connection,
        _ part: EREPayoutSnapshot.Part,
        _ say: Reader
    ) -> String {
        let charger = part.charger.isEmpty ? connection.ean : part.charger
        let (sale, price) = (part.sale, say.exactAmount(part.sale.price, .eur))
        let (fee, net) = (say.money(Money(minor: sale.fee, .eur)), say.money(Money(minor: sale.net, .eur)))
        return "- \(charger), \(connection.quarter): \(say.energy(part.energy)), "
            + "\(say.count(Int(sale.units))) ERE × \(price) = \(say.money(Money(minor: sale.gross, .eur))), "
            + say(en: "fee \(fee), net \(net)", nl: "kosten \(fee), netto \(net)")
    }
}
