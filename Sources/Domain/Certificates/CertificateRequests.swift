import Certificates
import OCPP
package import Postgres
package import Values

/// A charge point's request for a client certificate.
package struct CertificateRequest: Hashable, Sendable {
    /// How far it is: waiting → approved → installed or failed; waiting → refused.
    package enum State: String, CaseIterable, Hashable, Sendable, PostgresValue {
        case waiting, approved, refused, installed, failed
    }

    package let id: CertificateRequestID
    package let chargePointID: ChargePointID
    package let identity: String
    /// PKCS #10, PEM.
    package let csr: String
    package let state: State
    package let receivedAt: Timestamp
    package let decidedAt: Timestamp?
    /// Who decided; empty while nobody did.
    package let decidedBy: String
}

/// Requests of charge points for client certificates, and what people decide about them.
package enum CertificateRequests {
    private static let kind = "certificate request"
    /// Requests that a page lists.
    package static let listLimit = 100
    /// How long a signed certificate waits for its charge point: thirty days, as long as any command.
    private static let waitSeconds = Commands.longestWaitSeconds

    /// The latest requests of the operator's charge points, the newest first.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [CertificateRequest] {
        try scope.require(.operatorAdmin)
        return try await tx.all(
            ListCertificateRequests(operatorID: try scope.requireOperator(), limit: listLimit)
        )
    }

    /// Signs a request and sends the certificate to its charge point, when it is back if need be.
    ///
    /// - Throws: ``CertificateFault``, ``CommandRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func approve(
        _ scope: Scope,
        _ id: CertificateRequestID,
        sealedBy seal: KeySeal,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        let waiting = WaitingCertificateRequest(operatorID: operatorID, id: id)
        guard let request = try await tx.first(waiting) else { throw NotFound(kind) }
        guard let authority = try await CertificateAuthorities.signing(scope, sealedBy: seal, in: tx) else {
            throw CertificateFault.noAuthority
        }
        let chain = try authority.sign(
            try ClientRequest(pem: request.csr),
            for: request.identity,
            of: request.organisation,
            at: now
        )
        let command = try await Commands.request(
            scope,
            .certificateSigned(chain),
            to: request.chargePointID,
            at: now,
            waitingUntil: now.adding(seconds: waitSeconds),
            in: tx
        )
        try await decide(scope, id, .approved, certificate: chain, command: command, at: now, in: tx)
    }

    /// Refuses a request.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func refuse(
        _ scope: Scope,
        _ id: CertificateRequestID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        try await decide(scope, id, .refused, certificate: nil, command: nil, at: now, in: tx)
    }

    private static func decide(
        _ scope: Scope,
        _ id: CertificateRequestID,
        _ state: CertificateRequest.State,
        certificate: String?,
        command: CommandID?,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let decide = DecideCertificateRequest(
            operatorID: try scope.requireOperator(),
            id: id,
            state: state,
            userID: scope.userID,
            certificate: certificate,
            command: command,
            at: now
        )
        guard try await tx.run(decide) > 0 else { throw NotFound(kind) }
        let detail = JSON.dictionary(["state": .string(state.rawValue)])
        let record = AuditRecord("certificate_request.decided", subject: "certificate-request/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }

    /// Whether a charge point is let in by its certificate only.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func isRequired(_ scope: Scope, of id: ChargePointID, in tx: Transaction) async throws -> Bool {
        let find = FindCertificateNeed(operatorID: try scope.requireOperator(), id: id)
        guard scope.hostID == nil, let isRequired = try await tx.first(find) else { throw NotFound("charge point") }
        return isRequired
    }

    /// Lets a charge point in by its certificate only, or by its key again.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func require(
        _ scope: Scope,
        _ isRequired: Bool,
        of id: ChargePointID,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let statement = RequireCertificate(operatorID: try scope.requireOperator(), id: id, isRequired: isRequired)
        guard try await tx.run(statement) > 0 else { throw NotFound("charge point") }
        let detail = JSON.dictionary(["certificate": .bool(isRequired)])
        let record = AuditRecord("charge_point.certificate_required", subject: "charge-point/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }
}

/// The latest requests, the newest first.
struct ListCertificateRequests: Statement {
    static let sql = """
        SELECT r.id, r.charge_point_id, p.identity, r.csr, r.state, r.received_at, r.decided_at, coalesce(u.name, '')
        FROM certificate_requests r
            JOIN charge_points p ON p.operator_id = r.operator_id AND p.id = r.charge_point_id
            LEFT JOIN users u ON u.operator_id = r.operator_id AND u.id = r.decided_by
        WHERE r.operator_id = $1 ORDER BY r.received_at DESC, r.id DESC LIMIT $2
        """
    static let sample = ListCertificateRequests(operatorID: OperatorID(1), limit: 1)
    let operatorID: OperatorID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> CertificateRequest {
        CertificateRequest(
            id: try row.next(),
            chargePointID: try row.next(),
            identity: try row.next(),
            csr: try row.next(),
            state: try row.next(),
            receivedAt: try row.next(),
            decidedAt: try row.next(),
            decidedBy: try row.next()
        )
    }
}

/// A request that waits, locked until the decision is stored.
struct WaitingCertificateRequest: Statement {
    struct Row: Sendable {
        let chargePointID: ChargePointID
        let identity: String
        let organisation: String
        let csr: String
    }

    static let sql = """
        SELECT r.charge_point_id, p.identity, o.legal_name, r.csr
        FROM certificate_requests r
            JOIN charge_points p ON p.operator_id = r.operator_id AND p.id = r.charge_point_id
            JOIN operators o ON o.id = r.operator_id
        WHERE r.operator_id = $1 AND r.id = $2 AND r.state = 'waiting' FOR UPDATE OF r
        """
    static let sample = WaitingCertificateRequest(operatorID: OperatorID(1), id: CertificateRequestID(1))
    let operatorID: OperatorID
    let id: CertificateRequestID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            chargePointID: try row.next(),
            identity: try row.next(),
            organisation: try row.next(),
            csr: try row.next()
        )
    }
}

/// Stores what was decided about a request that waits.
struct DecideCertificateRequest: Statement {
    static let sql = """
        UPDATE certificate_requests SET state = $3, decided_by = $4, decided_at = $5, certificate = $6, command_id = $7
        WHERE operator_id = $1 AND id = $2 AND state = 'waiting'
        """
    static let sample = DecideCertificateRequest(
        operatorID: OperatorID(1),
        id: CertificateRequestID(1),
        state: .approved,
        userID: nil,
        certificate: nil,
        command: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let id: CertificateRequestID
    let state: CertificateRequest.State
    let userID: UserID?
    let certificate: String?
    let command: CommandID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(state)
        values.append(userID)
        values.append(at)
        values.append(certificate)
        values.append(command)
    }
}

/// Notes whether the charge point took its certificate.
struct CertificateDelivered: Statement {
    static let sql = """
        UPDATE certificate_requests SET state = $3 WHERE operator_id = $1 AND command_id = $2 AND state = 'approved'
        """
    static let sample = CertificateDelivered(operatorID: OperatorID(1), command: CommandID(1), isTaken: true)
    let operatorID: OperatorID
    let command: CommandID
    let isTaken: Bool

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(command)
        values.append(isTaken ? CertificateRequest.State.installed : .failed)
    }
}

/// Whether a charge point is let in by its certificate only.
struct FindCertificateNeed: Statement {
    static let sql = "SELECT needs_certificate FROM charge_points WHERE operator_id = $1 AND id = $2"
    static let sample = FindCertificateNeed(operatorID: OperatorID(1), id: ChargePointID(1))
    let operatorID: OperatorID
    let id: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// Lets a charge point in by its certificate only, or by its key again.
struct RequireCertificate: Statement {
    static let sql = "UPDATE charge_points SET needs_certificate = $3 WHERE operator_id = $1 AND id = $2"
    static let sample = RequireCertificate(operatorID: OperatorID(1), id: ChargePointID(1), isRequired: true)
    let operatorID: OperatorID
    let id: ChargePointID
    let isRequired: Bool

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(isRequired)
    }
}

/// Keeps requests; one that is there already stays as it is.
struct InsertCertificateRequests: Statement {
    struct Request: Sendable {
        let operatorID: OperatorID
        let chargePoint: ChargePointID
        let reference: FrameReference
        let csr: String
    }

    static let sql = """
        INSERT INTO certificate_requests (operator_id, charge_point_id, node_id, sequence, received_at, csr)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::text[])
        ON CONFLICT DO NOTHING
        """
    static let sample = InsertCertificateRequests(requests: [])
    let requests: [Request]

    func bind(to values: inout Bindings) {
        values.append(requests.map(\.operatorID.rawValue))
        values.append(requests.map(\.chargePoint.rawValue))
        values.append(requests.map { Int64($0.reference.nodeID) })
        values.append(requests.map(\.reference.sequence))
        values.append(requests.map(\.reference.receivedAt))
        values.append(requests.map(\.csr))
    }
}
