import Domain
import Templates
import Values

/// The form that ends a session by hand: what it proposes, how it is read, what can be wrong with it.
enum SessionEndForms {
    /// The form with the proposal, or with what was sent and refused.
    static func model(_ detail: SessionDetail, _ proposed: SessionEnding, _ form: FormReader?) -> SessionEndForm.Model {
        let isEnded = detail.summary.flags.contains(.endedByHand)
        let reason = isEnded ? detail.endings.first?.reason ?? "" : ""
        return SessionEndForm.Model(
            lastReading: detail.lastReading.map { ($0.at, $0.register) },
            isEnded: isEnded,
            endedAt: form?["ended_at"] ?? Field(wallClock(proposed.at, detail.zone)),
            register: form?["register"] ?? Field(proposed.register.kWh.text(minimumDecimals: 0)),
            reason: form?["reason"] ?? Field(reason)
        )
    }

    static func read(_ form: inout FormReader, _ detail: SessionDetail) -> SessionEnding? {
        let bound = max(detail.summary.startedAt, detail.lastReading?.at ?? detail.summary.startedAt)
        let moment = form.moment("ended_at", in: detail.zone, notBefore: bound)
        guard let register = register(&form), let moment else { return nil }
        return SessionEnding(at: moment, register: register)
    }

    private static func register(_ form: inout FormReader) -> Energy? {
        guard let number = form.decimal("register") else { return nil }
        let thousandths = number.scale <= registerDecimals ? try? number * Exact(1_000) : nil
        guard let wh = thousandths, let energy = Energy(wh: wh) else {
            let isFine = number.scale <= registerDecimals
            form.reject("register", isFine ? .invalidNumber : .tooManyDecimals(registerDecimals))
            return nil
        }
        return energy
    }

    /// A thousandth of a watt-hour in kilowatt-hours.
    private static let registerDecimals = 6

    /// As browsers want it: the wall clock to the second, rounded up so that it is not before what it stands for.
    private static func wallClock(_ moment: Timestamp, _ zone: Zone) -> String {
        let whole = Timestamp(seconds: moment.seconds)
        let shown = whole < moment ? whole.adding(seconds: 1) : whole
        let time = zone.timeOfDay(of: shown)
        let parts = [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(zone.date(of: shown))T" + parts.joined(separator: ":")
    }

    static func show(_ rejection: SessionEndingRejection, on form: inout FormReader, _ say: Reader) {
        switch rejection {
        case .notQuiet: form.reject("ended_at", notQuiet)
        case .tooEarly(let moment): form.reject("ended_at", tooEarly(say.dateTime(moment)))
        case .tooLate: form.reject("ended_at", tooLate)
        case .registerTooLow(let register):
            form.reject("register", tooLow(say.decimal(register.kWh, minimumDecimals: 0)))
        case .tooMuchPower: form.reject("register", tooMuchPower)
        }
    }

    private static let notQuiet = Text(
        en: "It has a stop, or was heard of within the last day.",
        nl: "Zij heeft een stop, of is het afgelopen etmaal nog gehoord."
    )
    private static let tooLate = Text(en: "This lies in the future.", nl: "Dit ligt in de toekomst.")
    private static let tooMuchPower = Text(
        en: "That would be more than a megawatt on average.",
        nl: "Dat zou gemiddeld meer dan een megawatt zijn."
    )

    private static func tooEarly(_ moment: String) -> Text {
        Text(en: "It was still going on at \(moment).", nl: "Zij liep om \(moment) nog.")
    }

    private static func tooLow(_ register: String) -> Text {
        Text(en: "The meter had come to \(register) kWh.", nl: "De meter stond al op \(register) kWh.")
    }
}
