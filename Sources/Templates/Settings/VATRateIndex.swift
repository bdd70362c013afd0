package import Values

/// The dated VAT rates, and adding one.
package enum VATRateIndex {
    package struct Row: Sendable {
        package let country: String
        package let percent: Exact
        package let validFrom: LocalDate
        /// Whether the source names the first day.
        package let isStartKnown: Bool
        package let source: String
        /// Whether another rate for the same country and day took its place.
        package let isReplaced: Bool
        /// Whether the operator added it; else it comes with the installation.
        package let isOwn: Bool
        package let recordedAt: Timestamp
        /// Empty when no person of the operator added it.
        package let recordedBy: String

        package init(
            country: String,
            percent: Exact,
            validFrom: LocalDate,
            isStartKnown: Bool,
            source: String,
            isReplaced: Bool,
            isOwn: Bool,
            recordedAt: Timestamp,
            recordedBy: String
        ) {
            self.country = country
            self.percent = percent
            self.validFrom = validFrom
            self.isStartKnown = isStartKnown
            self.source = source
            self.isReplaced = isReplaced
            self.isOwn = isOwn
            self.recordedAt = recordedAt
            self.recordedBy = recordedBy
        }
    }

    /// The form; `nil` for readers who may not add rates.
    package struct Form: Sendable {
        package let country: Field
        package let percent: Field
        package let validFrom: Field
        package let source: Field

        package init(country: Field, percent: Field, validFrom: Field, source: Field) {
            self.country = country
            self.percent = percent
            self.validFrom = validFrom
            self.source = source
        }

        var all: [Field] { [country, percent, validFrom, source] }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        package let form: Form?

        package init(rows: [Row], form: Form?) {
            self.rows = rows
            self.form = form
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        // Finance adds rates and has no settings.
        let crumbs = frame.isAdministrator ? [Crumb(say(.settings), .settings)] : []
        return Page.app(say(.vatRates), frame: frame, crumbs: crumbs, lead: HTML(say(lead))) {
            if let form = model.form { add(form, frame) }
            tableCard(say(.vatRates)) { plainTable(say(.vatRates), columns(say), model.rows) }
        }
    }

    private static let lead = Text(
        en: "A line takes the rate that holds on the last day of its month. Rates are added, never changed; documents "
            + "that were issued keep theirs.",
        nl:
            "Een regel krijgt het tarief dat op de laatste dag van zijn maand geldt. Tarieven komen erbij en veranderen "
            + "nooit; documenten die er al zijn houden het hunne."
    )

    private static func add(_ form: Form, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            formErrors(form.all, say)
            postForm(frame, to: .vatRates, .class("form")) {
                fieldGroup(say(en: "Add a rate", nl: "Een tarief toevoegen"), hint: say(addHint)) {
                    fieldRow {
                        inputField(Control("country", .country, hint: countryHint).narrow, form.country, say)
                        inputField(Control("percent", rate).number(unit: "%"), form.percent, say)
                        inputField(Control("valid_from", .validFrom, type: .date).narrow, form.validFrom, say)
                    }
                    inputField(Control("source", source, hint: sourceHint), form.source, say)
                }
                formActions { submitButton(say(en: "Add the rate", nl: "Tarief toevoegen")) }
            }
        }
    }

    private static let addHint = Text(
        en: "Holds for your documents from that day on, before what comes with the installation for the same day.",
        nl: "Geldt voor uw documenten vanaf die dag, vóór wat bij de installatie hoort voor dezelfde dag."
    )
    private static let countryHint = Text(en: "Two letters, such as NL", nl: "Twee letters, zoals NL")
    private static let rate = Text(en: "Standard rate", nl: "Algemeen tarief")
    private static let source = Text(en: "Source", nl: "Bron")
    private static let sourceHint = Text(
        en: "Where the rate comes from, such as the law that sets it.",
        nl: "Waar het tarief vandaan komt, zoals de wet die het vaststelt."
    )

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(.country)) { row in row.country },
            .number(say(rate)) { row in strong { say.percent(row.percent) } },
            Column(say(.validFrom)) { row in
                div {
                    say.date(row.validFrom)
                    if !row.isStartKnown { badge(say(en: "First day unknown", nl: "Eerste dag onbekend"), .caution) }
                    if row.isReplaced { badge(say(en: "Replaced", nl: "Vervangen"), .neutral) }
                }
            },
            Column(say(source)) { row in row.source },
            Column(say(en: "Recorded", nl: "Vastgelegd")) { row in
                div {
                    moment(row.recordedAt, say)
                    small { by(row, say) }
                }
            },
        ]
    }

    private static func by(_ row: Row, _ say: Reader) -> String {
        if !row.recordedBy.isEmpty { return row.recordedBy }
        return row.isOwn
            ? say(en: "on the command line", nl: "op de opdrachtregel")
            : say(en: "comes with the installation", nl: "hoort bij de installatie")
    }
}

extension Text {
    static let vatRates = Text(en: "VAT rates", nl: "Btw-tarieven")
}
