package import Values

/// Addresses of what is held against bookings: the quarterly reconciliation, and what verifiers choose and get.
package enum EREAuditRoute: Hashable, Sendable {
    /// The quarters of which there are deliveries.
    case reconciliations
    /// The report of a quarter, such as `2026-Q3`.
    case reconciliation(String)
    case reconciliationPDF(String)
    /// Its connections, and what was corrected, as CSV.
    case reconciliationLines(String)
    case reconciliationCorrections(String)
    /// A quarter over all partners.
    case partnerReconciliation
    case partnerReconciliationTable
    /// What of a year was filed.
    case population(EREVerifierDesk, String)
    case populationTable(EREVerifierDesk, String)
    case populationPack(EREVerifierDesk, String)
    /// Asks for lines of it (POST).
    case sampleRequest(EREVerifierDesk, String)
    /// A request, and the evidence of its lines.
    case sample(EREVerifierDesk, ERESampleID)
    case sampleAnswer(EREVerifierDesk, ERESampleID)

    var pattern: String {
        switch self {
        case .reconciliations: "/reconciliation"
        case .reconciliation: "/reconciliation/{quarter}"
        case .reconciliationPDF: "/reconciliation/{quarter}/report.pdf"
        case .reconciliationLines: "/reconciliation/{quarter}/connections.csv"
        case .reconciliationCorrections: "/reconciliation/{quarter}/corrections.csv"
        case .partnerReconciliation: "/admin/reconciliation"
        case .partnerReconciliationTable: "/admin/reconciliation/partners.csv"
        case .population(let desk, _): desk.prefix + "/populations/{year}"
        case .populationTable(let desk, _): desk.prefix + "/populations/{year}/population.csv"
        case .populationPack(let desk, _): desk.prefix + "/populations/{year}/pack.zip"
        case .sampleRequest(let desk, _): desk.prefix + "/populations/{year}/samples"
        case .sample(let desk, _): desk.prefix + "/samples/{sample}"
        case .sampleAnswer(let desk, _): desk.prefix + "/samples/{sample}/evidence.zip"
        }
    }

    var arguments: [String] {
        switch self {
        case .reconciliations, .partnerReconciliation, .partnerReconciliationTable: []
        case .reconciliation(let quarter), .reconciliationPDF(let quarter), .reconciliationLines(let quarter),
            .reconciliationCorrections(let quarter):
            [quarter]
        case .population(let desk, let year), .populationTable(let desk, let year), .populationPack(let desk, let year),
            .sampleRequest(let desk, let year):
            desk.arguments + [year]
        case .sample(let desk, let id), .sampleAnswer(let desk, let id): desk.arguments + ["\(id)"]
        }
    }
}
