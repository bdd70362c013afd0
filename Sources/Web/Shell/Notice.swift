import HTTPServer
import Templates

/// A message that is shown once, on the page after an action; the browser carries its name only.
package enum Notice: String, CaseIterable, Sendable {
    case signedOut = "signed-out"
    case signedOutEverywhere = "signed-out-everywhere"
    case nothingDone = "nothing-done"
    case passwordChanged = "password-changed"
    case languageChanged = "language-changed"
    case saved
    case userInvited = "user-invited"
    case customersInvited = "customers-invited"
    case customersAdded = "customers-added"
    case secondFactorOff = "second-factor-off"
    case signInOver = "sign-in-over"
    case partnerAdded = "partner-added"
    case documentOffered = "document-offered"
    case documentAccepted = "document-accepted"
    case documentChanged = "document-changed"
    case hostAdded = "host-added"
    case siteAdded = "site-added"
    case commandQueued = "command-queued"
    case commandsWaiting = "commands-waiting"
    case commandWithdrawn = "command-withdrawn"
    case commandOver = "command-over"
    case commandNotInProtocol = "command-not-in-protocol"
    case localListCurrent = "local-list-current"
    case chargePointRetired = "charge-point-retired"
    case chargePointInUse = "charge-point-in-use"
    case chargePointRelayed = "charge-point-relayed"
    case keyUnderWay = "key-under-way"
    case bankFileMade = "bank-file-made"
    case bankFileKnown = "bank-file-known"
    case paymentsMarked = "payments-marked"
    case tokenAdded = "token-added"
    case tokenBlocked = "token-blocked"
    case tokenUnblocked = "token-unblocked"
    case upstreamInUse = "upstream-in-use"
    case bookingsMeasured = "bookings-measured"
    case notMeasured = "not-measured"
    case bookingsAccepted = "bookings-accepted"
    case nothingAccepted = "nothing-accepted"
    case keyRevoked = "key-revoked"

    /// The message in all languages.
    var flash: Flash {
        switch self {
        case .signedOut: Flash(.good, Text(en: "You are signed out.", nl: "U bent uitgelogd."))
        case .signedOutEverywhere:
            Flash(.good, Text(en: "You are signed out everywhere.", nl: "U bent overal uitgelogd."))
        case .nothingDone:
            Flash(
                .caution,
                Text(
                    en: "Your session had ended, so nothing was done. Sign in and try again.",
                    nl: "Uw sessie was afgelopen, dus er is niets gedaan. Log in en probeer het opnieuw."
                )
            )
        case .passwordChanged:
            Flash(
                .good,
                Text(
                    en: "The password is changed; everywhere else you are signed out.",
                    nl: "Het wachtwoord is gewijzigd; elders bent u uitgelogd."
                )
            )
        case .languageChanged: Flash(.good, Text(en: "The language is changed.", nl: "De taal is gewijzigd."))
        case .saved: Flash(.good, Notice.savedText)
        case .userInvited:
            Flash(.good, Text(en: "The invitation is on its way.", nl: "De uitnodiging is onderweg."))
        case .keyRevoked: Flash(.good, Text(en: "The key is revoked.", nl: "De sleutel is ingetrokken."))
        case .hostAdded: Flash(.good, Text(en: "The host is added.", nl: "De locatiehouder is toegevoegd."))
        case .siteAdded: Flash(.good, Text(en: "The site is added.", nl: "De locatie is toegevoegd."))
        case .bankFileMade:
            Flash(
                .good,
                Text(
                    en: "The bank file is made; download it below and hand it to your bank.",
                    nl: "Het bankbestand is gemaakt; haal het hieronder op en geef het aan uw bank."
                )
            )
        case .bankFileKnown:
            Flash(
                .info,
                Text(
                    en: "There was nothing new to pay; the files below are all there are.",
                    nl: "Er was niets nieuws te betalen; de bestanden hieronder zijn alles wat er is."
                )
            )
        case .paymentsMarked:
            Flash(
                .good,
                Text(
                    en: "The payments are marked as made and booked.",
                    nl: "De betalingen zijn als gedaan gemarkeerd en geboekt."
                )
            )
        case .tokenAdded: Flash(.good, Text(en: "The charge card is added.", nl: "De laadpas is toegevoegd."))
        case .tokenBlocked: Flash(.good, Text(en: "The charge card is blocked.", nl: "De laadpas is geblokkeerd."))
        case .tokenUnblocked:
            Flash(.good, Text(en: "The charge card may charge again.", nl: "De laadpas mag weer laden."))
        case .upstreamInUse:
            Flash(
                .caution,
                Text(
                    en: "Charge points still go through to it, or it observes some; nothing was changed.",
                    nl: "Er gaan nog laadpunten naartoe, of er wordt meegekeken; er is niets gewijzigd."
                )
            )
        case .bookingsMeasured, .notMeasured, .bookingsAccepted, .nothingAccepted: ofBookings
        case .commandQueued, .commandWithdrawn, .commandOver, .commandNotInProtocol, .commandsWaiting,
            .localListCurrent,
            .chargePointRetired, .chargePointInUse, .chargePointRelayed, .keyUnderWay:
            ofChargePoint ?? Flash(.good, Notice.savedText)
        case .secondFactorOff, .signInOver: ofSecondFactor ?? Flash(.good, Notice.savedText)
        case .partnerAdded, .documentOffered, .documentAccepted, .documentChanged, .customersInvited, .customersAdded:
            ofPartner ?? Flash(.good, Notice.savedText)
        }
    }

    private var ofSecondFactor: Flash? {
        switch self {
        case .secondFactorOff:
            Flash(.good, Text(en: "The second factor is off.", nl: "De tweede factor staat uit."))
        case .signInOver:
            Flash(
                .caution,
                Text(en: "That took too long. Please sign in again.", nl: "Dat duurde te lang. Log opnieuw in.")
            )
        default: nil
        }
    }

    private var ofPartner: Flash? {
        switch self {
        case .partnerAdded:
            Flash(.good, Text(en: "The partner is added and invited.", nl: "De partner is toegevoegd en uitgenodigd."))
        case .customersInvited:
            Flash(
                .good,
                Text(
                    en: "The customers are added, and their invitations are on their way.",
                    nl: "De klanten zijn toegevoegd en hun uitnodigingen zijn onderweg."
                )
            )
        case .customersAdded: Flash(.good, Text(en: "The customers are added.", nl: "De klanten zijn toegevoegd."))
        case .documentOffered:
            Flash(.good, Text(en: "The document waits to be accepted.", nl: "Het document wacht op aanvaarding."))
        case .documentAccepted: Flash(.good, Text(en: "The document is accepted.", nl: "Het document is aanvaard."))
        case .documentChanged:
            Flash(
                .caution,
                Text(
                    en: "Nothing was accepted: the document was replaced or accepted meanwhile.",
                    nl: "Er is niets aanvaard: het document is intussen vervangen of aanvaard."
                )
            )
        default: nil
        }
    }

    private static let savedText = Text(en: "Saved.", nl: "Opgeslagen.")
}

/// The short-lived cookie in which a notice travels over a redirect.
struct NoticeCookie {
    private static let name = "laadboek-notice"
    /// Seconds; a redirect takes less than one.
    private static let lifetimeSeconds = 60

    private let visit: any Visiting

    init(_ visit: some Visiting) {
        self.visit = visit
    }

    private var value: String? { visit.request.cookies[NoticeCookie.name] }

    /// Whether the browser brought one, valid or not.
    var isPresent: Bool { value != nil }

    /// The notice that the browser brought, if we signed it.
    var shown: Notice? {
        let parts = (value ?? "").split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let notice = Notice(rawValue: String(parts[0])) else { return nil }
        let isOurs = visit.shell.signer.accepts(String(parts[1]), of: notice.rawValue, for: .notice, [])
        return isOurs ? notice : nil
    }

    func cookie(for notice: Notice) -> Cookie {
        let signature = visit.shell.signer.signature(of: notice.rawValue, for: .notice, [])
        return cookie(notice.rawValue + "." + signature, NoticeCookie.lifetimeSeconds)
    }

    /// The cookie that takes a shown notice away.
    var removal: Cookie { cookie("", 0) }

    private func cookie(_ value: String, _ seconds: Int) -> Cookie {
        var cookie = Cookie(NoticeCookie.name, value)
        cookie.maxAgeSeconds = seconds
        cookie.isSecure = VisitorCookies.isSecure(visit.request, visit.shell.configuration)
        return cookie
    }
}
