package import Domain
package import Formats
package import Templates
package import Values

/// An accepted document as a file to keep, with the acceptance on it.
package struct AgreementPDF {
    private let document: PartnerDocument
    private let signature: AcceptanceSignature
    private let email: String
    private let at: Timestamp
    private let say: Reader

    /// The acceptance is printed in the time zone of a reader and in the language of the document.
    package init(
        _ document: PartnerDocument,
        _ signature: AcceptanceSignature,
        email: String,
        at moment: Timestamp,
        _ reader: Reader
    ) {
        self.document = document
        self.signature = signature
        self.email = email
        at = moment
        say = Reader(language: Language(rawValue: document.language) ?? .english, zone: reader.zone)
    }

    /// - Throws: `PDFFault`.
    package func bytes() throws(PDFFault) -> [UInt8] {
        try PDFWriter().render(
            PDFDocument(
                title: document.text.title,
                author: signature.name,
                createdAt: at,
                letterhead: PDFLetterhead(
                    name: document.text.title,
                    lines: [
                        say(en: "Version \(document.version)", nl: "Versie \(document.version)"),
                        say.date(document.offeredAt),
                    ],
                    colour: PDFColour(red: 12, green: 74, blue: 62)
                ),
                footer: ["SHA-256 " + Hex.text(document.sha256)],
                pageLabel: PDFPageLabel(
                    prefix: say(en: "Page ", nl: "Pagina "),
                    of: say(en: " of ", nl: " van ")
                ),
                runningTitle: document.text.title,
                blocks: text + acceptance
            )
        )
    }

    private var text: [PDFBlock] {
        document.text.body.split(whereSeparator: \.isNewline).map { line in
            line.hasPrefix("# ") ? .heading(String(line.dropFirst(2)), .section) : .paragraph(String(line), .body)
        }
    }

    private var acceptance: [PDFBlock] {
        [
            .heading(say(en: "Accepted", nl: "Aanvaard"), .section),
            .facts([
                PDFFact(label: say(en: "By", nl: "Door"), value: signature.name),
                PDFFact(label: say(en: "Position", nl: "Functie"), value: signature.position),
                PDFFact(label: say(en: "Time", nl: "Tijd"), value: say.dateTimeWithSeconds(at)),
                PDFFact(label: say(en: "Signed in as", nl: "Ingelogd als"), value: email),
            ]),
            .paragraph(say(proof), .note),
        ]
    }

    private var proof: Text {
        Text(
            en:
                "The name was typed by the person who was signed in, from the address \(signature.remoteAddress), under "
                + "the text with the checksum at the foot of this page.",
            nl:
                "De naam is getypt door de persoon die was ingelogd, vanaf het adres \(signature.remoteAddress), onder de "
                + "tekst met het controlegetal onder aan deze pagina."
        )
    }
}
