package import Values

extension MonthEndShow {
    /// How far the money of a credit is on its way.
    package enum PaymentStanding: String, CaseIterable, Sendable {
        /// Nobody approved it yet.
        case unapproved
        /// Approved; the next bank file pays it.
        case ready
        /// Approved, in a currency that no bank file is made in.
        case elsewhere
        /// Approved, and something is missing or wrong about the host.
        case held
        /// Approved, and the host's credits add up to nothing or less.
        case carriedOver
        /// In a bank file.
        case paid
        /// Paid another way, as a person said.
        case paidElsewhere

        var title: Text {
            switch self {
            case .unapproved: Text(en: "Waits for approval", nl: "Wacht op goedkeuring")
            case .ready: Text(en: "Waits for a bank file", nl: "Wacht op een bankbestand")
            case .elsewhere: Text(en: "To be paid another way", nl: "Op een andere manier te betalen")
            case .held: Text(en: "Held", nl: "Tegengehouden")
            case .carriedOver: Text(en: "Carried over", nl: "Meegenomen")
            case .paid: Text(en: "In a bank file", nl: "In een bankbestand")
            case .paidElsewhere: Text(en: "Paid another way", nl: "Anders betaald")
            }
        }

        var explanation: Text {
            switch self {
            case .unapproved:
                Text(en: "Look it through and approve it above.", nl: "Kijk het na en keur het hierboven goed.")
            case .ready: Text(en: "Make the file above.", nl: "Maak het bestand hierboven.")
            case .elsewhere: .bankFilesInEuroOnly
            case .held:
                Text(
                    en: "Something is missing or wrong about the host; it is listed above.",
                    nl: "Er ontbreekt of klopt iets niet bij de locatiehouder; het staat hierboven."
                )
            case .carriedOver:
                Text(
                    en: "The host's credits add up to nothing or less; they are set off against the next ones.",
                    nl: "De vergoedingen van de locatiehouder zijn samen nul of minder; ze gaan af van de volgende."
                )
            case .paid: Text(en: "Handed to the bank.", nl: "Aan de bank gegeven.")
            case .paidElsewhere:
                Text(en: "Somebody marked it as paid.", nl: "Iemand heeft het als betaald gemarkeerd.")
            }
        }

        var tone: Tone {
            switch self {
            case .unapproved, .ready, .elsewhere: .caution
            case .held: .bad
            case .carriedOver: .neutral
            case .paid, .paidElsewhere: .good
            }
        }
    }

    /// The month's credits of one standing.
    package struct PaymentRow: Sendable {
        package let standing: PaymentStanding
        package let count: Int
        package let total: Money

        package init(standing: PaymentStanding, count: Int, total: Money) {
            self.standing = standing
            self.count = count
            self.total = total
        }
    }

    /// What is paid on a day.
    package struct PaymentDay: Sendable {
        package let day: LocalDate
        package let payments: Int
        package let total: Money

        package init(day: LocalDate, payments: Int, total: Money) {
            self.day = day
            self.payments = payments
            self.total = total
        }
    }

    /// What the next bank file would hold, credits of earlier months included.
    package struct NextFile: Sendable {
        package let payments: Int
        package let total: Money
        package let days: [PaymentDay]

        package init(payments: Int, total: Money, days: [PaymentDay]) {
            self.payments = payments
            self.total = total
            self.days = days
        }
    }

    /// A bank file that was made.
    package struct FileRow: Sendable {
        package let number: String
        /// The month it was made for, which may be a later one.
        package let month: YearMonth
        package let paymentCount: Int
        package let total: Money
        /// The first day first.
        package let days: [PaymentDay]
        package let createdAt: Timestamp
        /// Empty when a command made it.
        package let createdBy: String

        package init(
            number: String,
            month: YearMonth,
            paymentCount: Int,
            total: Money,
            days: [PaymentDay],
            createdAt: Timestamp,
            createdBy: String
        ) {
            self.number = number
            self.month = month
            self.paymentCount = paymentCount
            self.total = total
            self.days = days
            self.createdAt = createdAt
            self.createdBy = createdBy
        }
    }

    static func standings(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<PaymentRow>] = [
            Column(say(.state)) { row in badge(say(row.standing.title), row.standing.tone) },
            .number(say(.credits)) { row in say.count(row.count) },
            .number(say(.total)) { row in strong { say.money(row.total) } },
            Column(say(en: "What it means", nl: "Wat het betekent")) { row in say(row.standing.explanation) },
        ]
        let heading = say(en: "Where the money is", nl: "Waar het geld is")
        return tableCard(heading) { plainTable(heading, columns, model.standings) }
    }

    static func files(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<FileRow>] = [
            Column(say(.number)) { row in
                div {
                    a(.href(.bankFile(row.number)), .download()) { row.number + ".xml" }
                    if row.month != model.month { small { say(madeFor(say.month(row.month))) } }
                }
            },
            Column(say(en: "Made", nl: "Gemaakt")) { row in
                div {
                    moment(row.createdAt, say)
                    small { row.createdBy.isEmpty ? say(byCommand) : row.createdBy }
                }
            },
            .number(say(en: "Payments", nl: "Betalingen")) { row in say.count(row.paymentCount) },
            .number(say(.total)) { row in strong { say.money(row.total) } },
            Column(say(en: "Pay on", nl: "Betalen op")) { row in days(row.days, say) },
        ]
        let heading = say(en: "Bank files", nl: "Bankbestanden")
        return tableCard(heading) { plainTable(heading, columns, model.files) }
    }

    /// The days with what is paid on each; one alone needs no figures beside it.
    private static func days(_ days: [PaymentDay], _ say: Reader) -> HTML {
        if days.count == 1, let only = days.first { return HTML(say.date(only.day)) }
        return div {
            days.map { paid in
                div {
                    say.date(paid.day)
                    small { paidOn(paid, say) }
                }
            }
        }
    }

    static func paidOn(_ paid: PaymentDay, _ say: Reader) -> String {
        say.count(paid.payments) + " · " + say.money(paid.total)
    }

    private static func madeFor(_ month: String) -> Text {
        Text(en: "made at the month-end of \(month)", nl: "gemaakt bij de maandafsluiting van \(month)")
    }
    private static let byCommand = Text(en: "on the command line", nl: "op de opdrachtregel")
}

extension Text {
    /// Said wherever somebody with books in another currency could look for a bank file.
    package static let bankFilesInEuroOnly = Text(
        en: "A bank file can be made for amounts in euro only; pay these credits another way.",
        nl:
            "Een bankbestand kan alleen voor bedragen in euro worden gemaakt; betaal deze vergoedingen op een andere manier."
    )
}
