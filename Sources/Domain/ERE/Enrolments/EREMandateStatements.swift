import Crypto
import Postgres
import Values

/// The mandate of an enrolment.
struct FindEREMandate: Statement {
    static let sql = """
        SELECT ean, first_year::bigint, last_year::bigint, issued_on, template, language, document_sha256, pdf_sha256,
            signer_name, signer_email, signed_at, claim
        FROM ere_mandates WHERE operator_id = $1 AND enrolment_id = $2
        """
    static let sample = FindEREMandate(operatorID: OperatorID(1), enrolment: EREEnrolmentID(1))
    let operatorID: OperatorID
    let enrolment: EREEnrolmentID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolment)
    }
    static func decode(_ row: inout RowReader) throws -> EREMandate {
        EREMandate(
            ean: try row.next(),
            years: try EREYears.range(&row),
            issuedOn: try row.next(),
            template: try row.next(),
            language: try row.next(),
            documentSHA256: try row.next(),
            pdfSHA256: try row.next(),
            signerName: try row.next(),
            signerEmail: try row.next(),
            signedAt: try row.next(),
            claim: try row.next()
        )
    }
}

extension EREYears {
    /// Two columns; the database keeps them in order.
    fileprivate static func range(_ row: inout RowReader) throws -> ClosedRange<Int> {
        let (first, last): (Int, Int) = (try row.next(), try row.next())
        return first...max(first, last)
    }
}

/// The bytes of a mandate's PDF.
struct FindEREMandatePDF: Statement {
    static let sql = """
        SELECT pdf FROM ere_mandates
        WHERE operator_id = $1 AND enrolment_id = $2 AND ($3::bigint IS NULL OR customer_id = $3) AND pdf IS NOT NULL
        """
    static let sample = FindEREMandatePDF(operatorID: OperatorID(1), enrolment: EREEnrolmentID(1), customer: nil)
    let operatorID: OperatorID
    let enrolment: EREEnrolmentID
    let customer: CustomerID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolment)
        values.append(customer)
    }
    static func decode(_ row: inout RowReader) throws -> [UInt8] { try row.next() }
}

/// Stores a signed mandate.
struct InsertEREMandate: Statement {
    static let sql = """
        INSERT INTO ere_mandates (operator_id, customer_id, enrolment_id, ean, first_year, last_year, issued_on, template,
            language, document, document_sha256, pdf, pdf_sha256, signer_name, signer_email, code_sent_at, signed_at,
            signed_by, remote_address, claim)
        VALUES ($1, $2, $3, $4, $5::bigint, $6::bigint, $7, $8, $9, $10, sha256($10), $11, sha256($11), $12, $13, $14,
            $15, $16, $17, $18)
        """
    static var sample: InsertEREMandate {
        InsertEREMandate(
            operatorID: OperatorID(1),
            customer: CustomerID(1),
            enrolment: EREEnrolmentID(1),
            ean: "",
            code: .sample,
            issuedOn: LocalDate(daysSinceEpoch: 0),
            papers: EREMandatePapers(document: EREMandateDocument(template: "", language: "", bytes: []), pdf: []),
            name: "",
            by: UserID(1),
            remoteAddress: "",
            claim: [],
            at: Timestamp(seconds: 0)
        )
    }
    let operatorID: OperatorID
    let customer: CustomerID
    let enrolment: EREEnrolmentID
    let ean: String
    let code: EREStoredCode
    let issuedOn: LocalDate
    let papers: EREMandatePapers
    let name: String
    let by: UserID
    let remoteAddress: String
    let claim: [UInt8]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(enrolment)
        values.append(ean)
        values.append(code.offer.years.lowerBound)
        values.append(code.offer.years.upperBound)
        values.append(issuedOn)
        values.append(papers.document.template)
        values.append(papers.document.language)
        values.append(papers.document.bytes)
        values.append(papers.pdf)
        values.append(name)
        values.append(code.offer.email)
        values.append(code.offer.sentAt)
        values.append(at)
        values.append(by)
        values.append(remoteAddress)
        values.append(claim)
    }
}

// MARK: Codes

/// A code that was sent, as it is stored.
struct EREStoredCode: Hashable, Sendable {
    let id: Int64
    let user: UserID
    let salt: [UInt8]
    let sha256: [UInt8]
    let attempts: Int
    let offer: EREMandateOffer

    static let sample = EREStoredCode(
        id: 1,
        user: UserID(1),
        salt: [],
        sha256: [],
        attempts: 0,
        offer: EREMandateOffer(
            years: 2026...2026,
            language: "",
            sentAt: Timestamp(seconds: 0),
            expiresAt: Timestamp(seconds: 0),
            documentSHA256: [],
            email: ""
        )
    )

    func isAlive(at now: Timestamp) -> Bool { now < offer.expiresAt && attempts < EREMailCode.attempts }

    /// Found out in a time that tells nothing of the code.
    func fits(_ code: EREMailCode) -> Bool { equalInConstantTime(sha256, code.hash(salt: salt)) }
}

extension EREMailCode {
    /// Salted, so that equal codes do not look equal.
    func hash(salt: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: salt + Array(text.utf8))) }
}

/// Notes that a code is on its way, unless there were too many within the hour.
struct InsertERECode: Statement {
    static let sql = """
        INSERT INTO ere_signing_codes (operator_id, customer_id, enrolment_id, user_id, salt, code_sha256,
            document_sha256, first_year, last_year, language, sent_at, expires_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8::bigint, $9::bigint, $10, $11, $12
        WHERE (SELECT count(*) FROM ere_signing_codes c
            WHERE c.operator_id = $1 AND c.enrolment_id = $3 AND c.sent_at > $13) < $14
        """
    static var sample: InsertERECode {
        InsertERECode(
            operatorID: OperatorID(1),
            customer: CustomerID(1),
            enrolment: EREEnrolmentID(1),
            code: .sample,
            since: Timestamp(seconds: 0),
            limit: 1
        )
    }
    let operatorID: OperatorID
    let customer: CustomerID
    let enrolment: EREEnrolmentID
    let code: EREStoredCode
    let since: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(enrolment)
        values.append(code.user)
        values.append(code.salt)
        values.append(code.sha256)
        values.append(code.offer.documentSHA256)
        values.append(code.offer.years.lowerBound)
        values.append(code.offer.years.upperBound)
        values.append(code.offer.language)
        values.append(code.offer.sentAt)
        values.append(code.offer.expiresAt)
        values.append(since)
        values.append(limit)
    }
}

/// The newest code of an enrolment that went to a person.
struct NewestERECode: Statement {
    static let sql = """
        SELECT c.id, c.user_id, c.salt, c.code_sha256, c.attempts::bigint, c.first_year::bigint, c.last_year::bigint,
            c.language, c.sent_at, c.expires_at, c.document_sha256, u.email
        FROM ere_signing_codes c JOIN users u ON u.operator_id = c.operator_id AND u.id = c.user_id
        WHERE c.operator_id = $1 AND c.enrolment_id = $2 AND c.user_id = $3 ORDER BY c.id DESC LIMIT 1
        """
    static let sample = NewestERECode(operatorID: OperatorID(1), enrolment: EREEnrolmentID(1), user: UserID(1))
    let operatorID: OperatorID
    let enrolment: EREEnrolmentID
    let user: UserID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolment)
        values.append(user)
    }
    static func decode(_ row: inout RowReader) throws -> EREStoredCode {
        EREStoredCode(
            id: try row.next(),
            user: try row.next(),
            salt: try row.next(),
            sha256: try row.next(),
            attempts: try row.next(),
            offer: EREMandateOffer(
                years: try EREYears.range(&row),
                language: try row.next(),
                sentAt: try row.next(),
                expiresAt: try row.next(),
                documentSHA256: try row.next(),
                email: try row.next()
            )
        )
    }
}

/// Counts a wrong code.
struct CountERECodeAttempt: Statement {
    static let sql = "UPDATE ere_signing_codes SET attempts = attempts + 1 WHERE operator_id = $1 AND id = $2"
    static let sample = CountERECodeAttempt(operatorID: OperatorID(1), id: 1)
    let operatorID: OperatorID
    let id: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
}
