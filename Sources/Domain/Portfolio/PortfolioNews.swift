import Postgres
import Values

/// How many rows of a file are not there yet; those need what known ones may leave out.
struct PortfolioNews {
    private(set) var hosts = 0
    private(set) var sites = 0
    private(set) var upstreams = 0
    private(set) var chargePoints = 0
    private(set) var tokens = 0
    /// What new rows lack, and what does not go together with what is there.
    private(set) var problems: [PortfolioProblem] = []

    /// Looks at a file beside the database.
    init(_ file: PortfolioFile, _ operatorID: OperatorID, in tx: Transaction) async throws {
        let merged = try await tx.all(MergedHosts(operatorID: operatorID, rows: file.hosts.map(\.json)))
        hosts = count(file.hosts, merged.map(\.isKnown))
        for (row, host) in zip(file.hosts, merged) { check(row, host) }
        func known(_ rows: [PortfolioRow], _ column: String, _ kind: KnownNames.Kind) async throws -> [Bool] {
            let names = rows.map { $0[column]?.stringValue ?? "" }
            return try await tx.all(KnownNames(operatorID: operatorID, names: names, kind: kind))
        }
        sites = count(file.sites, try await known(file.sites, "reference", .sites))
        upstreams = count(file.upstreams, try await known(file.upstreams, "name", .upstreams))
        chargePoints = count(file.chargePoints, try await known(file.chargePoints, "identity", .chargePoints))
        tokens = count(file.tokens, try await known(file.tokens, "uid", .tokens))
    }

    /// Counts the new ones among some rows and notes what they lack.
    private mutating func count(_ rows: [PortfolioRow], _ isKnown: [Bool]) -> Int {
        let new = zip(rows, isKnown).filter { !$0.1 }.map(\.0)
        problems += new.flatMap(\.missing)
        return new.count
    }

    /// Notes what does not go together once the file's fields cover those that are there.
    private mutating func check(_ row: PortfolioRow, _ host: MergedHosts.Row) {
        if host.kind == "private", host.vatStatus != "not_taxable" {
            let column = row.places["vat_status"] == nil ? "kind" : "vat_status"
            problems.append(row.problem(column, "a private host is not_taxable"))
        }
        let isNamed = row.places["vat_id"] != nil || row.places["country"] != nil
        if isNamed, let vatID = host.vatID, let country = host.country, VATDecision.isForeign(vatID, to: country) {
            let column = row.places["vat_id"] == nil ? "country" : "vat_id"
            problems.append(row.problem(column, PortfolioRow.foreignVATID(country)))
        }
    }
}
