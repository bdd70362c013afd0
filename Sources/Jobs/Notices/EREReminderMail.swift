import Domain
import Templates
import Values

/// The mail that reminds somebody, in the name of the operator's brand.
struct EREReminderMail {
    /// Chargers that a mail names; the page has the others.
    private static let listed = 20

    let brand: String
    /// Where links lead, without a slash at its end.
    let base: String
    let told: ERETold
    let say: Reader

    var subject: String {
        told.role == .customer
            ? (hasMandate
                ? say(en: "\(brand): your mandate ends", nl: "\(brand): uw machtiging eindigt")
                : say(en: "\(brand): evidence of your meter ends", nl: "\(brand): bewijs van uw meter eindigt"))
            : say(en: "\(brand): reminders for ERE", nl: "\(brand): herinneringen voor ERE")
    }

    var body: String {
        let hello = say(en: "Hello \(told.name),", nl: "Hallo \(told.name),")
        let parts = told.role == .customer ? customer : own
        return ([hello] + parts + [brand]).joined(separator: "\n\n") + "\n"
    }

    // MARK: To a customer

    private var hasMandate: Bool {
        told.reminders.contains { if case .mandate = $0.matter { true } else { false } }
    }

    private var customer: [String] { (hasMandate ? mandates : []) + evidence }

    /// What proves that meters may be used for this, where its end is known.
    private var evidence: [String] {
        let lines = told.reminders.compactMap { reminder -> String? in
            guard case .evidence(let one) = reminder.matter else { return nil }
            let last = say.date(one.day)
            guard told.role == .customer else {
                return say(
                    en: "- \(one.subject) of \(one.customerName), until \(last)",
                    nl: "- \(one.subject) van \(one.customerName), tot en met \(last)"
                )
            }
            let link = base + Route.customerEREShow(one.enrolment).path
            return say(
                en: "- \(one.subject), until \(last): \(link)",
                nl: "- \(one.subject), tot en met \(last): \(link)"
            )
        }
        if lines.isEmpty { return [] }
        let further = lines.count - EREReminderMail.listed
        let more = further > 0 ? [say(en: "- and \(further) more", nl: "- en nog \(further)")] : []
        let list = (lines.prefix(EREReminderMail.listed) + more).joined(separator: "\n")
        let heading =
            told.role == .customer
            ? say(
                en:
                    "the paper that proves the meter of your charger ends. Hand in a newer one here, so that your deliveries "
                    + "go on counting:",
                nl:
                    "het papier dat de meter van uw lader bewijst, loopt af. Lever hier een nieuwer in, zodat uw leveringen "
                    + "blijven meetellen:"
            ) : say(en: "Evidence of meters that ends:", nl: "Bewijs van meters dat eindigt:")
        return [heading + "\n" + list]
    }

    private var mandates: [String] {
        let lines = told.reminders.compactMap { reminder -> String? in
            guard case .mandate(let one) = reminder.matter else { return nil }
            let last = say.date(one.day)
            let link = base + Route.customerERERenewal(one.enrolment).path
            return say(
                en: "- connection \(one.subject), until \(last): \(link)",
                nl: "- aansluiting \(one.subject), tot en met \(last): \(link)"
            )
        }
        return [
            say(
                en: "your mandate to book what your charger delivers ends. It never goes on by itself.",
                nl: "uw machtiging om in te boeken wat uw lader levert, eindigt. Die loopt nooit vanzelf door."
            ),
            lines.joined(separator: "\n"),
            say(
                en:
                    "Do you want to go on? The link above has everything filled in; you look at it and sign for the next year or years.",
                nl:
                    "Wilt u doorgaan? Achter de link hierboven is alles ingevuld; u kijkt het na en tekent voor het volgende jaar of de volgende jaren."
            ),
            say(
                en: "If you do nothing, nothing is booked after that day.",
                nl: "Doet u niets, dan wordt er na die dag niets meer ingeboekt."
            ),
        ]
    }

    // MARK: To the operator's own people

    private var own: [String] {
        let days = told.reminders.compactMap { reminder -> String? in
            guard case .deadline(let deadline) = reminder.matter else { return nil }
            return "- \(say.date(deadline.day)): \(say(EREReminderMail.what(deadline))) (\(deadline.year))"
        }
        let silent = told.reminders.compactMap { reminder -> String? in
            guard case .silence(let one) = reminder.matter else { return nil }
            let since = say.date(one.day)
            return say(
                en: "- \(one.subject) of \(one.customerName), last heard on \(since)",
                nl: "- \(one.subject) van \(one.customerName), het laatst gehoord op \(since)"
            )
        }
        var parts: [String] = []
        if !days.isEmpty {
            parts.append(
                say(en: "Days of the ERE calendar:", nl: "Dagen van de ERE-kalender:") + "\n"
                    + days.joined(separator: "\n")
            )
            if sees([.operatorAdmin, .operatorFinance]) { parts.append(base + Route.ereCalendar.path) }
        }
        if !silent.isEmpty {
            let further = silent.count - EREReminderMail.listed
            let more = further > 0 ? [say(en: "- and \(further) more", nl: "- en nog \(further)")] : []
            parts.append(
                say(en: "Chargers that fell silent:", nl: "Laders die stil zijn gevallen:") + "\n"
                    + (silent.prefix(EREReminderMail.listed) + more).joined(separator: "\n")
            )
            let readers: [Role] = [.operatorAdmin, .operatorFinance, .partnerAdmin]
            if sees(readers) { parts.append(base + Route.ereWatch.path) }
        }
        return parts + evidence
    }

    /// Nobody is sent to a page that is not for them.
    private func sees(_ roles: [Role]) -> Bool { roles.contains(told.role) }

    private static func what(_ deadline: EREDeadline) -> Text {
        switch deadline.task {
        case .reconciliation(let quarter):
            Text(en: "reconcile \(quarter) with what was booked", nl: "stem \(quarter) af met wat is ingeboekt")
        case .mandates:
            Text(en: "mandates end; customers sign new ones", nl: "machtigingen eindigen; klanten tekenen nieuwe")
        case .booking:
            Text(en: "last day to book and to change bookings", nl: "laatste dag om in te boeken en te wijzigen")
        case .statement: Text(en: "have the verifier’s statement", nl: "heb de verklaring van de verificateur")
        case .sale: Text(en: "have sold what was credited", nl: "heb verkocht wat is bijgeschreven")
        case .submission: Text(en: "submit the statement", nl: "dien de verklaring in")
        }
    }
}
