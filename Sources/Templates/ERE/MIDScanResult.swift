/// What the scan of a list found.
package enum MIDScanResult {
    /// Chargers of one model.
    package struct Group: Sendable {
        package let brand: String
        package let model: String
        package let chargers: Int
        package let verdict: MIDScanVerdict
        package let reason: MIDScanReason
        /// The catalogue's entry with its source; empty where it has none.
        package let known: String
        package let source: String
        /// `nil` where the catalogue has no entry.
        package let isConfirmed: Bool?

        package init(
            brand: String,
            model: String,
            chargers: Int,
            verdict: MIDScanVerdict,
            reason: MIDScanReason,
            known: String,
            source: String,
            isConfirmed: Bool?
        ) {
            self.brand = brand
            self.model = model
            self.chargers = chargers
            self.verdict = verdict
            self.reason = reason
            self.known = known
            self.source = source
            self.isConfirmed = isConfirmed
        }
    }

    /// What is wrong with a line.
    package struct LineProblem: Sendable {
        package let line: Int
        package let text: Text
        /// Whether the line is not counted for it.
        package let isFatal: Bool

        package init(line: Int, text: Text, isFatal: Bool) {
            self.line = line
            self.text = text
            self.isFatal = isFatal
        }
    }

    package struct Model: Sendable {
        package let form: MIDScanForm
        /// Chargers by verdict.
        package let chargers: [MIDScanVerdict: Int]
        /// What those that qualify would bring; `nil` where something is wrong with the terms.
        package let qualifying: EREFigures?
        /// What those that need proof would bring if all of them had it.
        package let possible: EREFigures?
        package let groups: [Group]
        /// Groups that stand in the files only.
        package let hiddenGroups: Int
        package let problems: [LineProblem]
        package let hiddenProblems: Int

        package init(
            form: MIDScanForm,
            chargers: [MIDScanVerdict: Int],
            qualifying: EREFigures?,
            possible: EREFigures?,
            groups: [Group],
            hiddenGroups: Int,
            problems: [LineProblem],
            hiddenProblems: Int
        ) {
            self.form = form
            self.chargers = chargers
            self.qualifying = qualifying
            self.possible = possible
            self.groups = groups
            self.hiddenGroups = hiddenGroups
            self.problems = problems
            self.hiddenProblems = hiddenProblems
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return SharedPage.view(say(.midScan), lead: say(lead), frame: frame) {
            formErrors(model.form.all, say)
            counts(model, say)
            downloads(say)
            groups(model, say)
            if !model.problems.isEmpty { problems(model.problems, hidden: model.hiddenProblems, say) }
            estimates(model, say)
            disclosure(
                say(en: "Change columns, kWh, price or fee", nl: "Kolommen, kWh, prijs of kosten wijzigen"),
                isOpen: true
            ) {
                model.form.view(say(en: "Calculate again", nl: "Bereken opnieuw"), frame)
            }
            if let figures = model.qualifying { figures.assumptions(say) }
        }
    }

    private static let lead = Text(
        en:
            "What the catalogue of models says about your chargers. It tells where to look; the mark on the meter proves it.",
        nl:
            "Wat de catalogus van modellen over uw laders zegt. Hij vertelt waar u moet kijken; het merk op de meter is het bewijs."
    )

    private static func counts(_ model: Model, _ say: Reader) -> HTML {
        tiles(
            MIDScanVerdict.allCases.filter { $0 != .unreadable }.map { verdict in
                Tile(
                    say(verdict.title),
                    say.count(model.chargers[verdict] ?? 0),
                    detail: say(chargers),
                    tone: verdict.tone
                )
            }
        )
    }

    private static let chargers = Text(en: "chargers", nl: "laders")

    /// The buttons belong to the form further down, which carries the list.
    private static func downloads(_ say: Reader) -> HTML {
        div(.class("form-actions")) {
            download("csv", say(en: "Download CSV", nl: "CSV downloaden"))
            download("xlsx", say(en: "Download Excel", nl: "Excel downloaden"))
        }
    }

    private static func download(_ format: String, _ text: String) -> HTML {
        button(
            .class("button", ButtonStyle.secondary.className),
            .type(.submit),
            .form(MIDScanForm.id),
            .name("format"),
            .value(format),
            .answersWithFile()
        ) {
            icon(.download)
            text
        }
    }

    private static func groups(_ model: Model, _ say: Reader) -> HTML {
        let name = say(en: "By model", nl: "Per model")
        return tableCard(name) {
            if model.groups.isEmpty {
                emptyState(say(en: "No charger was counted", nl: "Er is geen lader geteld"), say(nothing))
            } else {
                plainTable(name, columns(say), model.groups)
            }
            if model.hiddenGroups > 0 { footer(.class("list__foot")) { say(more(say.count(model.hiddenGroups))) } }
        }
    }

    private static let nothing = Text(
        en: "Look at the lines below, and at which column is which.",
        nl: "Kijk naar de regels hieronder, en naar welke kolom wat is."
    )

    private static func more(_ count: String) -> Text {
        Text(en: "\(count) more stand in the files.", nl: "Nog \(count) staan in de bestanden.")
    }

    private static func columns(_ say: Reader) -> [Column<Group>] {
        [
            Column(say(en: "Model", nl: "Model")) { group in
                [group.brand, group.model].filter { !$0.isEmpty }.joined(separator: " ")
            },
            .number(say(en: "Chargers", nl: "Laders")) { say.count($0.chargers) },
            Column(say(en: "Finding", nl: "Bevinding")) { badge(say($0.verdict.title), $0.verdict.tone) },
            Column(say(en: "Why", nl: "Waarom")) { group in
                div {
                    say(group.reason.text)
                    if !group.known.isEmpty { small { group.known + ". " + say(Text(source: group.source)) } }
                }
            },
            Column(say(en: "Certainty", nl: "Zekerheid")) { group in
                if let isConfirmed = group.isConfirmed { confidenceBadge(isConfirmed: isConfirmed, say) } else { "–" }
            },
        ]
    }

    /// The lines that need somebody's hand.
    static func problems(_ problems: [LineProblem], hidden: Int, _ say: Reader) -> HTML {
        let name = say(en: "Lines to look at", nl: "Regels om na te kijken")
        return tableCard(name) {
            plainTable(
                name,
                [
                    Column(say(en: "Line", nl: "Regel")) { String($0.line) },
                    Column(say(en: "What is wrong", nl: "Wat er niet klopt")) { say($0.text) },
                    Column(say(en: "Counted", nl: "Geteld")) { $0.isFatal ? say(.no) : say(.yes) },
                ],
                problems
            )
            if hidden > 0 { footer(.class("list__foot")) { say(more(say.count(hidden))) } }
        }
    }

    private static func estimates(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            if let figures = model.qualifying {
                card(say(en: "Those that qualify, a year", nl: "Die meetellen, per jaar")) {
                    p(.class("soft")) { say(.estimate) }
                    figures.tiles(say)
                    figures.formula(say)
                }
            }
            if let figures = model.possible, figures.chargers > 0 {
                card(say(en: "Those that need proof, if all have it", nl: "Bewijs nodig, als alle het hebben")) {
                    figures.tiles(say)
                }
            }
        }
    }
}
