import Crypto
package import Domain
import Formats
import Templates
package import Values

/// The papers of a mandate: the text that is signed, its PDF, and the mail with the code.
///
/// They name the provider and are in the brand of the operator whose customer signs.
package struct EREMandateWords: Sendable {
    let provider: EREProvider
    let zone: Zone
    /// What the operator is called.
    let brand: String
    /// In whose name the mail is sent; empty for the installation's.
    private let sender: (name: String, address: String)
    private let letterhead: PDFLetterhead
    private let isBranded: Bool
    /// Whether the name and the code come from a program of the operator instead of our own page.
    private let isByProgram: Bool

    /// `door` is the operator's brand, where it has one.
    package init(_ programme: EREProgramme, _ door: Domain.Brand?, zone: Zone, isByProgram: Bool = false) {
        self.isByProgram = isByProgram
        provider = programme.provider
        self.zone = zone
        isBranded = door != nil
        brand = door?.details.name ?? programme.organisation.name
        sender = door.map { ($0.details.sender, $0.details.senderAddress) } ?? ("", "")
        letterhead = PDFLetterhead(
            name: door?.details.name ?? programme.provider.name,
            lines: [AddressForm.shown(door == nil ? provider.address : programme.organisation.address).oneLine],
            colour: EREMandateWords.colour(door)
        )
    }

    private static func colour(_ door: Domain.Brand?) -> PDFColour {
        guard let parts = door.flatMap({ Hex.bytes($0.details.colour) }), parts.count == 3 else {
            return PDFColour(red: 12, green: 74, blue: 62)
        }
        return PDFColour(red: parts[0], green: parts[1], blue: parts[2])
    }

    /// The text for some years, as of a day.
    ///
    /// - Throws: ``EREMandateRejection`` where something is missing.
    func text(
        _ enrolment: EREEnrolment,
        years: ClosedRange<Int>,
        issuedOn day: LocalDate
    ) throws(EREMandateRejection) -> EREMandateText {
        let content = try EREMandateContent(enrolment.draft, for: provider, years: years, issuedOn: day)
        let (holder, isPerson) = (content.holder, content.holder.kind == .person)
        return EREMandateText(
            provider: EREMandateText.Party(
                name: provider.name,
                address: AddressForm.shown(provider.address),
                companyNumber: provider.companyNumber
            ),
            holder: EREMandateText.Party(
                name: holder.name,
                address: AddressForm.shown(isPerson ? content.connection.address : holder.address),
                companyNumber: isPerson ? "" : holder.companyNumber
            ),
            signatory: isPerson
                ? nil
                : EREMandateText.Signatory(name: holder.representative, isRegistered: holder.authority == .registered),
            ean: content.connection.ean.text,
            address: AddressForm.shown(content.connection.address),
            isExclusive: content.connection.construct == .exclusive,
            chargers: content.chargers.map {
                EREMandateText.Charger(name: "\($0.brand) \($0.model)", serial: $0.serial)
            },
            years: content.years,
            validity: content.validity,
            issuedOn: content.issuedOn
        )
    }

    private func reader(_ language: String) -> Reader {
        Reader(language: Language(rawValue: language) ?? .english, zone: zone)
    }

    /// The bytes that are signed.
    ///
    /// - Throws: ``EREMandateRejection``.
    package func document(
        _ enrolment: EREEnrolment,
        _ offer: EREMandateOffer
    ) throws(EREMandateRejection) -> EREMandateDocument {
        let text = try text(enrolment, years: offer.years, issuedOn: zone.date(of: offer.sentAt))
        return EREMandateDocument(
            template: EREMandateText.template,
            language: offer.language,
            bytes: Array(text.plain(reader(offer.language)).utf8)
        )
    }

    /// The bytes and their PDF with the signature.
    ///
    /// - Throws: ``EREMandateRejection``, `PDFFault`.
    package func papers(
        _ enrolment: EREEnrolment,
        _ offer: EREMandateOffer,
        signedBy name: String,
        at now: Timestamp
    ) throws -> EREMandatePapers {
        let document = try document(enrolment, offer)
        let text = try text(enrolment, years: offer.years, issuedOn: zone.date(of: offer.sentAt))
        let say = reader(offer.language)
        let signature = signature(name, offer, document, now, say)
        return EREMandatePapers(document: document, pdf: try PDFWriter().render(pdf(text, signature, now, say)))
    }

    private let onScreen = Text(en: "on screen", nl: "op het scherm")

    private func signature(
        _ name: String,
        _ offer: EREMandateOffer,
        _ document: EREMandateDocument,
        _ now: Timestamp,
        _ say: Reader
    ) -> [PDFBlock] {
        let place = isByProgram ? Text(en: "in a program of \(brand)", nl: "in een programma van \(brand)") : onScreen
        let sentence = say(
            en: "Signed \(place(.english)): the name was typed and a code entered that was sent to \(offer.email) on "
                + "\(say.dateTimeWithSeconds(offer.sentAt)).",
            nl: "Getekend \(place(.dutch)): de naam is getypt en een code ingevoerd die op "
                + "\(say.dateTimeWithSeconds(offer.sentAt)) naar \(offer.email) is gestuurd."
        )
        return [
            .heading(say(en: "Signature", nl: "Handtekening"), .section),
            .facts([
                PDFFact(label: say(en: "Name", nl: "Naam"), value: name),
                PDFFact(label: say(en: "Signed", nl: "Getekend"), value: say.dateTimeWithSeconds(now)),
                PDFFact(label: say(en: "Wording", nl: "Tekst"), value: document.template),
            ]),
            .paragraph(sentence, .body),
            .paragraph("SHA-256: " + Hex.text(SHA256.hash(data: document.bytes)), .note),
        ]
    }

    private func pdf(_ text: EREMandateText, _ signature: [PDFBlock], _ now: Timestamp, _ say: Reader) -> PDFDocument {
        let title = say(EREMandateText.title)
        let parts = text.parts(say).flatMap { part in
            [PDFBlock.heading(part.heading, .section)] + part.lines.map { PDFBlock.paragraph($0, .body) }
        }
        var document = PDFDocument(
            title: title,
            author: provider.name,
            subject: text.ean,
            createdAt: now,
            letterhead: letterhead,
            footer: [provider.name],
            pageLabel: PDFPageLabel(prefix: say(en: "Page ", nl: "Pagina "), of: say(en: " of ", nl: " van ")),
            runningTitle: title,
            blocks: [.heading(title, .title)] + parts + signature
        )
        if isBranded { document.creator = brand }
        return document
    }

    /// The mail with the code; it says what the code is for, so that nobody gives it away unread.
    package func mail(_ code: EREMailCode, to user: UserDetails, _ enrolment: String) throws -> MailDraft {
        guard let recipient = MailAddress(user.email) else { throw InvalidMailAddress() }
        let language = Language(rawValue: user.language) ?? .english
        let subject = Text(en: "Your code: \(code.text)", nl: "Uw code: \(code.text)")
        let body = Text(
            en: """
                Hello \(user.name),

                with this code you sign the mandate for ERE for \(enrolment):

                \(code.text)

                It works for 30 minutes. If you did not ask for it, do nothing and tell \(brand).
                """,
            nl: """
                Hallo \(user.name),

                met deze code tekent u de machtiging voor ERE voor \(enrolment):

                \(code.text)

                De code werkt 30 minuten. Heeft u er niet om gevraagd, doe dan niets en meld het aan \(brand).
                """
        )
        var draft = MailDraft(to: recipient, subject: subject(language), body: body(language) + "\n")
        (draft.senderName, draft.senderAddress) = sender
        return draft
    }
}
