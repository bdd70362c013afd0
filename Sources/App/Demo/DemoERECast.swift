import Domain
import Values

/// Who of the demo world takes part in emission reduction units, and how far each has come.
enum DemoERECast {
    /// How far a customer comes.
    enum Fate: Hashable {
        /// Signed for so many years and accepted.
        case active(years: Int)
        /// Signed; its evidence waits for somebody who looks.
        case unseen
        /// Signed without evidence.
        case unproven
        case refused
        /// Turned off before anybody looked.
        case ended
        /// The steps up to the charger are said.
        case begun
        case invited

        /// Whether its charger's sessions are told.
        var delivers: Bool { if case .active = self { true } else { false } }
        var isSigned: Bool { self != .begun && self != .invited }
    }

    /// A customer of the cast.
    struct Customer {
        let reference: String
        let kind: CustomerKind
        let name: String
        let mailbox: String
        let street: String
        let number: String
        let postcode: String
        let brand: String
        let model: String
        let serial: String
        let ean: String
        let fate: Fate
        /// Who signs for a company or association.
        let representative: String
    }

    static func town(of reference: String) -> String { reference == "voltaria" ? "Den Haag" : "Utrecht" }

    /// The customers of an operator; the first is the one that signs in.
    static func customers(of reference: String) -> [Customer] {
        let place = reference == "voltaria" ? 0 : 1
        let names = place == 0 ? voltaria : stroomgoed
        return zip(names, fates).enumerated().map { index, pair in
            let ((name, kind), fate) = pair
            let charger = chargers[(index + place) % chargers.count]
            let serial = charger.prefix + "\(100_731 + index * 4_217 + place * 311)"
            return Customer(
                reference: index == 0 ? "K-1001" : "E-\(2_000 + index)",
                kind: kind,
                name: name,
                mailbox: index == 0 ? "klant" : "e\(2_000 + index)",
                street: streets[index % streets.count],
                number: "\(3 + index * 7)",
                postcode: place == 0 ? "25\(12 + index) KL" : "35\(12 + index) MN",
                brand: charger.brand,
                model: charger.model,
                serial: serial,
                ean: ean(place * 1_000 + index),
                fate: fate,
                representative: kind == .privatePerson ? "" : "Marieke van der Meer"
            )
        }
    }

    /// A number with a right check digit.
    static func ean(_ index: Int) -> String {
        let digits = "8716859" + "\(20_000_000_000 + index)".suffix(10)
        let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, digit in
            sum + Int(digit.element - 48) * (digit.offset.isMultiple(of: 2) ? 3 : 1)
        }
        return digits + "\((10 - sum % 10) % 10)"
    }

    private static let fates: [Fate] = [
        .active(years: 1), .active(years: 3), .active(years: 1), .active(years: 2), .active(years: 3),
        .active(years: 1), .active(years: 2), .active(years: 3), .unseen, .unproven, .refused, .ended, .begun, .invited,
    ]

    private static let voltaria: [(String, CustomerKind)] = [
        ("Sanne Bakker", .privatePerson), ("Daan Visser", .privatePerson), ("Fatima Amrani", .privatePerson),
        ("Pieter Hoekstra", .privatePerson), ("Garage Duinzicht B.V.", .company), ("Lotte Mulder", .privatePerson),
        ("VvE De Zeemeeuw", .ownersAssociation), ("Rik de Groot", .privatePerson), ("Anouk Peters", .privatePerson),
        ("Jan Willem Dekker", .privatePerson), ("Noor Jansen", .privatePerson), ("Bram Kuipers", .privatePerson),
        ("Yara Vos", .privatePerson), ("Teun Schouten", .privatePerson),
    ]
    private static let stroomgoed: [(String, CustomerKind)] = [
        ("Sanne Bakker", .privatePerson), ("Mees Verhoeven", .privatePerson), ("Ilse Brouwer", .privatePerson),
        ("Karim Haddad", .privatePerson), ("Drukkerij De Dom B.V.", .company), ("Eva Willems", .privatePerson),
        ("VvE Oudegracht 210", .ownersAssociation), ("Sem van Leeuwen", .privatePerson),
        ("Roos Hermans", .privatePerson), ("Thijs Koster", .privatePerson), ("Julia Prins", .privatePerson),
        ("Olivier Maas", .privatePerson), ("Zoë Blom", .privatePerson), ("Gijs van Dam", .privatePerson),
    ]
    private static let streets = [
        "Lindelaan", "Kastanjestraat", "Meidoornplein", "Beukenhof", "Havenkade", "Duinweg", "Molenpad",
    ]
    private static let chargers = [
        (brand: "Alfen", model: "Eve Single Pro-line", prefix: "ACE0"),
        (brand: "Easee", model: "Charge Max", prefix: "EM"),
        (brand: "Zaptec", model: "Go 2", prefix: "ZAP"), (brand: "Peblar", model: "Home", prefix: "PB-"),
    ]
}
