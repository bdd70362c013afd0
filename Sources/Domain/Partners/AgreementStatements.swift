import Crypto
import Postgres
import Values

extension AgreementTemplate {
    static let sample = AgreementTemplate(
        id: AgreementTemplateID(1),
        kind: .agreement,
        language: "nl",
        version: 1,
        text: AgreementText(title: "", body: ""),
        publishedAt: Timestamp(seconds: 0)
    )

    init(_ row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            kind: try row.next(),
            language: try row.next(),
            version: try row.next(),
            text: AgreementText(title: try row.next(), body: try row.next()),
            publishedAt: try row.next()
        )
    }
}

/// The newest model text of each kind and language.
struct ListAgreementTemplates: Statement {
    static let sql = """
        SELECT DISTINCT ON (kind, language) id, kind, language, version, title, body, published_at
        FROM agreement_templates ORDER BY kind, language, version DESC
        """
    static let sample = ListAgreementTemplates()
    static func decode(_ row: inout RowReader) throws -> AgreementTemplate { try AgreementTemplate(&row) }
}

/// The newest model text of a kind and language.
struct FindAgreementTemplate: Statement {
    static let sql = """
        SELECT id, kind, language, version, title, body, published_at
        FROM agreement_templates WHERE kind = $1 AND language = $2 ORDER BY version DESC LIMIT 1
        """
    static let sample = FindAgreementTemplate(kind: .agreement, language: "nl")
    let kind: AgreementKind
    let language: String

    func bind(to values: inout Bindings) {
        values.append(kind)
        values.append(language)
    }
    static func decode(_ row: inout RowReader) throws -> AgreementTemplate { try AgreementTemplate(&row) }
}

/// Publishes the next version of a model text.
struct InsertAgreementTemplate: Statement {
    static let sql = """
        INSERT INTO agreement_templates (kind, language, version, title, body, published_at, published_by)
        SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5::timestamptz, $6::bigint FROM agreement_templates
        WHERE kind = $1 AND language = $2 RETURNING id
        """
    static let sample = InsertAgreementTemplate(
        kind: .agreement,
        language: "nl",
        text: AgreementText(title: "", body: ""),
        at: Timestamp(seconds: 0),
        by: nil
    )
    let kind: AgreementKind
    let language: String
    let text: AgreementText
    let at: Timestamp
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(kind)
        values.append(language)
        values.append(text.title)
        values.append(text.body)
        values.append(at)
        values.append(by)
    }
    static func decode(_ row: inout RowReader) throws -> AgreementTemplateID { try row.next() }
}

/// Lays a text before a partner.
struct InsertPartnerDocument: Statement {
    static let sql = """
        INSERT INTO partner_documents (operator_id, kind, template_id, language, version, title, body, sha256, offered_at,
            offered_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id
        """
    static let sample = InsertPartnerDocument(
        operatorID: OperatorID(1),
        template: .sample,
        text: AgreementText(title: "", body: ""),
        at: Timestamp(seconds: 0),
        by: nil
    )
    let operatorID: OperatorID
    let template: AgreementTemplate
    let text: AgreementText
    let at: Timestamp
    let by: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(template.kind)
        values.append(template.id)
        values.append(template.language)
        values.append(template.version)
        values.append(text.title)
        values.append(text.body)
        values.append(text.sha256)
        values.append(at)
        values.append(by)
    }
    static func decode(_ row: inout RowReader) throws -> PartnerDocumentID { try row.next() }
}

/// What was laid before a partner with how it was accepted, the newest first; with an id that one only.
struct ListPartnerDocuments: Statement {
    static let sql = """
        SELECT d.id, d.kind, d.language, d.version, d.title, d.body, d.sha256, d.offered_at, a.accepted_at, a.name,
            a.position, u.email, a.remote_address, a.pdf_sha256
        FROM partner_documents d
        LEFT JOIN partner_acceptances a ON a.operator_id = $1 AND a.document_id = d.id
        LEFT JOIN users u ON u.operator_id = $1 AND u.id = a.accepted_by
        WHERE d.operator_id = $1 AND ($2::bigint IS NULL OR d.id = $2) ORDER BY d.id DESC LIMIT $3
        """
    static let sample = ListPartnerDocuments(operatorID: OperatorID(1), id: nil, limit: 1)
    let operatorID: OperatorID
    let id: PartnerDocumentID?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> PartnerDocument {
        let (id, kind) = (try row.next(PartnerDocumentID.self), try row.next(AgreementKind.self))
        let (language, version) = (try row.next(String.self), try row.next(Int32.self))
        let text = AgreementText(title: try row.next(), body: try row.next())
        let (sha256, offeredAt) = (try row.next([UInt8].self), try row.next(Timestamp.self))
        return PartnerDocument(
            id: id,
            kind: kind,
            language: language,
            version: version,
            text: text,
            sha256: sha256,
            offeredAt: offeredAt,
            acceptance: try acceptance(&row)
        )
    }

    private static func acceptance(_ row: inout RowReader) throws -> PartnerAcceptance? {
        let (at, name) = (try row.next(Timestamp?.self), try row.next(String?.self))
        let (position, email) = (try row.next(String?.self), try row.next(String?.self))
        let (address, sha256) = (try row.next(String?.self), try row.next([UInt8]?.self))
        guard let at, let name, let position, let address, let sha256 else { return nil }
        return PartnerAcceptance(
            at: at,
            name: name,
            position: position,
            email: email ?? "",
            remoteAddress: address,
            pdfSHA256: sha256
        )
    }
}

/// Accepts a document.
struct InsertPartnerAcceptance: Statement {
    static let sql = """
        INSERT INTO partner_acceptances (operator_id, document_id, accepted_at, accepted_by, name, position,
            remote_address, sha256, pdf, pdf_sha256)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    static let sample = InsertPartnerAcceptance(
        operatorID: OperatorID(1),
        document: PartnerDocument(
            id: PartnerDocumentID(1),
            kind: .agreement,
            language: "nl",
            version: 1,
            text: AgreementText(title: "", body: ""),
            sha256: [],
            offeredAt: Timestamp(seconds: 0),
            acceptance: nil
        ),
        signature: AcceptanceSignature(name: "", position: "", remoteAddress: ""),
        at: Timestamp(seconds: 0),
        by: UserID(1),
        pdf: []
    )
    let operatorID: OperatorID
    let document: PartnerDocument
    let signature: AcceptanceSignature
    let at: Timestamp
    let by: UserID
    let pdf: [UInt8]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(document.id)
        values.append(at)
        values.append(by)
        values.append(signature.name)
        values.append(signature.position)
        values.append(signature.remoteAddress)
        values.append(document.sha256)
        values.append(pdf)
        values.append(Array(SHA256.hash(data: pdf)))
    }
}

/// The file of an accepted document.
struct FindAcceptancePDF: Statement {
    static let sql = "SELECT pdf FROM partner_acceptances WHERE operator_id = $1 AND document_id = $2"
    static let sample = FindAcceptancePDF(operatorID: OperatorID(1), documentID: PartnerDocumentID(1))
    let operatorID: OperatorID
    let documentID: PartnerDocumentID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(documentID)
    }
    static func decode(_ row: inout RowReader) throws -> [UInt8] { try row.next() }
}
