/// The list that was handed in, which of its columns is which, and the terms of the estimate.
package struct MIDScanForm: Sendable {
    /// A column of the list that may be chosen, and for what.
    package struct Column: Sendable {
        package let name: String
        package let title: Text
        package let field: Field

        package init(name: String, title: Text, field: Field) {
            self.name = name
            self.title = title
            self.field = field
        }
    }

    /// The list as a text that the form carries along.
    package let list: String
    /// The lines that could not be read, likewise.
    package let unread: String
    package let columns: [Column]
    /// The columns of the list by number, with their headings.
    package let choices: [Choice]
    package let hasHeadings: Field
    package let kWh: Field
    package let price: Field
    package let priceUnit: Field
    package let fee: Field
    package let basis: Field
    package let year: Field
    package let years: [Int]

    package init(
        list: String,
        unread: String,
        columns: [Column],
        choices: [Choice],
        hasHeadings: Field,
        kWh: Field,
        price: Field,
        priceUnit: Field,
        fee: Field,
        basis: Field,
        year: Field,
        years: [Int]
    ) {
        self.list = list
        self.unread = unread
        self.columns = columns
        self.choices = choices
        self.hasHeadings = hasHeadings
        self.kWh = kWh
        self.price = price
        self.priceUnit = priceUnit
        self.fee = fee
        self.basis = basis
        self.year = year
        self.years = years
    }

    var all: [Field] { columns.map(\.field) + [hasHeadings, kWh, price, priceUnit, fee, basis, year] }

    static let id = "scan"

    /// The form with a button of the page's own words.
    func view(_ button: String, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .midScanResult, .id(MIDScanForm.id), .class("form"), .enctypeWithFiles()) {
            hiddenField("list", list)
            hiddenField("unread", unread)
            fieldGroup(say(en: "Columns", nl: "Kolommen"), hint: say(Self.columnsHint)) {
                fieldRow { columns.map { selectField(Control($0.name, $0.title).optional, choices, $0.field, say) } }
                checkField(Control("headings", Self.headings), hasHeadings, say)
            }
            fieldGroup(say(en: "The estimate", nl: "De schatting"), hint: say(.estimate)) {
                inputField(Control("kwh", Self.kWhTitle).number(unit: "kWh"), kWh, say)
                ERETermFields.price(price, priceUnit, say)
                fieldRow {
                    ERETermFields.fee(fee, say)
                    ERETermFields.year(year, years, say)
                }
                ERETermFields.basis(basis, say)
            }
            formActions { submitButton(button) }
        }
    }

    private static let columnsHint = Text(
        en: "Which column of your list holds what. A column with brand and model together goes to the model.",
        nl: "Welke kolom van uw lijst wat bevat. Een kolom met merk en model samen hoort bij het model."
    )
    private static let headings = Text(en: "The first line holds headings", nl: "De eerste regel bevat kopjes")
    private static let kWhTitle = Text(en: "kWh per charger and year", nl: "kWh per lader en jaar")
}
