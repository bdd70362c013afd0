package import Domain
package import Formats
import Templates
package import Values

/// A payout as a printed document: a pure function of its snapshot.
package enum EREPayoutPDF {
    /// The document's model; equal input gives equal bytes.
    package static func document(_ snapshot: EREPayoutSnapshot) -> PDFDocument {
        let words = EREPayoutWords(snapshot)
        var blocks: [PDFBlock] = [
            .heading(words.title, .title),
            .parties([
                party(snapshot.recipient, words.recipient, words), party(snapshot.issuer, words.issuer, words),
            ]),
            .facts(facts(snapshot, words)),
        ]
        if !snapshot.connections.isEmpty {
            blocks += [.heading(words.breakdown, .section), .table(sales(snapshot, words))]
        }
        blocks.append(.totals(totals(snapshot, words)))
        for kept in snapshot.kept { blocks.append(.paragraph(words.why(kept), .note)) }
        for wording in snapshot.vat.wording(language: snapshot.language) { blocks.append(.paragraph(wording, .note)) }
        blocks.append(.paragraph(words.rounding, .note))
        return PDFDocument(
            title: "\(words.title) \(snapshot.number)",
            author: snapshot.issuer.name,
            subject: "\(snapshot.quarter)",
            createdAt: Timestamp(seconds: snapshot.issuedOn.daysSinceEpoch * 86_400),
            letterhead: PDFLetterhead(
                name: snapshot.issuer.name,
                lines: lines(of: snapshot.issuer, words),
                colour: PDFColour(red: 12, green: 74, blue: 62)
            ),
            footer: [snapshot.issuer.name, registration(snapshot.issuer, words)].filter { !$0.isEmpty },
            pageLabel: PDFPageLabel(
                prefix: words.say(en: "Page ", nl: "Pagina "),
                of: words.say(en: " of ", nl: " van ")
            ),
            runningTitle: "\(words.title) \(snapshot.number)",
            blocks: blocks
        )
    }

    private static func party(_ party: CreditParty, _ label: String, _ words: EREPayoutWords) -> PDFParty {
        PDFParty(label: label, name: party.name, lines: lines(of: party, words))
    }

    private static func lines(of party: CreditParty, _ words: EREPayoutWords) -> [String] {
        let address = party.address
        let lines = [
            "\(address.street) \(address.houseNumber)", "\(address.postcode) \(address.town)",
            words.say(CountryName.text(address.country)), registration(party, words), party.email,
        ]
        return lines.map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }

    private static func registration(_ party: CreditParty, _ words: EREPayoutWords) -> String {
        let number =
            party.companyNumber.isEmpty ? "" : words.say(en: "Company no. ", nl: "KvK ") + party.companyNumber
        let vat = party.vatID.isEmpty ? "" : words.say(en: "VAT ", nl: "Btw ") + party.vatID
        return [number, vat].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private static func facts(_ snapshot: EREPayoutSnapshot, _ words: EREPayoutWords) -> [PDFFact] {
        var facts = [
            PDFFact(label: words.say(en: "Number", nl: "Nummer"), value: snapshot.number),
            PDFFact(label: words.say(en: "Date", nl: "Datum"), value: words.say.date(snapshot.issuedOn)),
            PDFFact(
                label: words.say(en: "Deliveries through", nl: "Leveringen tot en met"),
                value: "\(snapshot.quarter)"
            ),
        ]
        if snapshot.payouts > 1 {
            facts.append(
                PDFFact(label: words.say(en: "Customers", nl: "Klanten"), value: words.say.count(snapshot.payouts))
            )
        }
        if !snapshot.ibanTail.isEmpty {
            let label = words.say(en: "To account", nl: "Op rekening")
            facts.append(PDFFact(label: label, value: "•••• \(snapshot.ibanTail)"))
        }
        return facts
    }

    /// A row per charger, quarter and sale.
    private static func sales(_ snapshot: EREPayoutSnapshot, _ words: EREPayoutWords) -> PDFTable {
        let rows = snapshot.connections.flatMap { connection in
            connection.parts.map { part in
                let place = [connection.ean, part.charger].filter { !$0.isEmpty }
                let sale = part.sale
                return PDFRow([
                    part.isFirst ? place.joined(separator: ", ") : "", part.isFirst ? "\(connection.quarter)" : "",
                    part.isFirst ? words.say.energyNumber(part.energy) : "", words.say.count(Int(sale.units)),
                    words.say.decimal(sale.price, minimumDecimals: 2), words.money(sale.gross), words.money(sale.fee),
                    words.money(sale.net),
                ])
            }
        }
        return PDFTable(
            columns: [
                PDFColumn(words.say(en: "Connection and charger", nl: "Aansluiting en lader"), share: 27),
                PDFColumn(words.say(en: "Quarter", nl: "Kwartaal"), share: 10),
                PDFColumn("kWh", share: 11, alignment: .trailing), PDFColumn("ERE", share: 9, alignment: .trailing),
                PDFColumn(words.say(en: "€ per ERE", nl: "€ per ERE"), share: 11, alignment: .trailing),
                PDFColumn(words.gross, share: 11, alignment: .trailing),
                PDFColumn(words.fee, share: 10, alignment: .trailing),
                PDFColumn(words.net, share: 11, alignment: .trailing),
            ],
            rows: rows,
            density: .compact
        )
    }

    private static func totals(_ snapshot: EREPayoutSnapshot, _ words: EREPayoutWords) -> [PDFTotal] {
        var totals = [
            PDFTotal(label: words.say(en: "Revenue", nl: "Opbrengst"), value: words.say.money(snapshot.gross)),
            PDFTotal(label: words.feeWithVAT, value: words.say.money(-snapshot.fee)),
        ]
        // The partner gets its margin with the rest.
        if !snapshot.margin.isZero, !snapshot.connections.isEmpty {
            let label = words.say(en: "Margin of \(snapshot.issuer.name)", nl: "Marge van \(snapshot.issuer.name)")
            totals.append(PDFTotal(label: label, value: words.say.money(-snapshot.margin)))
        }
        for adjustment in snapshot.adjustments {
            let value = words.say.money(Money(minor: adjustment.minor, .eur))
            totals.append(PDFTotal(label: words.label(adjustment), value: value))
        }
        if snapshot.kind == .selfBilledInvoice {
            let percent = words.say.decimal(Exact(mantissa: Int128(snapshot.vatRate), scale: 2), minimumDecimals: 0)
            totals += [
                PDFTotal(
                    label: words.say(en: "Total excluding VAT", nl: "Totaal exclusief btw"),
                    value: words.say.money(snapshot.net)
                ),
                PDFTotal(
                    label: words.say(en: "VAT \(percent) %", nl: "Btw \(percent) %"),
                    value: words.say.money(snapshot.vatAmount)
                ),
            ]
        }
        let label = words.say(en: "Paid to you", nl: "Aan u uitbetaald")
        return totals + [PDFTotal(label: label, value: words.say.money(snapshot.total), emphasised: true)]
    }
}

/// The words of a payout's document in the customer's language.
struct EREPayoutWords {
    let say: Reader
    private let snapshot: EREPayoutSnapshot

    init(_ snapshot: EREPayoutSnapshot) {
        self.snapshot = snapshot
        say = Reader(language: Language(rawValue: snapshot.language) ?? .english, zone: .utc)
    }

    func money(_ minor: Int64) -> String { say.money(Money(minor: minor, .eur)) }

    var title: String {
        switch snapshot.kind {
        case .selfBilledInvoice: say(Templates.CreditKind.selfBilledInvoice.title)
        case .payoutStatement: say(Templates.CreditKind.payoutStatement.title)
        }
    }

    var issuer: String {
        snapshot.kind == .selfBilledInvoice
            ? say(en: "Issued by (buyer of the units)", nl: "Uitgereikt door (afnemer van de eenheden)")
            : say(en: "Paid by", nl: "Uitbetaald door")
    }

    var recipient: String {
        snapshot.kind == .selfBilledInvoice
            ? say(en: "In the name of", nl: "Namens") : say(en: "Paid to", nl: "Uitbetaald aan")
    }

    var breakdown: String {
        say(en: "What was delivered and sold", nl: "Wat is geleverd en verkocht")
    }

    var gross: String { say(en: "Gross", nl: "Bruto") }
    var fee: String { say(en: "Fee", nl: "Vergoeding") }
    var net: String { say(en: "Net", nl: "Netto") }

    /// The fee, and what of it is VAT.
    var feeWithVAT: String {
        let vat = say.money(snapshot.feeVAT)
        return say(en: "Service fee, of which VAT \(vat)", nl: "Servicekosten, waarvan btw \(vat)")
    }

    /// Why the fee of a quarter is what it is.
    func why(_ kept: EREPayoutSnapshot.Kept) -> String {
        let fee = say.decimal(kept.feePercent, minimumDecimals: 0)
        let agreed = say.decimal(kept.agreedPercent, minimumDecimals: 0)
        if kept.isOwn {
            return say(
                en: "\(kept.quarter): service fee \(fee) %, as agreed with you, VAT included.",
                nl: "\(kept.quarter): servicekosten \(fee) %, zoals met u afgesproken, inclusief btw."
            )
        }
        if kept.feePercent != kept.agreedPercent {
            return say(
                en: "\(kept.quarter): service fee \(fee) % instead of \(agreed) %, since you brought \(kept.referrals) "
                    + "customers.",
                nl:
                    "\(kept.quarter): servicekosten \(fee) % in plaats van \(agreed) %, omdat u \(kept.referrals) klanten "
                    + "aanbracht."
            )
        }
        return say(
            en: "\(kept.quarter): service fee \(fee) % of the revenue, VAT included.",
            nl: "\(kept.quarter): servicekosten \(fee) % van de opbrengst, inclusief btw."
        )
    }

    /// What an adjustment is for.
    func label(_ adjustment: EREPayoutAdjustment) -> String {
        switch adjustment.kind {
        case .held:
            say(
                en: "Held back until \(adjustment.year) is verified",
                nl: "Ingehouden tot \(adjustment.year) is geverifieerd"
            )
        case .released:
            say(
                en: "Released: \(adjustment.year) is verified (\(adjustment.statement))",
                nl: "Vrijgegeven: \(adjustment.year) is geverifieerd (\(adjustment.statement))"
            )
        case .clawedBack:
            say(
                en: "Given back: units of \(adjustment.year) not verified (\(adjustment.statement))",
                nl: "Teruggevorderd: eenheden van \(adjustment.year) niet geverifieerd (\(adjustment.statement))"
            )
        }
    }

    var rounding: String {
        say(
            en:
                "ERE are the units sold; the price is that of the sale. The fee is rounded once per quarter of delivery and "
                + "shared out among the lines, so that lines add up to the totals.",
            nl:
                "ERE zijn de verkochte eenheden; de prijs is die van de verkoop. De kosten worden één keer per kwartaal van "
                + "levering afgerond en over de regels verdeeld, zodat de regels optellen tot de totalen."
        )
    }
}
