import Values

extension DemoWorld {
    /// The portfolio of each operator as a file, in the form of docs/reference/portfolio.schema.json.
    package var portfolios: [[UInt8]] {
        WorldCast.operators.map { Array((portfolio(of: $0).prettyText + "\n").utf8) }
    }

    private func portfolio(of party: WorldOperator) -> JSON {
        let sites = party.hosts.flatMap { host in host.sites.map { (host, $0) } }
        return .dictionary([
            "operator": operatorRow(party),
            "hosts": .array(party.hosts.map(hostRow)),
            "sites": .array(sites.map { siteRow($1, of: $0) }),
            "charge_points": .array(party.stations(seed: seed).map(stationRow)),
            "tokens": .array(tokenRows(party)),
            "users": .array(userRows(party)),
            "supply_contracts": .array(party.hosts.flatMap { host in host.supply.map { supplyRow($0, of: host) } }),
            "reimbursement_contracts": .array(
                party.hosts.flatMap { host in host.reimbursement.map { reimbursementRow($0, of: host) } }
            ),
        ])
    }

    // MARK: Parties

    private func operatorRow(_ party: WorldOperator) -> JSON {
        .dictionary([
            "reference": .string(party.reference),
            "name": .string(party.name),
            "legal_name": .string(party.legalName),
            "number_prefix": .string(party.prefix),
            "address": addressRow(party.address),
            "company_number": .string(party.companyNumber),
            "vat_id": .string(party.vatID),
            "email": .string("office@\(party.domain)"),
            "iban": .string(WorldAccount.iban(party.account)),
        ])
    }

    private func hostRow(_ host: WorldHost) -> JSON {
        .dictionary([
            "reference": .string(host.reference),
            "name": .string(host.name),
            "kind": .string(host.kind),
            "vat_status": .string(host.vatStatus),
            "exemption_ground": .string(host.exemptionGround),
            "address": addressRow(host.address),
            "company_number": .string(host.companyNumber),
            "vat_id": .string(host.vatID),
            "email": .string("office@\(host.reference).example"),
            "iban": .string(host.account.map(WorldAccount.iban) ?? ""),
        ])
    }

    private func siteRow(_ site: WorldSite, of host: WorldHost) -> JSON {
        .dictionary([
            "reference": .string(site.reference),
            "host": .string(host.reference),
            "name": .string(site.name),
            "time_zone": .string(DemoWorld.zoneName),
            "bidding_zone": .string(DemoWorld.biddingZone),
            "address": addressRow(site.address),
        ])
    }

    private func addressRow(_ address: WorldAddress) -> JSON {
        .dictionary([
            "street": .string(address.street),
            "house_number": .string(address.number),
            "postcode": .string(address.postcode),
            "town": .string(address.town),
            "country": .string("NL"),
        ])
    }

    // MARK: Charge points and people

    private func stationRow(_ station: WorldStation) -> JSON {
        .dictionary([
            "identity": .string(station.identity),
            "site": .string(station.site.reference),
            "name": .string("\(station.site.name) \(station.number)"),
            "connectors": .integer(station.site.connectors),
            "max_power_w": .integer(station.site.powerW),
            "key": .string(station.key),
        ])
    }

    private func tokenRows(_ party: WorldOperator) -> [JSON] {
        let tokens = party.hosts.flatMap(\.sites).flatMap { WorldToken.all(of: $0, seed: seed) }
        let rows = tokens.map { token in
            JSON.dictionary(["uid": .string(token.uid), "label": .string(token.label)])
        }
        let lost = JSON.dictionary([
            "uid": .string(lostToken(party.reference)), "label": .string("Reported lost"), "blocked": .bool(true),
        ])
        return rows + [lost]
    }

    /// The card of an operator that somebody lost.
    func lostToken(_ operatorReference: String) -> String {
        var source = SeededSource(seed, "lost token", operatorReference)
        return "04" + source.hex(digits: 12)
    }

    private func userRows(_ party: WorldOperator) -> [JSON] {
        party.logins.map { login in
            let host = login.role == .host ? party.hosts.first : nil
            return .dictionary([
                "email": .string(login.email),
                "name": .string(host?.name ?? "\(party.name) \(login.role == .operatorAdmin ? "admin" : "finance")"),
                "role": .string(login.role.rawValue),
                "host": .text(host?.reference),
                "language": .string(login.role == .host ? "nl" : "en"),
                "password": .string(login.password),
            ])
        }
    }

    // MARK: Contracts

    /// The day from which first versions hold: the first of the year before.
    private var contractDay: LocalDate {
        LocalDate(year: firstDay.components.year - 1, month: 1, day: 1) ?? firstDay
    }

    private func supplyRow(_ supply: WorldSupply, of host: WorldHost) -> JSON {
        let first = supplyVersion(supply.pricing, from: contractDay)
        let second = supply.changed.map { supplyVersion($0, from: changeDay) }
        return .dictionary([
            "reference": .string(supply.reference),
            "host": .string(host.reference),
            "name": .string("\(supply.supplier), \(host.name)"),
            "supplier": .string(supply.supplier),
            "versions": .array([first] + (second.map { [$0] } ?? [])),
        ])
    }

    private func supplyVersion(_ pricing: WorldSupply.Pricing, from day: LocalDate) -> JSON {
        let from = JSON.string(day.description)
        let zone = JSON.string(DemoWorld.biddingZone)
        switch pricing {
        case .fixed(let price):
            return .dictionary(["valid_from": from, "mode": .string("fixed"), "price_per_kwh": .string(price)])
        case .spot:
            return .dictionary(["valid_from": from, "mode": .string("spot"), "zone": zone])
        case .formula(let factor, let addend):
            return .dictionary([
                "valid_from": from, "mode": .string("formula"), "zone": zone, "factor": .string(factor),
                "addend_per_kwh": .string(addend),
            ])
        }
    }

    private func reimbursementRow(_ contract: WorldReimbursement, of host: WorldHost) -> JSON {
        let version = JSON.dictionary([
            "valid_from": .string(contractDay.description),
            "supply_contract": .string(contract.supply),
            "fixed_per_kwh": .string(contract.fixed),
            "percent": .string(contract.percent),
            "pricing": .string(contract.pricing),
            "payment_term_kind": .string(contract.termKind),
            "payment_term_days": .integer(contract.termDays),
        ])
        return .dictionary([
            "reference": .string(contract.reference),
            "host": .string(host.reference),
            "site": .text(contract.site),
            "name": .string("Vergoeding \(contract.site ?? host.name)"),
            "versions": .array([version]),
        ])
    }
}
