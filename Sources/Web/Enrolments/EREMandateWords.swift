import Crypto
import Domain
import Formats
import Templates
import Values

/// The papers of a mandate: the text that is signed, its PDF, and the mail with the code.
struct EREMandateWords: Sendable {
    let provider: EREProvider
    let zone: Zone
    let brand: String

    init(_ own: Operator, zone: Zone) {
        let details = own.details
        provider = EREProvider(
            name: details.legalName.isEmpty ? details.name : details.legalName,
            companyNumber: details.companyNumber,
            address: details.address
        )
        self.zone = zone
        brand = details.name
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
    func document(_ enrolment: EREEnrolment, _ offer: EREMandateOffer) throws(EREMandateRejection) -> EREMandateDocument
    {
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
    func papers(
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

    private func signature(
        _ name: String,
        _ offer: EREMandateOffer,
        _ document: EREMandateDocument,
        _ now: Timestamp,
        _ say: Reader
    ) -> [PDFBlock] {
        let sentence = say(
            en: "Signed on screen: the name was typed and a code entered that was sent to \(offer.email) on "
                + "\(say.dateTimeWithSeconds(offer.sentAt)).",
            nl: "Op het scherm getekend: de naam is getypt en een code ingevoerd die op "
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
        return PDFDocument(
            title: title,
            author: provider.name,
            subject: text.ean,
            createdAt: now,
            letterhead: PDFLetterhead(
                name: provider.name,
                lines: [AddressForm.shown(provider.address).oneLine],
                colour: PDFColour(red: 12, green: 74, blue: 62)
            ),
            footer: [provider.name],
            pageLabel: PDFPageLabel(prefix: say(en: "Page ", nl: "Pagina "), of: say(en: " of ", nl: " van ")),
            runningTitle: title,
            blocks: [.heading(title, .title)] + parts + signature
        )
    }

    /// The mail with the code; it says what the code is for, so that nobody gives it away unread.
    func mail(_ code: EREMailCode, to user: UserDetails, _ enrolment: String) throws -> MailDraft {
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
        return MailDraft(to: recipient, subject: subject(language), body: body(language) + "\n")
    }
}
