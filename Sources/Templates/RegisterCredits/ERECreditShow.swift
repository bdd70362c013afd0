package import Values

/// A file of the register held against what was filed, before and after it is recorded.
package enum ERECreditShow {
    package enum Kind: String, Sendable {
        case new, changed, unchanged
    }

    package struct Line: Sendable {
        package let number: Int
        package let booking: Mention
        package let ean: String
        package let quarter: String
        package let isCorrection: Bool
        package let kind: Kind
        package let filed: Int64
        package let before: Int64?
        package let stated: Int64
        package let credited: Int64
        package let isBeyond: Bool

        package init(
            number: Int,
            booking: Mention,
            ean: String,
            quarter: String,
            isCorrection: Bool,
            kind: Kind,
            filed: Int64,
            before: Int64?,
            stated: Int64,
            credited: Int64,
            isBeyond: Bool
        ) {
            self.number = number
            self.booking = booking
            self.ean = ean
            self.quarter = quarter
            self.isCorrection = isCorrection
            self.kind = kind
            self.filed = filed
            self.before = before
            self.stated = stated
            self.credited = credited
            self.isBeyond = isBeyond
        }
    }

    package struct Model: Sendable {
        package let id: ERECreditFileID
        package let file: ERECreditIndex.File
        package let figures: String
        package let size: Int64
        package let sha256: String
        package let tolerance: Int64
        package let filed: Int64
        package let credited: Int64
        /// Lines that differ by more than is tolerated, of all.
        package let beyond: Int
        /// The first ones: those that matter most first.
        package let lines: [Line]
        package let lineCount: Int
        package let faults: [(line: Int, text: Text)]
        package let faultCount: Int
        /// Why the file as a whole cannot be read, or was not recorded.
        package let problem: Text?

        package init(
            id: ERECreditFileID,
            file: ERECreditIndex.File,
            figures: String,
            size: Int64,
            sha256: String,
            tolerance: Int64,
            filed: Int64,
            credited: Int64,
            beyond: Int,
            lines: [Line],
            lineCount: Int,
            faults: [(line: Int, text: Text)],
            faultCount: Int,
            problem: Text?
        ) {
            self.id = id
            self.file = file
            self.figures = figures
            self.size = size
            self.sha256 = sha256
            self.tolerance = tolerance
            self.filed = filed
            self.credited = credited
            self.beyond = beyond
            self.lines = lines
            self.lineCount = lineCount
            self.faults = faults
            self.faultCount = faultCount
            self.problem = problem
        }

        var isRecorded: Bool { file.recordedAt != nil }
        var mayBeRecorded: Bool { !isRecorded && problem == nil && faultCount == 0 && lineCount > 0 }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.file.file.name,
            frame: frame,
            crumbs: [Crumb(say(.ereCredits), .ereCredits)],
            lead: HandedInFile.state(isRecorded: model.isRecorded, say),
            actions: downloadButton(say(en: "The file", nl: "Het bestand"), to: Link(.ereCreditFileContent(model.id)))
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            HandedInFile.faults(model.faults, of: model.faultCount, say)
            if model.lineCount > 0 { tiles(sums(model, say)) }
            columns {
                card(say(en: "File", nl: "Bestand")) { facts(figures(model, say)) }
                record(model, frame)
            }
            lines(model, say)
        }
    }

    private static func sums(_ model: Model, _ say: Reader) -> [Tile] {
        [
            Tile(say(en: "Filed", nl: "Ingediend"), EREUnitsText.of(model.filed, say)),
            Tile(say(en: "Credited", nl: "Bijgeschreven"), EREUnitsText.of(model.credited, say)),
            Tile(say(en: "Difference", nl: "Verschil"), EREUnitsText.signed(model.credited - model.filed, say)),
            Tile(
                say(ERECreditIndex.beyond(model.tolerance, say)),
                say.count(model.beyond),
                tone: model.beyond > 0 ? .caution : .neutral
            ),
        ]
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Fact] {
        let means = ERECreditWords.figures(say).first { $0.value == model.figures }?.title ?? model.figures
        let file = HandedInFile.facts(model.size, sha256: model.sha256, by: model.file.by, at: model.file.at, say)
        return [Fact(say(en: "The figure of a correction is", nl: "Het aantal van een correctie is"), means)] + file + [
            Fact(
                say(en: "Tolerance per line", nl: "Tolerantie per regel"),
                say(en: "\(model.tolerance) ERE", nl: "\(model.tolerance) ERE")
            )
        ]
    }

    private static func record(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        if let at = model.file.recordedAt {
            return card(say(en: "Recorded", nl: "Vastgelegd")) {
                facts([
                    Fact(say(en: "At", nl: "Op"), say.dateTime(at)),
                    Fact(say(HandedInFile.new), say.count(model.file.new)),
                    Fact(say(ERECreditWords.changed), say.count(model.file.changed)),
                    Fact(say(HandedInFile.known), say.count(model.file.unchanged)),
                ])
                p(.class("soft")) { say(again) }
            }
        }
        guard model.mayBeRecorded else { return .empty }
        return card(say(en: "Record it", nl: "Leg het vast")) {
            p(.class("soft")) { say(what) }
            postForm(frame, to: .ereCreditFileRecording(model.id), .class("form")) {
                formActions {
                    submitButton(
                        say(
                            en: "Record \(say.count(model.lineCount)) lines",
                            nl: "\(say.count(model.lineCount)) regels vastleggen"
                        )
                    )
                }
            }
        }
    }

    private static let again = Text(
        en: "Recording the same file again changes nothing. Another figure comes with another file.",
        nl: "Hetzelfde bestand nog eens vastleggen wijzigt niets. Een ander aantal komt met een ander bestand."
    )
    private static let what = Text(
        en: """
            Lines become credited with the figure of the register, also where it differs from what was filed. A figure that \
            differs from an earlier one becomes a fact of its own; nothing is overwritten.
            """,
        nl: """
            Regels worden bijgeschreven met het aantal van het register, ook waar dat afwijkt van wat is ingediend. Een \
            aantal dat afwijkt van een eerder, wordt een eigen feit; er wordt niets overschreven.
            """
    )

    private static func lines(_ model: Model, _ say: Reader) -> HTML {
        guard !model.lines.isEmpty else { return .empty }
        let title = say(en: "Its lines", nl: "De regels")
        return HTML(joining: [
            tableCard(title) { plainTable(title, tableColumns(say), model.lines) },
            HandedInFile.more(model.lineCount - model.lines.count, say),
        ])
    }

    private static func tableColumns(_ say: Reader) -> [Column<Line>] {
        [
            .number(say(en: "Line", nl: "Regel")) { row in say.count(row.number) },
            Column(say(en: "Booking", nl: "Inboeking")) { row in
                div {
                    row.booking.html
                    small { row.ean + " · " + row.quarter }
                }
                if row.isCorrection { badge(say(en: "Correction", nl: "Correctie"), .caution) }
            },
            .number(say(en: "Figure", nl: "Aantal")) { row in EREUnitsText.of(row.stated, say) },
            .number(say(en: "Filed", nl: "Ingediend")) { row in EREUnitsText.of(row.filed, say) },
            .number(say(en: "Known before", nl: "Eerder bekend")) { row in
                row.before.map { EREUnitsText.of($0, say) } ?? ""
            },
            .number(say(en: "Credited", nl: "Bijgeschreven")) { row in EREUnitsText.of(row.credited, say) },
            .number(say(en: "Difference", nl: "Verschil")) { row in
                let text = EREUnitsText.signed(row.credited - row.filed, say)
                if row.isBeyond { badge(text, .caution) } else { text }
            },
            Column(say(.state)) { row in
                switch row.kind {
                case .new: badge(say(HandedInFile.new), .good)
                case .changed: badge(say(ERECreditWords.changed), .caution)
                case .unchanged: badge(say(HandedInFile.known), .neutral)
                }
            },
        ]
    }
}
