package import Values

/// One version of the journal line of a session, with everything that went into its amount.
package struct LineDetail: Sendable {
    package let id: LineID
    /// From 1; a recomputation with other facts or prices is a new version.
    package let version: Int
    package let recordedAt: Timestamp
    /// Why this version was made.
    package let reason: Text
    package let state: LineState
    package let contract: Mention?
    package let supplyContract: Mention?
    package let mode: PricingMode?
    package let formula: Formula?
    package let currency: Currency
    package let energy: Energy
    /// One part for a price at the start, one per quarter hour else.
    package let parts: [PricedPart]
    /// Quarter hours whose price is not known yet.
    package let missing: [Timestamp]
    /// Other currencies in which a missing price is known.
    package let otherCurrencies: [Currency]
    package let amount: Exact?
    package let otherAmount: Exact?
    /// The credit that pays this version, once there is one.
    package let credit: Mention?
    /// Whether newer rules no longer read the session in the messages.
    package var isRetired = false

    package init(
        id: LineID,
        version: Int,
        recordedAt: Timestamp,
        reason: Text,
        state: LineState,
        contract: Mention?,
        supplyContract: Mention?,
        mode: PricingMode?,
        formula: Formula?,
        currency: Currency,
        energy: Energy,
        parts: [PricedPart],
        missing: [Timestamp],
        otherCurrencies: [Currency] = [],
        amount: Exact?,
        otherAmount: Exact?,
        credit: Mention?
    ) {
        self.id = id
        self.version = version
        self.recordedAt = recordedAt
        self.reason = reason
        self.state = state
        self.contract = contract
        self.supplyContract = supplyContract
        self.mode = mode
        self.formula = formula
        self.currency = currency
        self.energy = energy
        self.parts = parts
        self.missing = missing
        self.otherCurrencies = otherCurrencies
        self.amount = amount
        self.otherAmount = otherAmount
        self.credit = credit
    }
}

/// The parts of a line's presentation, shared by the session, the line and the host's pages.
enum LineParts {
    static func lineCard(_ line: LineDetail, isNewest: Bool, _ say: Reader) -> HTML {
        let heading = say(.lineVersion(line.version))
        guard isNewest else {
            return card(heading) {
                disclosure(say.dateTime(line.recordedAt) + " · " + say(line.reason)) { body(line, say) }
            }
        }
        return card(heading, actions: stateBadge(line.state, say)) { body(line, say) }
    }

    static func body(_ line: LineDetail, _ say: Reader) -> HTML {
        HTML {
            if let amount = line.amount { amountBlock(amount, line, say) }
            if !line.missing.isEmpty { missingNotice(line, say) }
            if line.isRetired { p { say(SessionFlag.retired.explanation) } }
            if let formula = line.formula { formulaBlock(formula, line, say) }
            facts(terms(line, say))
            if line.parts.count > 1, let formula = line.formula { partTable(line.parts, formula, say) }
        }
    }

    private static func amountBlock(_ amount: Exact, _ line: LineDetail, _ say: Reader) -> HTML {
        div {
            p(.class("amount")) { say.exactAmount(amount, line.currency) }
            if let other = line.otherAmount, let mode = line.mode {
                p(.class("soft")) { say(comparison(mode)) + " " + say.exactAmount(other, line.currency) }
            }
        }
    }

    static func comparison(_ mode: PricingMode) -> Text {
        switch mode {
        case .atStart:
            Text(en: "Priced per quarter hour it would have been", nl: "Per kwartier geprijsd zou het zijn geweest")
        case .perInterval:
            Text(
                en: "Priced at the session's start it would have been",
                nl: "Geprijsd bij de start zou het zijn geweest"
            )
        }
    }

    private static func missingNotice(_ line: LineDetail, _ say: Reader) -> HTML {
        let missing = line.missing
        return notice(.caution, say(missingHeading(say.count(missing.count)))) {
            p {
                missing.prefix(12).map { say.dateTime($0) }.joined(separator: " · ") + (missing.count > 12 ? " …" : "")
            }
            if !line.otherCurrencies.isEmpty { p { say(knownIn(line)) } }
            p {
                say(
                    en: "The line completes by itself when they arrive.",
                    nl: "De regel wordt vanzelf volledig als ze er zijn."
                )
            }
        }
    }

    private static func knownIn(_ line: LineDetail) -> Text {
        let others = line.otherCurrencies.map(\.code).joined(separator: ", ")
        return Text(
            en: "They are known in \(others); the contract is in \(line.currency.code), and nothing is converted.",
            nl: "Ze zijn bekend in \(others); het contract is in \(line.currency.code) en er wordt niets omgerekend."
        )
    }

    private static func missingHeading(_ count: String) -> Text {
        Text(en: "Prices of \(count) quarter hours are missing", nl: "Prijzen van \(count) kwartieren ontbreken")
    }

    /// With one part its figures are filled in; with several the table does it row by row.
    private static func formulaBlock(_ formula: Formula, _ line: LineDetail, _ say: Reader) -> HTML {
        let heading = say(en: "price per kWh = ", nl: "prijs per kWh = ") + formula.rule(say)
        let only = line.parts.count == 1 ? line.parts.first : nil
        let worked = only.map { "\n" + formula.worked($0, say) } ?? ""
        return p(.class("formula")) { heading + worked }
    }

    private static func terms(_ line: LineDetail, _ say: Reader) -> [Fact] {
        let index = line.parts.count == 1 ? line.parts.first?.index : nil
        let rows: [Fact?] = [
            line.mode.map { mode in
                Fact(
                    say(en: "Way of pricing", nl: "Wijze van prijzen"),
                    HTML {
                        say(mode.title)
                        small { say(mode.explanation) }
                    }
                )
            },
            index.map { Fact(say(en: "Dated price", nl: "Gedateerde prijs"), quote($0, line.currency, say)) },
            line.contract.map { Fact(say(.reimbursementContract), $0.html) },
            line.supplyContract.map { Fact(say(.supplyContract), $0.html) },
            line.credit.map { Fact(say(.credit), $0.html) },
            Fact(
                say(en: "Computed", nl: "Berekend"),
                HTML {
                    exactMoment(line.recordedAt, say); small { say(line.reason) }
                }
            ),
        ]
        return rows.compactMap { $0 }
    }

    static func quote(_ index: IndexQuote, _ currency: Currency, _ say: Reader) -> HTML {
        HTML {
            say.indexPrice(index.price, currency)
            " · "
            say.span(from: index.start, until: index.start.adding(seconds: Int64(index.minutes) * 60))
            small { say(known(index.version, say.dateTime(index.recordedAt))) }
        }
    }

    private static func known(_ version: Int, _ at: String) -> Text {
        Text(en: "version \(version), known since \(at)", nl: "versie \(version), bekend sinds \(at)")
    }

    private static func partTable(_ parts: [PricedPart], _ formula: Formula, _ say: Reader) -> HTML {
        let currency = formula.currency
        let columns: [Column<PricedPart>] = [
            Column(say(en: "Quarter hour", nl: "Kwartier")) { part in say.span(from: part.from, until: part.until) },
            .number("kWh") { part in
                HTML {
                    say.energyNumber(part.energy)
                    if part.isInterpolated { small { say(en: "interpolated", nl: "geïnterpoleerd") } }
                }
            },
            .number(say(en: "Day-ahead", nl: "Dag-vooruit")) { part in
                part.index.map { say.indexPrice($0.price, currency) } ?? "–"
            },
            .number(say(en: "Supply price", nl: "Leveringsprijs")) { part in say.unitPrice(part.supplyPrice, currency)
            },
            .number(say(.price)) { part in say.unitPrice(part.price, currency) },
            .number(say(.amount)) { part in say.exactAmount(part.amount, currency) },
        ]
        return div(.class("card", "card--flush")) {
            denseTable(say(en: "Quarter hours", nl: "Kwartieren"), columns, parts)
        }
    }
}
