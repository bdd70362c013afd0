package import Values

/// A booking line: what was measured, the sessions under it, and what happened to it.
package enum EREBookingShow {
    package struct Register: Sendable {
        package let chargePoint: Mention
        /// Who told of it, where the charger did not itself.
        package let source: Text?
        /// 0 where there is none.
        package let connector: Int
        package let beginAt: Timestamp?
        package let begin: Energy
        package let endAt: Timestamp?
        package let end: Energy
        package let sessions: Int
        package let energy: Energy

        package init(
            chargePoint: Mention,
            source: Text?,
            connector: Int,
            beginAt: Timestamp?,
            begin: Energy,
            endAt: Timestamp?,
            end: Energy,
            sessions: Int,
            energy: Energy
        ) {
            self.chargePoint = chargePoint
            self.source = source
            self.connector = connector
            self.beginAt = beginAt
            self.begin = begin
            self.endAt = endAt
            self.end = end
            self.sessions = sessions
            self.energy = energy
        }
    }

    package struct Finding: Sendable {
        package let title: Text
        package let meaning: Text
        package let count: Int
        package let energy: Energy

        package init(title: Text, meaning: Text, count: Int, energy: Energy) {
            self.title = title
            self.meaning = meaning
            self.count = count
            self.energy = energy
        }
    }

    package struct Step: Sendable {
        package let ordinal: Int
        package let stage: EREBookingStage
        package let corrects: Int?
        package let reason: String
        package let by: String
        package let at: Timestamp
        package let energy: Energy?
        package let units: Int64?

        package init(
            ordinal: Int,
            stage: EREBookingStage,
            corrects: Int?,
            reason: String,
            by: String,
            at: Timestamp,
            energy: Energy?,
            units: Int64?
        ) {
            self.ordinal = ordinal
            self.stage = stage
            self.corrects = corrects
            self.reason = reason
            self.by = by
            self.at = at
            self.energy = energy
            self.units = units
        }
    }

    package struct Session: Sendable {
        package let session: Mention
        package let chargePoint: String
        package let startedAt: Timestamp
        package let stoppedAt: Timestamp
        package let energy: Energy

        package init(
            session: Mention,
            chargePoint: String,
            startedAt: Timestamp,
            stoppedAt: Timestamp,
            energy: Energy
        ) {
            self.session = session
            self.chargePoint = chargePoint
            self.startedAt = startedAt
            self.stoppedAt = stoppedAt
            self.energy = energy
        }
    }

    /// A session that others told of, or what went through a register until a reading.
    package struct Push: Sendable {
        /// The sender's name of the session, or the reading.
        package let session: String?
        package let reading: PushedReadingID?
        package let charger: String
        package let startedAt: Timestamp
        package let stoppedAt: Timestamp
        package let energy: Energy
        package let batch: String
        package let sha256: String

        package init(
            session: String?,
            reading: PushedReadingID?,
            charger: String,
            startedAt: Timestamp,
            stoppedAt: Timestamp,
            energy: Energy,
            batch: String,
            sha256: String
        ) {
            self.session = session
            self.reading = reading
            self.charger = charger
            self.startedAt = startedAt
            self.stoppedAt = stoppedAt
            self.energy = energy
            self.batch = batch
            self.sha256 = sha256
        }
    }

    package struct Model: Sendable {
        package let line: EREBookingIndex.Row
        package let enrolment: EREEnrolmentID
        package let corrects: EREBookingID?
        package let correctedBy: EREBookingID?
        /// The formula with its numbers; `nil` as long as nobody knows the factors of the year.
        package let formula: String?
        package let rounding: Text
        package let registers: [Register]
        package let findings: [Finding]
        package let steps: [Step]
        package let sessions: [Session]
        package let pushes: [Push]
        package let leftOut: [EREBookingLeftOut.Row]
        /// Whether a reason lets it pass, since nothing but findings stands in the way.
        package let needsReason: Bool
        package let reason: Field
        package let problem: Text?

        package init(
            line: EREBookingIndex.Row,
            enrolment: EREEnrolmentID,
            corrects: EREBookingID?,
            correctedBy: EREBookingID?,
            formula: String?,
            rounding: Text,
            registers: [Register],
            findings: [Finding],
            steps: [Step],
            sessions: [Session],
            pushes: [Push],
            leftOut: [EREBookingLeftOut.Row] = [],
            needsReason: Bool,
            reason: Field,
            problem: Text?
        ) {
            self.line = line
            self.enrolment = enrolment
            self.corrects = corrects
            self.correctedBy = correctedBy
            self.formula = formula
            self.rounding = rounding
            self.registers = registers
            self.findings = findings
            self.steps = steps
            self.sessions = sessions
            self.pushes = pushes
            self.leftOut = leftOut
            self.needsReason = needsReason
            self.reason = reason
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let title = "\(model.line.line.name), \(model.line.quarter)"
        return Page.app(
            title,
            frame: frame,
            crumbs: [Crumb(say(.ereBookings), .ereBookings)],
            lead: model.line.stage.badge(say),
            actions: linkButton(say(en: "Enrolment", nl: "Aanmelding"), to: .ereEnrolment(model.enrolment))
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            if let later = model.correctedBy {
                notice(.caution, say(replaced)) {
                    linkButton(say(en: "The correction", nl: "De correctie"), to: .ereBooking(later))
                }
            }
            columns {
                card(say(en: "Measured", nl: "Gemeten")) { facts(figures(model, say)) }
                EREBookingStep.card(model, frame)
            }
            if !model.findings.isEmpty { findings(model, say) }
            EREBookingLeftOut.table(model.leftOut, say)
            registers(model, say)
            sessions(model, say)
            EREBookingPushes.table(model.pushes, say)
            history(model, say)
        }
    }

    private static let replaced = Text(
        en: "Another line takes the place of this one.",
        nl: "Een andere regel is in de plaats van deze gekomen."
    )

    private static func figures(_ model: Model, _ say: Reader) -> [Fact] {
        var all = [
            Fact("EAN", HTML { code { model.line.ean } }),
            Fact(say(en: "Delivered", nl: "Geleverd"), say.energy(model.line.energy)),
            Fact(say(en: "Expected ERE", nl: "Verwachte ERE’s"), EREUnitsText.of(model.line.units, say)),
            Fact(say(en: "Sessions", nl: "Sessies"), say.count(model.line.sessions)),
            Fact(say(en: "Formula", nl: "Formule"), model.formula ?? say(noFactors)),
            Fact(say(en: "Rounding", nl: "Afronding"), say(model.rounding)),
        ]
        if let credited = model.line.credited {
            all.append(Fact(say(en: "Credited ERE", nl: "Bijgeschreven ERE’s"), EREUnitsText.of(credited, say)))
        }
        if let corrects = model.corrects {
            let link = a(.href(.ereBooking(corrects))) { say(en: "an earlier line", nl: "een eerdere regel") }
            all.append(Fact(say(en: "Corrects", nl: "Corrigeert"), link))
        }
        return all
    }

    private static let noFactors = Text(
        en: "nobody knows the factors of this year yet",
        nl: "de factoren van dit jaar zijn nog niet bekend"
    )

    private static func findings(_ model: Model, _ say: Reader) -> HTML {
        card(say(en: "Findings", nl: "Bevindingen")) {
            ul {
                model.findings.map { finding in
                    li {
                        strong { say(finding.title) }
                        " × " + say.count(finding.count)
                        if finding.energy != .zero { ", " + say.energy(finding.energy) }
                        ". " + say(finding.meaning)
                    }
                }
            }
        }
    }

    private static func registers(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<Register>] = [
            Column(say(en: "Charge point", nl: "Laadpunt")) { row in
                row.chargePoint.html
                if row.connector > 0 { soft(" · \(row.connector)") }
                if let source = row.source { soft(" · " + say(source)) }
            },
            Column(say(en: "From", nl: "Van")) { row in row.beginAt.map { moment($0, say) } ?? .empty },
            .number(say(en: "Register then", nl: "Stand toen")) { row in say.energyNumber(row.begin) },
            Column(say(en: "Until", nl: "Tot")) { row in row.endAt.map { moment($0, say) } ?? .empty },
            .number(say(en: "Register then", nl: "Stand toen")) { row in say.energyNumber(row.end) },
            .number(say(en: "Counts, kWh", nl: "Telt mee, kWh")) { row in say.energyNumber(row.energy) },
            .number(say(en: "Not counted, kWh", nl: "Telt niet mee, kWh")) { row in
                say.energyNumber(row.end - row.begin - row.energy)
            },
        ]
        let title = say(en: "Meter registers", nl: "Meterstanden")
        if model.registers.isEmpty {
            return card(title) {
                emptyState(
                    say(en: "No registers", nl: "Geen meterstanden"),
                    say(
                        en: "No session of this quarter counts. Look at the findings, and at the enrolment's chargers.",
                        nl:
                            "Er telt geen sessie van dit kwartaal. Kijk naar de bevindingen en naar de laders van de aanmelding."
                    )
                )
            }
        }
        return tableCard(title) { plainTable(title, columns, model.registers) }
    }

    private static func sessions(_ model: Model, _ say: Reader) -> HTML {
        guard !model.sessions.isEmpty else { return .empty }
        let columns: [Column<Session>] = [
            Column(say(en: "Session", nl: "Sessie")) { row in row.session.html },
            Column(say(en: "Charge point", nl: "Laadpunt")) { row in row.chargePoint },
            Column(say(en: "Began", nl: "Begonnen")) { row in moment(row.startedAt, say) },
            Column(say(en: "Ended", nl: "Gestopt")) { row in moment(row.stoppedAt, say) },
            .number("kWh") { row in say.energyNumber(row.energy) },
        ]
        let title = say(en: "Sessions that count", nl: "Sessies die meetellen")
        return tableCard(title) { plainTable(title, columns, model.sessions) }
    }

    private static func history(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<Step>] = [
            .number("#") { row in say.count(row.ordinal) },
            Column(say(.state)) { row in row.stage.badge(say) },
            Column(say(en: "When", nl: "Wanneer")) { row in moment(row.at, say) },
            Column(say(en: "Who", nl: "Wie")) { row in row.by.isEmpty ? say(en: "Laadboek", nl: "Laadboek") : row.by },
            .number("kWh") { row in row.energy.map { say.energyNumber($0) } ?? "" },
            .number("ERE") { row in row.energy == nil ? "" : EREUnitsText.of(row.units, say) },
            Column(say(en: "Why", nl: "Waarom")) { row in
                row.reason
                if let corrects = row.corrects {
                    soft(say(en: " (takes back #\(corrects))", nl: " (neemt #\(corrects) terug)"))
                }
            },
        ]
        let title = say(en: "What happened", nl: "Wat er gebeurde")
        return tableCard(title) { plainTable(title, columns, model.steps) }
    }
}

/// The next step of a line, as far as a person takes it here.
enum EREBookingStep {
    static func card(_ model: EREBookingShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        switch model.line.stage {
        case .measured: return Templates.card(say(en: "Accept", nl: "Akkoord geven")) { accept(model, frame) }
        case .accepted: return Templates.card(say(en: "Accepted", nl: "Akkoord")) { sendBack(model, frame) }
        case .booked, .credited, .verified, .sold, .paid:
            return Templates.card(say(model.line.stage.title)) { p(.class("soft")) { say(isOut) } }
        }
    }

    private static func accept(_ model: EREBookingShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let hard = model.line.gates
        if !hard.isEmpty, !model.needsReason {
            return HTML(joining: [
                p { say(en: "This stands in the way:", nl: "Dit staat in de weg:") },
                ul { hard.map { gate in li { say(gate) } } },
            ])
        }
        return postForm(frame, to: .ereBookingStep(model.line.id), .class("form")) {
            hiddenField("step", "accept")
            hiddenField("seen", "\(model.line.ordinal)")
            if model.needsReason { p { say(why) } }
            inputField(
                model.needsReason ? Control("reason", reason) : Control("reason", reason).optional,
                model.reason,
                say
            )
            formActions { submitButton(say(en: "Accept", nl: "Akkoord")) }
        }
    }

    private static func sendBack(_ model: EREBookingShow.Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .ereBookingStep(model.line.id), .class("form")) {
            p(.class("soft")) { say(waits) }
            hiddenField("step", "back")
            hiddenField("seen", "\(model.line.ordinal)")
            inputField(Control("reason", reason), model.reason, say)
            formActions { submitButton(say(en: "Take back", nl: "Terugnemen"), style: .danger) }
        }
    }

    private static let reason = Text(en: "Reason", nl: "Reden")
    private static let why = Text(
        en: "Something was found. It can be accepted all the same: say why, the verifier reads it.",
        nl: "Er is iets gevonden. Akkoord kan toch: zeg waarom, de verificateur leest het."
    )
    private static let waits = Text(
        en: "It waits for a filing, made by somebody else than who accepted it.",
        nl: "De regel wacht op een indiening door iemand anders dan wie akkoord gaf."
    )
    private static let isOut = Text(
        en: "It is part of a filing. What comes out otherwise later becomes a line that corrects this one.",
        nl: "De regel is ingediend. Wat later anders uitkomt, wordt een regel die deze corrigeert."
    )
}
