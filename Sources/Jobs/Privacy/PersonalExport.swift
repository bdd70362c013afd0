package import Domain
import Formats
package import Postgres
package import Values

/// All that is known of one customer, as one archive: each kind of record as JSON and as CSV, mandates, papers and
/// documents of payouts as they are, and a list of all files with their hashes.
package struct PersonalExport: Sendable {
    private let database: Database
    private let payouts: EREPayoutRenderer

    package init(database: Database, payouts: EREPayoutRenderer) {
        self.database = database
        self.payouts = payouts
    }

    /// Writes the archive piece by piece; who may have it is looked at before, by ``PersonalRecords/open(_:of:in:)``.
    ///
    /// - Throws: ``SnapshotFault``, `PostgresFault`, and what the sink throws.
    package nonisolated(nonsending) func write(
        _ operatorID: OperatorID,
        _ customer: CustomerID,
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        let scope = Scope.system(for: operatorID)
        var pack = EREPackWriter()
        pack.add("README.txt", Array(PersonalExport.readme.utf8))
        let paid = try await database.read(scope, isolation: .repeatableRead) { tx in
            for kind in PersonalRecordKind.allCases {
                try await json(scope, kind, customer, &pack, in: tx, to: sink)
                try await csv(scope, kind, customer, &pack, in: tx, to: sink)
            }
            for try await paper in try PersonalRecords.papers(scope, of: customer, in: tx) {
                pack.add(paper.name, paper.content)
                try await sink(pack.take())
            }
            return try await PersonalRecords.payouts(scope, of: customer, in: tx)
        }
        // Documents are drawn when nobody has before, which takes a connection of its own.
        for payout in paid {
            pack.add(
                "payouts/\(payout.snapshot.number).pdf",
                try await payouts.pdf(operatorID, payout.id, payout.snapshot)
            )
            try await sink(pack.take())
        }
        pack.finish()
        try await sink(pack.take())
    }

    private nonisolated(nonsending) func json(
        _ scope: Scope,
        _ kind: PersonalRecordKind,
        _ customer: CustomerID,
        _ pack: inout EREPackWriter,
        in tx: Transaction,
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        pack.begin("json/\(kind.rawValue).json")
        var isFirst = true
        try await PersonalRecords.each(kind, scope, of: customer, in: tx) { record in
            pack.append(Array((isFirst ? "[\n" : ",\n").utf8) + record.compactBytes)
            isFirst = false
            try await pack.flush(to: sink)
        }
        pack.append(Array((isFirst ? "[]\n" : "\n]\n").utf8))
    }

    /// Of a kind without records the file is empty: its heads are those of the first record.
    private nonisolated(nonsending) func csv(
        _ scope: Scope,
        _ kind: PersonalRecordKind,
        _ customer: CustomerID,
        _ pack: inout EREPackWriter,
        in tx: Transaction,
        to sink: nonisolated(nonsending) ([UInt8]) async throws -> Void
    ) async throws {
        pack.begin("csv/\(kind.rawValue).csv")
        var isFirst = true
        try await PersonalRecords.each(kind, scope, of: customer, in: tx) { record in
            let members = record.objectValue ?? []
            if isFirst { pack.row(members.map(\.name)) }
            isFirst = false
            pack.row(members.map { PersonalExport.cell($0.value) })
            try await pack.flush(to: sink)
        }
    }

    private static func cell(_ value: JSON) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        case .bool, .number, .array, .object: value.description
        }
    }

    private static let readme = """
        What is kept of you, at the moment at which this archive was made.

        json/ and csv/ have the same records, one file for each kind; a kind of which there is nothing has an empty file.
        mandates/ and evidence/ have what was signed and handed in, payouts/ the documents of what was paid.
        Amounts are in cents, energy in watt-hours, moments in UTC or with their zone.
        Links and codes in mails are left out, since they open doors. Of cards used at a charge point, which may be those
        of somebody else, only the end is told.
        SHA256SUMS has the hashes of all files: sha256sum -c SHA256SUMS

        Wat er van u wordt bewaard, op het moment waarop dit archief is gemaakt.

        json/ en csv/ bevatten dezelfde gegevens, een bestand per soort; van een soort waarvan niets bekend is, is het
        bestand leeg. mandates/ en evidence/ bevatten wat is getekend en ingeleverd, payouts/ de documenten van wat is
        uitbetaald. Bedragen zijn in centen, energie is in wattuur, tijden zijn in UTC of met hun zone.
        Links en codes in mails zijn weggelaten, omdat ze deuren openen. Van passen die bij een laadpunt zijn gebruikt en
        van een ander kunnen zijn, staat er alleen het einde.

        """
}
