import Crypto
package import Postgres
package import Values

/// Model texts, what was laid before partners, and what they accepted; all of it is added to and never changed.
package enum Agreements {
    private static let kind = "partner_document"
    /// Documents of one partner that a page shows.
    package static let documentLimit = 100

    /// The newest model texts of every kind and language.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func templates(_ scope: Scope, in tx: Transaction) async throws -> [AgreementTemplate] {
        try scope.require(.platformAdmin, .platformFinance, .verifier)
        return try await tx.all(ListAgreementTemplates())
    }

    /// Publishes the next version of a model text; documents that were offered stay as they are.
    ///
    /// - Throws: ``AgreementRejection``, ``NotPermitted``, `PostgresFault`.
    package static func publish(
        _ scope: Scope,
        _ text: AgreementText,
        as kind: AgreementKind,
        in language: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.platformAdmin)
        guard text.blanks.allSatisfy({ AgreementBlank(rawValue: $0) != nil }) else {
            throw AgreementRejection.unknownBlank
        }
        let insert = InsertAgreementTemplate(kind: kind, language: language, text: text, at: now, by: scope.userID)
        let id = try await AgreementRejection.mapping { try await tx.one(insert) }
        let record = AuditRecord("agreement.published", subject: "agreement_template/\(id)")
        try await AuditLog.record(scope, record, in: tx)
    }

    /// Lays the newest model text before the scope's partner, filled in with values in its language.
    ///
    /// - Throws: ``AgreementRejection``, ``NotPermitted``, `PostgresFault`.
    package static func offer(
        _ scope: Scope,
        _ kind: AgreementKind,
        in language: String,
        _ values: [AgreementBlank: String],
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> PartnerDocumentID {
        try scope.require(.platformAdmin)
        let find = FindAgreementTemplate(kind: kind, language: language)
        guard let template = try await tx.first(find) else { throw AgreementRejection.noTemplate }
        let insert = InsertPartnerDocument(
            operatorID: try scope.requireOperator(),
            template: template,
            text: template.text.filled(values),
            at: now,
            by: scope.userID
        )
        let id = try await tx.one(insert)
        let detail = JSON.dictionary(["kind": .string(kind.rawValue), "version": .integer(Int(template.version))])
        let record = AuditRecord("agreement.offered", subject: "partner_document/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
        return id
    }

    /// What was laid before the scope's partner, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func documents(_ scope: Scope, in tx: Transaction) async throws -> [PartnerDocument] {
        try requireReader(scope)
        return try await tx.all(
            ListPartnerDocuments(operatorID: try scope.requireOperator(), id: nil, limit: documentLimit)
        )
    }

    /// One document of the scope's partner.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func document(
        _ scope: Scope,
        _ id: PartnerDocumentID,
        in tx: Transaction
    ) async throws -> PartnerDocument {
        try requireReader(scope)
        let find = ListPartnerDocuments(operatorID: try scope.requireOperator(), id: id, limit: 1)
        guard let found = try await tx.first(find) else { throw NotFound(kind) }
        return found
    }

    /// The accepted document as a file to keep.
    ///
    /// - Throws: ``NotFound`` also for one that is not accepted, ``NotPermitted``, `PostgresFault`.
    package static func pdf(_ scope: Scope, _ id: PartnerDocumentID, in tx: Transaction) async throws -> [UInt8] {
        try requireReader(scope)
        let find = FindAcceptancePDF(operatorID: try scope.requireOperator(), documentID: id)
        guard let bytes = try await tx.first(find) else { throw NotFound(kind) }
        return bytes
    }

    /// Accepts a document by name, and keeps it as a file with the acceptance on it.
    ///
    /// `shown` is the SHA-256 of the text on the page from which it is accepted; `pdf` draws the file.
    ///
    /// - Throws: ``AgreementRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`, what `pdf` throws.
    package static func accept(
        _ scope: Scope,
        _ id: PartnerDocumentID,
        shown: [UInt8],
        _ signature: AcceptanceSignature,
        at now: Timestamp,
        in tx: Transaction,
        pdf: (PartnerDocument) throws -> [UInt8]
    ) async throws {
        try scope.require(.operatorAdmin, .partnerAdmin)
        guard let user = scope.userID else { throw NotPermitted() }
        let document = try await document(scope, id, in: tx)
        guard document.acceptance == nil else { throw AgreementRejection.alreadyAccepted }
        let newest = try await documents(scope, in: tx).first { $0.kind == document.kind }
        guard newest?.id == id else { throw AgreementRejection.notNewest }
        guard equalInConstantTime(shown, document.sha256), document.text.sha256 == document.sha256 else {
            throw AgreementRejection.changed
        }
        let insert = InsertPartnerAcceptance(
            operatorID: try scope.requireOperator(),
            document: document,
            signature: signature,
            at: now,
            by: user,
            pdf: try pdf(document)
        )
        _ = try await AgreementRejection.mapping { try await tx.run(insert) }
        let detail = JSON.dictionary(["sha256": .string(Hex.text(document.sha256))])
        let record = AuditRecord("agreement.accepted", subject: "partner_document/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }

    private static func requireReader(_ scope: Scope) throws(NotPermitted) {
        try scope.require(
            .operatorAdmin,
            .operatorFinance,
            .partnerAdmin,
            .partnerSupport,
            .platformAdmin,
            .platformFinance,
            .verifier
        )
    }
}
