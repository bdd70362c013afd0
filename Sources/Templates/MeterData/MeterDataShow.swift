package import Values

/// A file of meter readings or sessions, before and after it is recorded.
package enum MeterDataShow {
    package struct Line: Sendable {
        package let number: Int
        package let charger: String
        package let customer: String
        /// The sender's name of a session; empty for readings.
        package let session: String
        /// When a session began; `nil` for readings.
        package let from: Timestamp?
        /// When it ended, or when the meter was read.
        package let at: Timestamp
        /// What went through in a session; for readings the register.
        package let energy: Energy
        package let isNew: Bool
        /// Whether it takes back what was told before.
        package let isWithdrawn: Bool

        package init(
            number: Int,
            charger: String,
            customer: String,
            session: String,
            from: Timestamp?,
            at: Timestamp,
            energy: Energy,
            isNew: Bool,
            isWithdrawn: Bool = false
        ) {
            self.number = number
            self.charger = charger
            self.customer = customer
            self.session = session
            self.from = from
            self.at = at
            self.energy = energy
            self.isNew = isNew
            self.isWithdrawn = isWithdrawn
        }
    }

    package struct Model: Sendable {
        package let id: PushFileID
        package let file: MeterDataIndex.File
        package let size: Int64
        package let sha256: String
        package let recordedAt: Timestamp?
        package let recordedBy: String
        package let added: Int
        package let known: Int
        package let chargers: Int
        /// The first ones.
        package let lines: [Line]
        package let lineCount: Int
        package let faults: [(line: Int, text: Text)]
        package let faultCount: Int
        /// Why the file as a whole cannot be read, or was not recorded.
        package let problem: Text?

        package init(
            id: PushFileID,
            file: MeterDataIndex.File,
            size: Int64,
            sha256: String,
            recordedAt: Timestamp?,
            recordedBy: String,
            added: Int,
            known: Int,
            chargers: Int,
            lines: [Line],
            lineCount: Int,
            faults: [(line: Int, text: Text)],
            faultCount: Int,
            problem: Text?
        ) {
            self.id = id
            self.file = file
            self.size = size
            self.sha256 = sha256
            self.recordedAt = recordedAt
            self.recordedBy = recordedBy
            self.added = added
            self.known = known
            self.chargers = chargers
            self.lines = lines
            self.lineCount = lineCount
            self.faults = faults
            self.faultCount = faultCount
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.file.file.name,
            frame: frame,
            crumbs: [Crumb(say(.ereBookings), .ereBookings), Crumb(say(.meterData), .meterData)],
            lead: HandedInFile.state(isRecorded: model.recordedAt != nil, say),
            actions: downloadButton(say(en: "The file", nl: "Het bestand"), to: Link(.pushFileContent(model.id)))
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            HandedInFile.faults(model.faults, of: model.faultCount, say)
            if model.added + model.known > 0 { tiles(sums(model, say)) }
            columns {
                card(say(en: "File", nl: "Bestand")) {
                    facts(
                        HandedInFile.facts(model.size, sha256: model.sha256, by: model.file.by, at: model.file.at, say)
                    )
                }
                record(model, frame)
            }
            lines(model, say)
        }
    }

    private static func sums(_ model: Model, _ say: Reader) -> [Tile] {
        var all = [
            Tile(say(HandedInFile.new), say.count(model.added)), Tile(say(HandedInFile.known), say.count(model.known)),
        ]
        if model.chargers > 0 { all.append(Tile(say(en: "Chargers", nl: "Laders"), say.count(model.chargers))) }
        return all
    }

    private static func record(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        if let at = model.recordedAt {
            return card(say(en: "Recorded", nl: "Vastgelegd")) {
                facts([
                    Fact(say(en: "At", nl: "Op"), say.dateTime(at)),
                    Fact(say(en: "By", nl: "Door"), model.recordedBy.isEmpty ? "Laadboek" : model.recordedBy),
                ])
                p(.class("soft")) { say(next) }
            }
        }
        guard model.problem == nil, model.faultCount == 0, model.lineCount > 0 else { return .empty }
        return card(say(en: "Record it", nl: "Leg het vast")) {
            p(.class("soft")) { say(what) }
            postForm(frame, to: .pushFileRecording(model.id), .class("form")) {
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

    private static let next = Text(
        en: "Handing in the same file again changes nothing. Measure the quarter to have it counted.",
        nl: "Hetzelfde bestand nog eens aanleveren wijzigt niets. Meet het kwartaal om het te laten meetellen."
    )
    private static let what = Text(
        en: "Everything of the file is recorded, or nothing. What is known already stays as it is.",
        nl: "Alles van het bestand wordt vastgelegd, of niets. Wat al bekend is, blijft zoals het is."
    )

    private static func lines(_ model: Model, _ say: Reader) -> HTML {
        guard !model.lines.isEmpty else { return .empty }
        let title = say(en: "Its lines", nl: "De regels")
        return HTML(joining: [
            tableCard(title) { plainTable(title, tableColumns(model.file.isSessions, say), model.lines) },
            HandedInFile.more(model.lineCount - model.lines.count, say),
        ])
    }

    private static func tableColumns(_ isSessions: Bool, _ say: Reader) -> [Column<Line>] {
        var all: [Column<Line>] = [
            .number(say(en: "Line", nl: "Regel")) { row in say.count(row.number) },
            Column(say(en: "Charger", nl: "Lader")) { row in
                div {
                    row.charger
                    small { row.customer }
                }
            },
        ]
        if isSessions {
            all.append(Column(say(en: "Session", nl: "Sessie")) { row in row.session })
            all.append(
                Column(say(en: "Began", nl: "Begonnen")) { row in row.from.map { moment($0, say) } ?? .empty }
            )
        }
        all.append(
            Column(isSessions ? say(en: "Ended", nl: "Gestopt") : say(en: "Read", nl: "Opgenomen")) { row in
                moment(row.at, say)
            }
        )
        all.append(
            .number(isSessions ? "kWh" : say(en: "Register, kWh", nl: "Stand, kWh")) { row in
                say.energyNumber(row.energy)
            }
        )
        all.append(
            Column(say(.state)) { row in
                row.isNew ? badge(say(HandedInFile.new), .good) : badge(say(HandedInFile.known), .neutral)
                if row.isWithdrawn { badge(say(en: "taken back", nl: "ingetrokken"), .caution) }
            }
        )
        return all
    }
}
