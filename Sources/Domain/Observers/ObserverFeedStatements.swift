import Postgres
import Values

extension FeedClaim {
    static let sample = FeedClaim(operatorID: OperatorID(1), id: ObserverID(1), node: 1, epoch: 1)

    /// The first four parameters of a statement that only who has the claim may run.
    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(node)
        values.append(epoch)
    }
}

/// Says that a node is alive.
struct UpsertObserverNode: Statement {
    static let sql = """
        INSERT INTO observer_nodes (node_id, alive_until)
        VALUES ($1, clock_timestamp() + make_interval(secs => $2::bigint))
        ON CONFLICT ON CONSTRAINT observer_nodes_key DO UPDATE SET alive_until = excluded.alive_until
        """
    static let sample = UpsertObserverNode(node: 1, seconds: 1)
    let node: Int32
    let seconds: Int64

    func bind(to values: inout Bindings) {
        values.append(node)
        values.append(seconds)
    }
}

/// Says that a node is gone.
struct DeleteObserverNode: Statement {
    static let sql = "DELETE FROM observer_nodes WHERE node_id = $1"
    static let sample = DeleteObserverNode(node: 1)
    let node: Int32

    func bind(to values: inout Bindings) { values.append(node) }
}

/// Takes over observers that nobody alive tells, unless another node alive holds the charge point or held it last.
struct ClaimObserverFeeds: Statement {
    static let sql = """
        UPDATE observer_feeds f SET node_id = $1, epoch = f.epoch + 1
        FROM charge_point_observers o
        LEFT JOIN charge_point_status s ON s.operator_id = o.operator_id AND s.charge_point_id = o.charge_point_id
        LEFT JOIN observer_nodes holding ON holding.node_id = s.node_id AND holding.alive_until > clock_timestamp()
        WHERE o.operator_id = f.operator_id AND o.id = f.observer_id AND o.until_at IS NULL AND o.is_enabled
            AND NOT EXISTS (SELECT FROM observer_nodes telling
                WHERE telling.node_id = f.node_id AND telling.alive_until > clock_timestamp())
            AND (holding.node_id IS NULL OR holding.node_id = $1)
        """
    static let sample = ClaimObserverFeeds(node: 1)
    let node: Int32

    func bind(to values: inout Bindings) { values.append(node) }
}

/// The observers that a node tells.
struct ListObserverTasks: Statement {
    static let sql = """
        SELECT f.operator_id, f.observer_id, $1::integer, f.epoch, o.charge_point_id, p.identity, o.upstream_id, u.url,
            u.trusted_authorities, o.identity, o.sealed_key, o.boots_again, o.since_at, coalesce(s.protocol, ''),
            coalesce(s.connected_at IS NOT NULL AND s.disconnected_at IS NULL AND holding.node_id IS NOT NULL, false),
            coalesce(s.disconnected_at IS NULL AND holding.node_id <> $1, false)
        FROM observer_feeds f
        JOIN charge_point_observers o ON o.operator_id = f.operator_id AND o.id = f.observer_id
        JOIN charge_points p ON p.operator_id = o.operator_id AND p.id = o.charge_point_id
        JOIN upstreams u ON u.operator_id = o.operator_id AND u.id = o.upstream_id
        LEFT JOIN charge_point_status s ON s.operator_id = o.operator_id AND s.charge_point_id = o.charge_point_id
        LEFT JOIN observer_nodes holding ON holding.node_id = s.node_id AND holding.alive_until > clock_timestamp()
        WHERE f.node_id = $1 AND o.until_at IS NULL AND o.is_enabled
        ORDER BY f.observer_id
        """
    static let sample = ListObserverTasks(node: 1)
    let node: Int32

    func bind(to values: inout Bindings) { values.append(node) }

    static func decode(_ row: inout RowReader) throws -> ObserverTask {
        ObserverTask(
            claim: FeedClaim(
                operatorID: try row.next(),
                id: try row.next(),
                node: try row.next(),
                epoch: try row.next()
            ),
            chargePointID: try row.next(),
            chargePointIdentity: try row.next(),
            upstreamID: try row.next(),
            url: try row.next(),
            trustedAuthorities: try row.next(),
            identity: try row.next(),
            sealedKey: try row.next(),
            bootsAgain: try row.next(),
            since: try row.next(),
            spoken: try row.next(),
            isPresent: try row.next(),
            isElsewhere: try row.next()
        )
    }
}

/// Gives an observer back.
struct ReleaseObserverFeed: Statement {
    static let sql = """
        UPDATE observer_feeds SET node_id = NULL
        WHERE operator_id = $1 AND observer_id = $2 AND node_id = $3 AND epoch = $4
        """
    static let sample = ReleaseObserverFeed(claim: .sample)
    let claim: FeedClaim

    func bind(to values: inout Bindings) { claim.bind(to: &values) }
}

/// Gives back everything that a node told.
struct ReleaseObserverFeeds: Statement {
    static let spansTenants: String? = "a node tells the observers of all operators"
    static let sql = "UPDATE observer_feeds SET node_id = NULL WHERE node_id = $1"
    static let sample = ReleaseObserverFeeds(node: 1)
    let node: Int32

    func bind(to values: inout Bindings) { values.append(node) }
}

/// How far an observer was told.
struct LoadObserverFeed: Statement {
    static let sql = """
        SELECT places, owed, is_introduced, sending_node_id, coalesce(sending_sequence, 0), coalesce(sending_round, 0)
        FROM observer_feeds WHERE operator_id = $1 AND observer_id = $2
        """
    static let sample = LoadObserverFeed(operatorID: OperatorID(1), id: ObserverID(1))
    let operatorID: OperatorID
    let id: ObserverID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> LoadedFeed {
        let (places, owed): (JSON, JSON) = (try row.next(), try row.next())
        let isIntroduced: Bool = try row.next()
        let node: Int32? = try row.next()
        let (sequence, round): (Int64, Int32) = (try row.next(), try row.next())
        let owing = (owed.arrayValue ?? []).compactMap { entry in
            FrameReference(entry).flatMap { place in entry["subject"]?.stringValue.map { ($0, place) } }
        }
        return LoadedFeed(
            places: (places.arrayValue ?? []).compactMap(FrameReference.init),
            owed: Dictionary(owing) { first, _ in first },
            isIntroduced: isIntroduced,
            sending: node.map { FeedSending(node: $0, sequence: sequence, round: round) }
        )
    }
}

/// Notes that a message goes out, how often it did by then; to an observer that has ended since, none does.
struct MarkObserverSending: Statement {
    static let sql = """
        UPDATE observer_feeds SET sending_node_id = $5, sending_sequence = $6, sending_round = $7,
            sending_attempts = CASE WHEN (sending_node_id, sending_sequence, sending_round) IS NOT DISTINCT FROM
                ($5, $6, $7) THEN sending_attempts + 1 ELSE 1 END
        WHERE operator_id = $1 AND observer_id = $2 AND node_id = $3 AND epoch = $4
            AND EXISTS (SELECT FROM charge_point_observers o
                WHERE o.operator_id = $1 AND o.id = $2 AND o.until_at IS NULL AND o.is_enabled)
        RETURNING sending_attempts::bigint
        """
    static let sample = MarkObserverSending(
        claim: .sample,
        message: FeedSending(node: 1, sequence: 1, round: 0)
    )
    let claim: FeedClaim
    let message: FeedSending

    func bind(to values: inout Bindings) {
        claim.bind(to: &values)
        values.append(message.node)
        values.append(message.sequence)
        values.append(message.round)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// Keeps how far an observer was told; nothing is on its way any more.
struct AdvanceObserverFeed: Statement {
    static let sql = """
        UPDATE observer_feeds SET places = $5, owed = $6, is_introduced = true, sending_node_id = NULL,
            sending_sequence = NULL, sending_round = NULL, sending_attempts = 0, told = told + $7,
            outdated = outdated + $8, refused = refused + $9,
            last_refusal = CASE WHEN $10 = '' THEN last_refusal ELSE $10 END, commands = commands + $11,
            last_told_at = CASE WHEN $7 > 0 THEN $12 ELSE last_told_at END
        WHERE operator_id = $1 AND observer_id = $2 AND node_id = $3 AND epoch = $4
        """
    static let sample = AdvanceObserverFeed(
        claim: .sample,
        progress: FeedProgress(places: [], owed: [:], at: Timestamp(seconds: 0))
    )
    let claim: FeedClaim
    let progress: FeedProgress

    func bind(to values: inout Bindings) {
        claim.bind(to: &values)
        values.append(JSON.array(progress.places.map { $0.json() }))
        values.append(JSON.array(progress.owed.sorted { $0.key < $1.key }.map { $0.value.json(subject: $0.key) }))
        values.append(progress.told)
        values.append(progress.outdated)
        values.append(progress.refused)
        values.append(progress.refusal)
        values.append(progress.commands)
        values.append(progress.at)
    }
}

/// Keeps how the connection to an observer stands; since when, as long as it stays so.
struct NoteObserverState: Statement {
    static let sql = """
        UPDATE observer_feeds SET state_since = CASE WHEN state = $5 THEN coalesce(state_since, $8) ELSE $8 END,
            state = $5, reason = $6, next_try_at = $7
        WHERE operator_id = $1 AND observer_id = $2 AND node_id = $3 AND epoch = $4
        """
    static let sample = NoteObserverState(
        claim: .sample,
        state: "away",
        reason: "",
        nextTryAt: nil,
        at: Timestamp(seconds: 0)
    )
    let claim: FeedClaim
    let state: String
    let reason: String
    let nextTryAt: Timestamp?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        claim.bind(to: &values)
        values.append(state)
        values.append(reason)
        values.append(nextTryAt)
        values.append(at)
    }
}

extension FrameReference {
    /// The place with the names that ``LoadObserverFeed`` reads.
    func json(subject: String? = nil) -> JSON {
        var members = subject.map { [JSONMember(name: "subject", value: .string($0))] } ?? []
        members += [
            JSONMember(name: "node_id", value: .integer(nodeID)),
            JSONMember(name: "sequence", value: .integer(sequence)),
            JSONMember(name: "received_at", value: .string(receivedAt.description)),
        ]
        return .object(members)
    }

    init?(_ json: JSON) {
        guard let node = json["node_id"]?.integerValue.flatMap({ Int32(exactly: $0) }),
            let sequence = json["sequence"]?.integerValue,
            let moment = json["received_at"]?.stringValue.flatMap({ Timestamp($0) })
        else { return nil }
        self.init(nodeID: node, sequence: sequence, receivedAt: moment)
    }
}
