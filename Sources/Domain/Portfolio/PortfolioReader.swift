import Values

/// Reads and checks a whole portfolio file; either everything is right or everything wrong is told.
package struct PortfolioReader {
    /// Says what is wrong with an IBAN; given from outside, since bank formats are not the domain's.
    package typealias IBANCheck = (String) -> String?

    /// The largest file that is read: a hundred thousand charge points take about 30 MiB.
    package static let maxBytes = 64 * 1024 * 1024

    let checkIBAN: IBANCheck
    var file = PortfolioFile()
    private var problems: [PortfolioProblem] = []
    private var names: [String: [String: JSONCursor]] = [:]
    /// The hosts of sites and supply contracts, by kind and reference.
    private var hosts: [String: [String: String]] = [:]

    private init(checkIBAN: @escaping IBANCheck) {
        self.checkIBAN = checkIBAN
    }

    /// Reads a file.
    ///
    /// - Throws: ``PortfolioRefusal`` with every problem and its line.
    package static func read(_ bytes: [UInt8], checkIBAN: @escaping IBANCheck) throws(PortfolioRefusal) -> PortfolioFile
    {
        guard bytes.count <= maxBytes else {
            throw PortfolioRefusal(problems: [
                PortfolioProblem(line: 1, path: "", reason: "the file is larger than \(maxBytes) bytes")
            ])
        }
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: bytes)
        } catch {
            throw PortfolioRefusal(problems: [PortfolioProblem(line: error.line, path: "", reason: error.reason)])
        }
        var reader = PortfolioReader(checkIBAN: checkIBAN)
        reader.read(document.cursor)
        guard reader.problems.isEmpty else {
            throw PortfolioRefusal(problems: reader.problems)
        }
        return reader.file
    }

    private mutating func read(_ root: JSONCursor) {
        var fields = PortfolioFields(root)
        fields.ignore("$schema")
        if let place = fields.member("operator") { file.operatorRow = readOperator(place) }
        for place in fields.list("hosts") { file.hosts.append(readHost(place)) }
        for place in fields.list("sites") { file.sites.append(readSite(place)) }
        for place in fields.list("upstreams") { file.upstreams.append(readUpstream(place)) }
        for place in fields.list("charge_points") { file.chargePoints.append(readChargePoint(place)) }
        for place in fields.list("tokens") { file.tokens.append(readToken(place)) }
        for place in fields.list("users") { readUser(place) }
        for place in fields.list("supply_contracts") { readSupply(place) }
        for place in fields.list("reimbursement_contracts") { readReimbursement(place) }
        fields.finish()
        problems += fields.problems
    }

    // MARK: Names

    /// Notes a name that must be unique within its kind.
    mutating func define(_ kind: String, _ name: String, _ place: JSONCursor, host: String? = nil) {
        guard !name.isEmpty else { return }
        if let first = names[kind]?[name] {
            problems.append(
                PortfolioProblem(line: place.line, path: place.path, reason: "is defined on line \(first.line) already")
            )
        }
        names[kind, default: [:]][name] = place
        if let host { hosts[kind, default: [:]][name] = host }
    }

    /// Notes a reference to something that the file does not define.
    func check(_ kind: String, _ name: String?, _ fields: inout PortfolioFields, _ member: String) {
        guard let name, !name.isEmpty, names[kind]?[name] == nil else { return }
        fields.note(fields.cursor[member], "no \(kind) of the file has this reference")
    }

    /// Notes a reference to something of another host.
    func check(_ kind: String, _ name: String, isOf host: String, _ fields: inout PortfolioFields, _ member: String) {
        guard let owner = hosts[kind]?[name], owner != host else { return }
        fields.note(fields.cursor[member], "the \(kind) belongs to another host")
    }

    /// Takes over what was found wrong in an object, unknown fields included.
    @discardableResult
    mutating func close(_ fields: inout PortfolioFields) -> PortfolioRow {
        fields.finish()
        problems += fields.problems
        return fields.row
    }
}
