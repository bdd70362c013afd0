package import Postgres
package import Values

/// Which nodes are alive, and which of them holds a charge point.
///
/// A node is alive while its connection for notifications holds its mark: PostgreSQL takes it away with the connection,
/// however the process ended.
package enum NodeHolders {
    /// The mark that a node holds while it hears the others.
    package static func mark(of node: Int32) -> AdvisoryMark { AdvisoryMark(kind: kind, number: node) }

    /// Tells nodes from whatever else may lock by two numbers; chosen at random, once.
    static let kind: Int32 = 718_281_828

    /// Whether a node besides this one is alive.
    package static func areOthers(_ scope: Scope, than node: Int32, in tx: Transaction) async throws -> Bool {
        try scope.require()
        return try await tx.first(AreOtherNodesAlive(nodeID: node)) ?? false
    }

    /// The other node that holds a charge point and is alive.
    package static func holder(
        _ scope: Scope,
        of id: ChargePointID,
        _ operatorID: OperatorID,
        besides node: Int32,
        in tx: Transaction
    ) async throws -> Int32? {
        try scope.require()
        return try await tx.first(FindHoldingNode(operatorID: operatorID, id: id, besides: node))
    }
}

/// Whether a node besides one holds its mark.
struct AreOtherNodesAlive: Statement {
    static let sql = """
        SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = $1::integer::oid
            AND objsubid = 2 AND objid <> $2::integer::oid
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """
    static let sample = AreOtherNodesAlive(nodeID: 1)
    let nodeID: Int32

    func bind(to values: inout Bindings) {
        values.append(NodeHolders.kind)
        values.append(nodeID)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// The node that holds a charge point, when it is another one and holds its mark.
struct FindHoldingNode: Statement {
    static let sql = """
        SELECT node_id FROM charge_point_status
        WHERE operator_id = $1 AND charge_point_id = $2 AND disconnected_at IS NULL AND node_id <> $3
            AND EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = $4::integer::oid
                AND objsubid = 2 AND objid = node_id::oid
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """
    static let sample = FindHoldingNode(operatorID: OperatorID(1), id: ChargePointID(1), besides: 1)
    let operatorID: OperatorID
    let id: ChargePointID
    let besides: Int32

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(besides)
        values.append(NodeHolders.kind)
    }
    static func decode(_ row: inout RowReader) throws -> Int32 { try row.next() }
}
