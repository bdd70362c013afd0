package import Values

/// A document to be written as PDF: A4 pages with a letterhead, blocks of content and a footer.
///
/// All text comes ready from the caller, in its language and with its formats of numbers and dates.
package struct PDFDocument: Hashable, Sendable {
    /// The title in the file's properties.
    package var title: String
    /// The author in the file's properties: who issues the document.
    package var author: String
    /// The program in the file's properties; somebody else's brand has its own name here.
    package var creator = "Laadboek"
    /// The subject in the file's properties.
    package var subject: String?
    /// The date of creation in the file's properties; fixed so that equal documents give equal bytes.
    package var createdAt: Timestamp
    /// Who issues the document, on top of the first page.
    package var letterhead: PDFLetterhead
    /// Small lines at the foot of every page; the first ``PDFDocument/maxFooterLines`` are printed.
    package var footer: [String]
    /// How pages are numbered.
    package var pageLabel: PDFPageLabel
    /// What stands on top of every page after the first, such as title and number.
    package var runningTitle: String
    /// The content, in order.
    package var blocks: [PDFBlock]

    /// More footer lines than this would eat the page.
    package static let maxFooterLines = 4

    /// Makes a document.
    package init(
        title: String,
        author: String,
        subject: String? = nil,
        createdAt: Timestamp,
        letterhead: PDFLetterhead,
        footer: [String],
        pageLabel: PDFPageLabel,
        runningTitle: String,
        blocks: [PDFBlock]
    ) {
        self.title = title
        self.author = author
        self.subject = subject
        self.createdAt = createdAt
        self.letterhead = letterhead
        self.footer = footer
        self.pageLabel = pageLabel
        self.runningTitle = runningTitle
        self.blocks = blocks
    }
}

/// Who issues a document and in which colour.
package struct PDFLetterhead: Hashable, Sendable {
    /// The name, set large.
    package var name: String
    /// Address, registration and contact, set small at the right.
    package var lines: [String]
    /// The brand's colour; darkened for text where it is too light to read on white.
    package var colour: PDFColour

    /// Makes a letterhead.
    package init(name: String, lines: [String], colour: PDFColour) {
        self.name = name
        self.lines = lines
        self.colour = colour
    }
}

/// The words around the page number: `Page 2 of 7`.
package struct PDFPageLabel: Hashable, Sendable {
    /// Before the number: `Page `.
    package var prefix: String
    /// Between number and count: ` of `.
    package var of: String

    /// Makes a label.
    package init(prefix: String, of: String) {
        self.prefix = prefix
        self.of = of
    }

    func text(_ page: Int, of count: Int) -> String { "\(prefix)\(page)\(of)\(count)" }
}

/// A part of a document.
package enum PDFBlock: Hashable, Sendable {
    /// A heading; it stays with what follows.
    case heading(String, PDFHeadingLevel)
    /// Parties side by side.
    case parties([PDFParty])
    /// Key facts in a box, four to a row.
    case facts([PDFFact])
    /// A table; its header is repeated on every page.
    case table(PDFTable)
    /// Totals at the right, kept together.
    case totals([PDFTotal])
    /// Running text; line ends in it begin new lines.
    case paragraph(String, PDFParagraphStyle)
    /// What follows begins on a new page.
    case pageBreak
}

/// How large a heading is.
package enum PDFHeadingLevel: Hashable, Sendable {
    /// The kind of document.
    case title
    /// A part of it.
    case section
}

/// How a paragraph is set.
package enum PDFParagraphStyle: Hashable, Sendable {
    /// Normal text.
    case body
    /// Small grey text: legal wording, explanations.
    case note
}

/// A party to a document.
package struct PDFParty: Hashable, Sendable {
    /// Its part, such as `Supplier`.
    package var label: String
    /// Its name.
    package var name: String
    /// Address, VAT number and the like.
    package var lines: [String]

    /// Makes a party.
    package init(label: String, name: String, lines: [String]) {
        self.label = label
        self.name = name
        self.lines = lines
    }
}

/// A key fact: number, date, period.
package struct PDFFact: Hashable, Sendable {
    /// What it is.
    package var label: String
    /// Its value.
    package var value: String

    /// Makes a fact.
    package init(label: String, value: String) {
        self.label = label
        self.value = value
    }
}

/// A line of the totals.
package struct PDFTotal: Hashable, Sendable {
    /// What it is.
    package var label: String
    /// The amount as printed.
    package var value: String
    /// Whether it is the sum everything leads to.
    package var emphasised: Bool

    /// Makes a line.
    package init(label: String, value: String, emphasised: Bool = false) {
        self.label = label
        self.value = value
        self.emphasised = emphasised
    }
}

/// Why a PDF was not written.
package struct PDFFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    package let reason: String

    /// What happened.
    package var description: String { reason }
}
