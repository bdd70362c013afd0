package import Values

/// What is wrong with something said on the way to a mandate.
package enum EREProblem: Hashable, Sendable {
    /// A step on which nothing was said.
    case notSaid(EREStep)
    case holderUnnamed
    case companyNumber
    case vatID
    /// A sole trader's VAT number that tells the citizen's number (BSN), which is needed for nothing here.
    case vatIDTellsCitizenNumber
    case representativeMissing
    /// Of the establishment of a company or association.
    case establishment
    case ean(EAN18Fault)
    case street, houseNumber, postcode, town
    /// Units are for connections in the Netherlands.
    case country
    /// The connection is in somebody else's name.
    case notHeld
    case noCharger
    case tooManyChargers
    case chargerUnnamed
    case serialMissing
    case serialTwice(String)
    /// The meter is in the fuse box, or nobody knows where.
    case meterElsewhere
    /// The model is known to have no MID meter, and nothing shows otherwise.
    case noMeter

    /// The stable code for logs and programs.
    package var code: String {
        switch self {
        case .notSaid(let step): "ere_enrolment.\(step.rawValue)_missing"
        case .holderUnnamed: "ere_enrolment.holder_unnamed"
        case .companyNumber: "ere_enrolment.company_number"
        case .vatID: "ere_enrolment.vat_id"
        case .vatIDTellsCitizenNumber: "ere_enrolment.vat_id_tells_citizen_number"
        case .representativeMissing: "ere_enrolment.representative_missing"
        case .establishment: "ere_enrolment.establishment"
        case .ean(.missing): "ere_enrolment.ean_missing"
        case .ean(.shape): "ere_enrolment.ean_shape"
        case .ean(.length): "ere_enrolment.ean_length"
        case .ean(.checkDigit): "ere_enrolment.ean_check_digit"
        case .street: "ere_enrolment.street"
        case .houseNumber: "ere_enrolment.house_number"
        case .postcode: "ere_enrolment.postcode"
        case .town: "ere_enrolment.town"
        case .country: "ere_enrolment.country"
        case .notHeld: "ere_enrolment.not_held"
        case .noCharger: "ere_enrolment.no_charger"
        case .tooManyChargers: "ere_enrolment.too_many_chargers"
        case .chargerUnnamed: "ere_enrolment.charger_unnamed"
        case .serialMissing: "ere_enrolment.serial_missing"
        case .serialTwice: "ere_enrolment.serial_twice"
        case .meterElsewhere: "ere_enrolment.meter_elsewhere"
        case .noMeter: "ere_enrolment.no_meter"
        }
    }
}

/// The checks of an enrolment, all of them without asking anybody.
package enum EREChecks {
    /// Chargers behind one connection; a car park of more is enrolled by the platform's import.
    package static let mostChargers = 50

    /// What is wrong with what somebody said of itself.
    package static func problems(_ holder: EREHolder) -> [EREProblem] {
        var problems: [EREProblem] = holder.name.isEmpty ? [.holderUnnamed] : []
        guard holder.kind != .person else { return problems }
        if KvKNumber(holder.companyNumber) == nil { problems.append(.companyNumber) }
        if !holder.vatID.isEmpty { problems += vatProblems(holder) }
        if holder.representative.isEmpty { problems.append(.representativeMissing) }
        let address = holder.address
        if [address.street, address.houseNumber, address.postcode, address.town].contains("") {
            problems.append(.establishment)
        }
        return problems
    }

    private static func vatProblems(_ holder: EREHolder) -> [EREProblem] {
        guard let vatID = DutchVATID(holder.vatID) else { return [.vatID] }
        return holder.isSoleTrader && vatID.tellsCitizenNumber ? [.vatIDTellsCitizenNumber] : []
    }

    /// What is wrong with a connection.
    package static func problems(_ connection: EREConnection) -> [EREProblem] {
        problems(at: connection.address, isHeld: connection.isHeld)
    }

    /// What is wrong with what is said of a connection beside its number.
    package static func problems(at address: Address, isHeld: Bool) -> [EREProblem] {
        var problems: [EREProblem] = []
        if address.street.isEmpty { problems.append(.street) }
        // `12`, `12-3`, `12 hs`: it begins with a digit.
        if address.houseNumber.first?.isNumber != true { problems.append(.houseNumber) }
        if DutchPostcode(address.postcode) == nil { problems.append(.postcode) }
        if address.town.isEmpty { problems.append(.town) }
        if address.country != "NL" { problems.append(.country) }
        if !isHeld { problems.append(.notHeld) }
        return problems
    }

    /// What is wrong with one charger.
    package static func problems(_ charger: ERECharger, behind construct: EREConstruct) -> [EREProblem] {
        var problems: [EREProblem] = []
        if charger.brand.isEmpty || charger.model.isEmpty { problems.append(.chargerUnnamed) }
        if charger.serial.isEmpty { problems.append(.serialMissing) }
        guard construct != .exclusive else { return problems }
        if charger.meterPlace == .elsewhere { problems.append(.meterElsewhere) }
        if charger.verdict == .unlikely, charger.evidence == 0 { problems.append(.noMeter) }
        return problems
    }

    /// What is wrong with the chargers behind a connection.
    package static func problems(_ chargers: [ERECharger], behind construct: EREConstruct) -> [EREProblem] {
        guard !chargers.isEmpty else { return [.noCharger] }
        guard chargers.count <= mostChargers else { return [.tooManyChargers] }
        var seen: Set<String> = []
        let twice = chargers.filter { !seen.insert($0.serial.uppercased()).inserted }.map(\.serial)
        return chargers.flatMap { problems($0, behind: construct) } + twice.map(EREProblem.serialTwice)
    }
}

/// Who runs the grid at a connection, as far as the first digits of its number tell; a hint and never a reason to
/// refuse.
///
/// Source: the operators' location numbers (GLN-13) as two Dutch sites give them; market knowledge, not confirmed.
package enum GridOperatorHint: String, CaseIterable, Sendable {
    case enexis = "Enexis"
    case liander = "Liander"
    /// The number begins as Belgian ones do.
    case belgium

    package init?(_ ean: EAN18) {
        switch ean.text.prefix(7) {
        case "8716879", "8716885": self = .enexis
        case "8716909", "8716871": self = .liander
        default:
            guard ean.text.hasPrefix("541448") else { return nil }
            self = .belgium
        }
    }
}
