import Domain
import Jobs
import Postgres
import Web

extension FilingServices {
    /// Makes filings, what belongs to them and what is held against them.
    static func made(on database: Database) -> FilingServices {
        let filings = EREFilingFiles(database: database)
        let reconciliations = EREReconciliationFiles(database: database)
        let verifier = EREVerifierFiles(database: database)
        return FilingServices(
            make: { try await filings.file($0, $1, at: $2) },
            document: { scope, id, name, hand in try await filings.write(scope, id, [name]) { try await hand($1) } },
            pack: { try await filings.pack($0, $1, to: $2) },
            report: { scope, quarter, file, language, now, hand in
                try await reconciliations.write(scope, quarter, file, language, at: now, to: hand)
            },
            verifier: VerifierServices(
                population: { try await verifier.population($0, $1, at: $2, to: $3) },
                pack: { try await verifier.pack($0, $1, at: $2, to: $3) },
                answer: { try await verifier.answer($0, $1, at: $2, to: $3) }
            )
        )
    }
}
