import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The calendar of what is booked, for the operator's people.
package enum ERECalendarPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.ereCalendar, for: .operators, show)
    }

    private static func show(_ visit: MemberVisit) async throws -> Response {
        let today = EREQuarter.zone.date(of: visit.now)
        let years = EREDeadlines.years(on: today)
        let work = try await visit.read { try await EREDeadlines.work(visit.scope, of: years, in: $0) }
        return try await visit.page { frame in
            let rows = years.map { year in
                (year: year, rows: EREDeadlines.all(of: year).map { row($0, today, work, frame.say) })
            }
            return ERECalendarPage.view(ERECalendarPage.Model(years: rows), frame: frame)
        }
    }

    private static func row(
        _ deadline: EREDeadline,
        _ today: LocalDate,
        _ work: EREOpenWork,
        _ say: Reader
    ) -> ERECalendarPage.Row {
        ERECalendarPage.Row(
            day: deadline.day,
            daysLeft: Int(deadline.day.daysSinceEpoch - today.daysSinceEpoch),
            what: ERECalendarWords.what(deadline.task),
            rule: ERECalendarWords.rule(deadline.task),
            open: open(deadline, work, say)
        )
    }

    private static func open(
        _ deadline: EREDeadline,
        _ work: EREOpenWork,
        _ say: Reader
    ) -> (text: String, link: Link)? {
        switch deadline.task {
        case .reconciliation(let quarter):
            let link = Link(.audit(.reconciliation("\(quarter)")))
            guard let lines = work.quarters[quarter], lines.unbooked > 0 else { return nil }
            return (unbooked(lines.unbooked, lines.unbookedEnergy, say), link)
        case .booking:
            let (lines, energy) = work.unbooked(of: deadline.year)
            return lines > 0 ? (unbooked(lines, energy, say), Link(.ereBookings)) : nil
        case .mandates:
            guard let count = work.endingMandates[deadline.year] else { return nil }
            let text = say(
                en: count == 1 ? "1 mandate ends" : "\(say.count(count)) mandates end",
                nl: count == 1 ? "1 machtiging eindigt" : "\(say.count(count)) machtigingen eindigen"
            )
            return (text, Link(.ereWatch, query: [Link.Pair("kind", "mandate")]))
        case .statement, .submission:
            let count = work.booked(of: deadline.year)
            let text = say(en: "\(say.count(count)) lines booked", nl: "\(say.count(count)) regels ingeboekt")
            return count > 0 ? (text, Link(.ereFilings)) : nil
        case .sale:
            guard let units = work.unsold[deadline.year], units > 0 else { return nil }
            let text = say(en: "\(say.count(Int(units))) ERE unsold", nl: "\(say.count(Int(units))) ERE’s onverkocht")
            return (text, Link(.ereTrades))
        }
    }

    private static func unbooked(_ lines: Int, _ energy: Energy, _ say: Reader) -> String {
        say(
            en: "\(say.count(lines)) \(lines == 1 ? "line" : "lines"), \(say.energy(energy)) not booked",
            nl: "\(say.count(lines)) \(lines == 1 ? "regel" : "regels"), \(say.energy(energy)) niet ingeboekt"
        )
    }
}

/// What the calendar calls things.
enum ERECalendarWords {
    static func what(_ task: EREDeadline.Task) -> Text {
        switch task {
        case .reconciliation(let quarter):
            Text(
                en: "Reconcile \(quarter): deliveries against bookings",
                nl: "Stem \(quarter) af: leveringen tegen inboekingen"
            )
        case .mandates: Text(en: "Ask customers for a new mandate", nl: "Vraag klanten om een nieuwe machtiging")
        case .booking: Text(en: "Book, and change what was booked", nl: "Inboeken, en inboekingen wijzigen")
        case .statement: Text(en: "Have the verifier’s statement", nl: "De verklaring van de verificateur hebben")
        case .sale: Text(en: "Have sold what was credited", nl: "Verkocht hebben wat is bijgeschreven")
        case .submission:
            Text(en: "Submit the statement to the register", nl: "De verklaring bij het register indienen")
        }
    }

    static func rule(_ task: EREDeadline.Task) -> Text {
        switch task {
        case .reconciliation:
            Text(
                en: "each quarter by law; the day, 30 days after it, is ours",
                nl: "wettelijk elk kwartaal; de dag, 30 dagen erna, is van ons"
            )
        case .mandates:
            Text(
                en: "a mandate holds for whole years and never goes on by itself",
                nl: "een machtiging geldt voor hele jaren en loopt nooit vanzelf door"
            )
        case .booking: Text(en: "last working day before 1 March", nl: "laatste werkdag voor 1 maart")
        case .statement: Text(en: "before 1 April", nl: "voor 1 april")
        case .sale:
            Text(
                en: "the year is closed on 1 April; what is left may expire",
                nl: "het jaar sluit op 1 april; wat over is, kan vervallen"
            )
        case .submission: Text(en: "before 1 May", nl: "voor 1 mei")
        }
    }
}
