/// Where a booking line stands, as people are told.
package enum EREBookingStage: String, CaseIterable, Hashable, Sendable {
    case measured, accepted, booked, credited, verified, sold, paid

    package var title: Text {
        switch self {
        case .measured: Text(en: "Measured", nl: "Gemeten")
        case .accepted: Text(en: "Accepted", nl: "Akkoord")
        case .booked: Text(en: "Booked", nl: "Ingeboekt")
        case .credited: Text(en: "Credited", nl: "Bijgeschreven")
        case .verified: Text(en: "Verified", nl: "Geverifieerd")
        case .sold: Text(en: "Sold", nl: "Verkocht")
        case .paid: Text(en: "Paid", nl: "Uitbetaald")
        }
    }

    var tone: Tone {
        switch self {
        case .measured: .info
        case .accepted, .booked: .caution
        case .credited, .verified, .sold, .paid: .good
        }
    }

    func badge(_ say: Reader) -> HTML { Templates.badge(say(title), tone) }
}

/// Whole units in words, or that nobody knows the factors of the year.
enum EREUnitsText {
    static func of(_ units: Int64?, _ say: Reader) -> String {
        units.map { say.count(Int($0)) } ?? say(en: "unknown", nl: "onbekend")
    }
}
