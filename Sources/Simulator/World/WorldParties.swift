import Values

/// How a place is used, which decides when cars come and how long they stay.
enum WorldUsage: String {
    case home, hotel, office, street
}

/// An address.
struct WorldAddress {
    let street: String
    let number: String
    let postcode: String
    let town: String

    init(_ street: String, _ number: String, _ postcode: String, _ town: String) {
        self.street = street
        self.number = number
        self.postcode = postcode
        self.town = town
    }
}

/// An operator with everything that belongs to it.
struct WorldOperator {
    let reference: String
    let name: String
    let legalName: String
    let prefix: String
    let address: WorldAddress
    let companyNumber: String
    let vatID: String
    /// The number of its bank account, without bank and check digits.
    let account: Int64
    let hosts: [WorldHost]

    var domain: String { "\(reference).example" }

    /// The people who sign in: the host's user belongs to the first host.
    var logins: [DemoLogin] {
        let people: KeyValuePairs<String, Role> = ["admin": .operatorAdmin, "finance": .operatorFinance, "host": .host]
        return people.map { word, role in
            DemoLogin(
                operatorName: name,
                role: role,
                email: "\(word)@\(domain)",
                password: WorldCast.password
            )
        }
    }

    func stations(seed: UInt64) -> [WorldStation] {
        let sites = hosts.flatMap(\.sites)
        let places = sites.flatMap { site in (1...site.chargePoints).map { (site, $0) } }
        return places.enumerated().map { index, place in
            WorldStation(
                identity: "\(prefix)-\(String(1000 + index + 1).dropFirst())",
                site: place.0,
                number: place.1,
                operatorReference: reference,
                seed: seed
            )
        }
    }
}

/// A host with its sites and contracts.
struct WorldHost {
    let reference: String
    let name: String
    let kind: String
    let vatStatus: String
    /// Why it is exempt, where it is.
    var exemptionGround = ""
    let address: WorldAddress
    var companyNumber = ""
    var vatID = ""
    /// `nil` for a host that never told its account.
    let account: Int64?
    let sites: [WorldSite]
    let supply: [WorldSupply]
    let reimbursement: [WorldReimbursement]
}

/// A site with its charge points, all of one kind.
struct WorldSite {
    let reference: String
    let name: String
    let address: WorldAddress
    let usage: WorldUsage
    let chargePoints: Int
    let connectors: Int64
    let powerW: Int64
    let vendor: String
    let model: String
}

/// A supply contract: its first pricing, and the one from the day of change on.
struct WorldSupply {
    enum Pricing {
        case fixed(String)
        case spot
        case formula(factor: String, addend: String)
    }

    let reference: String
    let supplier: String
    let pricing: Pricing
    var changed: Pricing?
}

/// A reimbursement contract.
struct WorldReimbursement {
    let reference: String
    var site: String?
    let supply: String
    var fixed = "0"
    var percent = "0"
    let pricing: String
    var termKind = "net"
    var termDays: Int64 = 30
}

/// A charge point.
struct WorldStation {
    let identity: String
    let site: WorldSite
    /// Which one of the site, from 1.
    let number: Int
    let operatorReference: String
    let seed: UInt64

    var key: String {
        var source = SeededSource(seed, "key", identity)
        return source.hex(digits: 40).lowercased()
    }

    var serialNumber: String {
        var source = SeededSource(seed, "serial", identity)
        return "SN\(source.number(in: 10_000_000...99_999_999))"
    }

    /// The cards used at the site.
    var tokens: [WorldToken] { WorldToken.all(of: site, seed: seed) }
}

/// A charge card.
struct WorldToken: Hashable {
    let uid: String
    let label: String

    static func all(of site: WorldSite, seed: UInt64) -> [WorldToken] {
        var source = SeededSource(seed, "tokens", site.reference)
        let (count, word) = kind(of: site)
        return (1...count).map { WorldToken(uid: "04" + source.hex(digits: 12), label: "\(site.name), \(word) \($0)") }
    }

    private static func kind(of site: WorldSite) -> (count: Int, word: String) {
        let connectors = site.chargePoints * Int(site.connectors)
        return switch site.usage {
        case .home: (connectors, "resident")
        case .hotel: (connectors * 2, "guest card")
        case .office: (connectors * 2, "employee")
        case .street: (15, "customer")
        }
    }
}

/// Numbers of bank accounts that pass every check and belong to nobody: there is no bank with the code TEST.
package enum WorldAccount {
    /// The IBAN of an account, by ISO 13616.
    package static func iban(_ account: Int64) -> String {
        let number = String(10_000_000_000 + account).dropFirst()
        // T, E, S, T and the country N, L as numbers: A is 10, so T is 29, E 14, S 28, N 23, L 21.
        let digits = "29142829\(number)232100"
        let remainder = digits.utf8.reduce(0) { ($0 * 10 + Int($1 - 48)) % 97 }
        return "NL\(String(100 + 98 - remainder).dropFirst())TEST\(number)"
    }
}
