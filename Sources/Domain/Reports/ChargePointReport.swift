import OCPP
package import Postgres
package import Values

/// Something a charge point reported of its firmware, its uploads or its security.
package struct ChargePointReport: Hashable, Sendable {
    /// What it is about.
    package enum Kind: String, CaseIterable, Hashable, Sendable, PostgresValue {
        case firmware, diagnostics, log, security
    }

    package let kind: Kind
    /// The word of the protocol; for security the kind of event.
    package let status: String
    /// The number of the request it belongs to.
    package let requestID: Int64?
    /// More about it, as the charge point wrote it.
    package let info: String
    /// When it happened, by the charge point where it says.
    package let occurredAt: Timestamp

    package init(kind: Kind, status: String, requestID: Int64? = nil, info: String = "", occurredAt: Timestamp) {
        self.kind = kind
        self.status = status
        self.requestID = requestID
        self.info = info
        self.occurredAt = occurredAt
    }
}

extension ChargePointReport {
    /// Reads a call of a charge point; `nil` when it reports nothing of the kind.
    init?(_ call: Call, receivedAt: Timestamp) throws(FieldFault) {
        switch call.action {
        case OCPP16.FirmwareStatusNotification.name:
            let request = try OCPP16.FirmwareStatusNotification.Request.decode(call.payload).value
            self.init(kind: .firmware, status: request.status.rawValue, occurredAt: receivedAt)
        case OCPP16.SignedFirmwareStatusNotification.name:
            let request = try OCPP16.SignedFirmwareStatusNotification.Request.decode(call.payload).value
            self.init(
                kind: .firmware,
                status: request.status.rawValue,
                requestID: request.requestId,
                occurredAt: receivedAt
            )
        case OCPP16.DiagnosticsStatusNotification.name:
            let request = try OCPP16.DiagnosticsStatusNotification.Request.decode(call.payload).value
            self.init(kind: .diagnostics, status: request.status.rawValue, occurredAt: receivedAt)
        case OCPP16.LogStatusNotification.name:
            let request = try OCPP16.LogStatusNotification.Request.decode(call.payload).value
            self.init(
                kind: .log,
                status: request.status.rawValue,
                requestID: request.requestId,
                occurredAt: receivedAt
            )
        case OCPP16.SecurityEventNotification.name:
            let request = try OCPP16.SecurityEventNotification.Request.decode(call.payload).value
            self.init(
                kind: .security,
                status: request.type,
                info: request.techInfo ?? "",
                occurredAt: request.timestamp ?? receivedAt
            )
        default: return nil
        }
    }
}

/// A report as pages show it.
package struct ReceivedReport: Hashable, Sendable {
    package let report: ChargePointReport
    package let receivedAt: Timestamp
}

/// What charge points reported of firmware, uploads and security.
package enum ChargePointReports {
    /// Reports that a page lists.
    package static let listLimit = 50

    /// The latest reports of a charge point, newest first.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        of id: ChargePointID,
        kinds: [ChargePointReport.Kind] = ChargePointReport.Kind.allCases,
        in tx: Transaction
    ) async throws -> [ReceivedReport] {
        guard scope.hostID == nil else { throw NotFound("charge point") }
        let list = ListReports(
            operatorID: try scope.requireOperator(),
            chargePointID: id,
            kinds: kinds.map(\.rawValue),
            limit: listLimit
        )
        return try await tx.all(list)
    }
}

/// The latest reports of a charge point, newest first.
struct ListReports: Statement {
    static let sql = """
        SELECT kind, status, request_id, info, occurred_at, received_at
        FROM charge_point_reports WHERE operator_id = $1 AND charge_point_id = $2 AND kind = ANY ($3)
        ORDER BY received_at DESC, node_id DESC, sequence DESC LIMIT $4
        """
    static let sample = ListReports(operatorID: OperatorID(1), chargePointID: ChargePointID(1), kinds: [], limit: 1)
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let kinds: [String]
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(kinds)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> ReceivedReport {
        let report = ChargePointReport(
            kind: try row.next(),
            status: try row.next(),
            requestID: try row.next(),
            info: try row.next(),
            occurredAt: try row.next()
        )
        return ReceivedReport(report: report, receivedAt: try row.next())
    }
}

/// Keeps reports; one that is there already stays as it is.
struct InsertReports: Statement {
    struct Report: Sendable {
        let operatorID: OperatorID
        let chargePoint: ChargePointID
        let reference: FrameReference
        let report: ChargePointReport
    }

    static let sql = """
        INSERT INTO charge_point_reports (operator_id, charge_point_id, node_id, sequence, received_at, kind, status,
            request_id, info, occurred_at)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::text[],
            $7::text[], $8::bigint[], $9::text[], $10::timestamptz[])
        ON CONFLICT DO NOTHING
        """
    static let sample = InsertReports(reports: [])
    let reports: [Report]

    func bind(to values: inout Bindings) {
        values.append(reports.map(\.operatorID.rawValue))
        values.append(reports.map(\.chargePoint.rawValue))
        values.append(reports.map { Int64($0.reference.nodeID) })
        values.append(reports.map(\.reference.sequence))
        values.append(reports.map(\.reference.receivedAt))
        values.append(reports.map(\.report.kind.rawValue))
        values.append(reports.map(\.report.status))
        values.append(reports.map(\.report.requestID))
        values.append(reports.map(\.report.info))
        values.append(reports.map(\.report.occurredAt))
    }
}
