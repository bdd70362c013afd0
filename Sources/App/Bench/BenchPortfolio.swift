import Domain
import Formats
import Postgres
import Simulator
import Values

/// Hosts with one site and one contract each, as a portfolio file tells them.
struct BenchPortfolio {
    /// A host with its charge points.
    struct Host {
        let reference: String
        let supply: BenchWorld.Supply
        let pricing: PricingMoment
        let chargePoints: [String]
    }

    let hosts: [Host]
    /// The bidding zone of the hosts.
    let zone: String
    /// The cards that charge.
    var tokens: [String] = []

    /// Hosts of the charge points of recorded sessions, so many charge points each.
    init(_ sessions: [RecordedSession], chargePointsPerHost: Int = 17) {
        let identities = Set(sessions.map(\.chargePoint)).sorted()
        hosts = stride(from: 0, to: identities.count, by: chargePointsPerHost).enumerated().map { number, first in
            let own = identities[first..<min(first + chargePointsPerHost, identities.count)]
            return Host("replay", number, chargePoints: Array(own))
        }
        zone = "NL"
        tokens = Set(sessions.map(\.idTag)).sorted()
    }

    /// So many hosts with a charge point each.
    init(hosts count: Int) {
        hosts = (0..<count).map { Host("host", $0, chargePoints: ["BENCH-\($0)"]) }
        zone = BenchWorld.zone
    }

    /// A host with charge points of another back-office.
    init(relayed identities: [String]) {
        hosts = [Host("relay", 0, chargePoints: identities)]
        zone = BenchWorld.zone
    }

    /// Imports it.
    func store(in database: Database) async throws {
        let file = try PortfolioReader.read(Array(json.description.utf8), checkIBAN: PortfolioCommand.ibanFault)
        let hasher = try PasswordHasher()
        let importer = PortfolioImport(database: database) { try await hasher.hash($0).stored }
        _ = try await importer.run(file, operatorReference: nil, isDryRun: false)
    }

    // MARK: The file

    private var json: JSON {
        .dictionary([
            "operator": operatorRow,
            "hosts": .array(hosts.enumerated().map { $1.row(account: $0) }),
            "sites": .array(hosts.map { $0.siteRow(zone: zone) }),
            "charge_points": .array(hosts.flatMap(\.chargePointRows)),
            "tokens": .array(tokens.map { .dictionary(["uid": .string($0)]) }),
            "users": .array([userRow]),
            "supply_contracts": .array(hosts.map { $0.supplyRow(zone: zone) }),
            "reimbursement_contracts": .array(hosts.map(\.reimbursementRow)),
        ])
    }

    private var operatorRow: JSON {
        .dictionary([
            "reference": .string(BenchWorld.operatorReference), "name": .string("Bench"),
            "legal_name": .string("Bench B.V."), "number_prefix": .string("BENCH"),
            "address": BenchPortfolio.address, "vat_id": .string("NL001234567B01"),
            "iban": .string(WorldAccount.iban(1)),
        ])
    }

    private var userRow: JSON {
        .dictionary([
            "email": .string(BenchWorld.email), "name": .string("Bench"), "role": .string("operator_admin"),
            "password": .string(BenchWorld.password),
        ])
    }

    fileprivate static let address = JSON.dictionary([
        "street": .string("Kade"), "house_number": .string("1"), "postcode": .string("1011 AA"),
        "town": .string("Amsterdam"), "country": .string("NL"),
    ])
}

extension BenchPortfolio.Host {
    /// A host whose terms follow from its number: a quarter of them is priced per interval.
    fileprivate init(_ name: String, _ number: Int, chargePoints: [String]) {
        let supplies = BenchWorld.Supply.allCases
        reference = "\(name)-\(number)"
        supply = supplies[number % supplies.count]
        pricing = number % 4 == 1 ? .perInterval : .atStart
        self.chargePoints = chargePoints
    }

    /// Every other host is a company that gets an invoice.
    fileprivate func row(account: Int) -> JSON {
        let isCompany = account % 2 == 0
        return .dictionary([
            "reference": .string(reference), "name": .string("Host \(reference)"),
            "kind": .string(isCompany ? "company" : "private"),
            "vat_status": .string(isCompany ? "taxable" : "not_taxable"),
            "vat_id": .string(isCompany ? "NL009876543B01" : ""), "address": BenchPortfolio.address,
            "iban": .string(WorldAccount.iban(Int64(account + 2))),
        ])
    }

    fileprivate func siteRow(zone: String) -> JSON {
        .dictionary([
            "reference": .string(reference), "host": .string(reference), "name": .string("Site \(reference)"),
            "address": BenchPortfolio.address, "bidding_zone": .string(zone),
            "time_zone": .string(BenchWorld.timeZone.name),
        ])
    }

    fileprivate var chargePointRows: [JSON] {
        chargePoints.map { identity in
            .dictionary([
                "identity": .string(identity), "site": .string(reference), "connectors": .integer(2),
                "key": .string(BenchWorld.key),
            ])
        }
    }

    fileprivate func supplyRow(zone: String) -> JSON {
        var version = [
            JSONMember(name: "valid_from", value: .string(BenchPortfolio.firstDay)),
            JSONMember(name: "mode", value: .string(supply.rawValue)),
        ]
        switch supply.pricing(zone: zone) {
        case .fixed(let price):
            version.append(JSONMember(name: "price_per_kwh", value: .string(price.perKWh.description)))
        case .spot(let zone): version.append(JSONMember(name: "zone", value: .string(zone)))
        case .formula(let zone, let factor, let addend):
            version.append(JSONMember(name: "zone", value: .string(zone)))
            version.append(JSONMember(name: "factor", value: .string(factor.description)))
            version.append(JSONMember(name: "addend_per_kwh", value: .string(addend.perKWh.description)))
        }
        return .dictionary([
            "reference": .string(reference), "host": .string(reference), "versions": .array([.object(version)]),
        ])
    }

    fileprivate var reimbursementRow: JSON {
        let version = JSON.dictionary([
            "valid_from": .string(BenchPortfolio.firstDay), "supply_contract": .string(reference),
            "fixed_per_kwh": .string("0.0175"), "percent": .string("5"), "pricing": .string(pricing.rawValue),
        ])
        return .dictionary([
            "reference": .string(reference), "host": .string(reference), "versions": .array([version]),
        ])
    }
}

extension BenchPortfolio {
    /// Before any session.
    fileprivate static let firstDay = "2015-01-01"
}
