import Postgres
import Values

/// A session by its charge point and key.
struct SessionName: Hashable, Sendable {
    let chargePoint: ChargePointID
    let key: String
}

/// Frames of many charge points, folded each by its own projection.
struct ProjectionBatch: Sendable {
    /// The tenants of the charge points in the batch.
    let chargePoints: [ChargePointID: OperatorID]
    private let frames: [(frame: StoredFrame, event: ProjectionEvent)]
    private var projections: [ChargePointID: SessionProjection]
    private var statesBefore: [ChargePointID: ProjectionState] = [:]
    /// What people said of the ends of the sessions at hand; it lies over what frames say.
    private var endings: [SessionName: SessionEnding] = [:]

    init(frames: [StoredFrame]) {
        self.frames = frames.map { ($0, ProjectionEvent.read($0)) }
        chargePoints = Dictionary(frames.map { ($0.chargePointID, $0.operatorID) }) { first, _ in first }
        projections = chargePoints.mapValues { _ in SessionProjection() }
    }

    /// Takes the stored memory of a charge point.
    mutating func take(_ state: ProjectionState, of chargePoint: ChargePointID) {
        projections[chargePoint]?.state = state
        statesBefore[chargePoint] = state
    }

    /// Takes a stored session; one that the rules no longer give is none until they give it again.
    mutating func take(_ record: SessionRecord, of chargePoint: ChargePointID) {
        if !record.isRetired { projections[chargePoint]?.sessions[record.naturalKey] = record.withoutEnding }
        endings[SessionName(chargePoint: chargePoint, key: record.naturalKey)] = record.ending
    }

    /// The sessions that frames name, those that are open, and those that the latest frames were about.
    var wantedKeys: [SessionName] {
        var wanted: Set<SessionName> = []
        for (frame, event) in frames {
            let reused = event.transactionID.flatMap { projections[frame.chargePointID]?.state.keys(ofTransaction: $0) }
            for key in event.naturalKeys + (reused ?? []) {
                wanted.insert(SessionName(chargePoint: frame.chargePointID, key: key))
            }
        }
        for (chargePoint, projection) in projections {
            for key in projection.state.wantedKeys where !key.isEmpty {
                wanted.insert(SessionName(chargePoint: chargePoint, key: key))
            }
        }
        return Array(wanted)
    }

    /// Folds the frames in their order.
    mutating func apply() {
        for (frame, event) in frames {
            // The default never applies: every charge point of the batch has a projection.
            projections[frame.chargePointID, default: SessionProjection()].apply(event, of: frame)
        }
    }

    /// The sessions that changed.
    var changedSessions: [(operatorID: OperatorID, chargePoint: ChargePointID, record: SessionRecord)] {
        projections.flatMap { chargePoint, projection in
            projection.changedKeys.compactMap { key in
                guard let operatorID = chargePoints[chargePoint], let record = record(key, of: chargePoint) else {
                    return nil
                }
                return (operatorID, chargePoint, record)
            }
        }
    }

    /// A session as frames and people tell it.
    private func record(_ key: String, of chargePoint: ChargePointID) -> SessionRecord? {
        var record = projections[chargePoint]?.sessions[key]
        if let ending = endings[SessionName(chargePoint: chargePoint, key: key)] { record?.end(by: ending) }
        return record
    }

    /// What else is to be written, once the sessions have ids.
    struct Effects {
        var readings: [(operatorID: OperatorID, session: SessionID, reading: ProjectedReading)] = []
        var frames: [(operatorID: OperatorID, session: SessionID, frame: ProjectedFrame)] = []
        var faults: [InsertFrameFaults.Fault] = []
        var reports: [InsertReports.Report] = []
        var meterFacts: [InsertMeterFacts.Told] = []
        var certificateRequests: [InsertCertificateRequests.Request] = []
        var states: [UpsertProjectionStates.State] = []
        var toRate: [(operatorID: OperatorID, session: SessionID, reason: RatingReason)] = []
    }

    /// What else is to be written, once the sessions have ids.
    func effects(ids: [SessionName: SessionID]) -> Effects {
        var effects = Effects()
        for (chargePoint, projection) in projections {
            guard let operatorID = chargePoints[chargePoint] else { continue }
            let id = { (key: String) in ids[SessionName(chargePoint: chargePoint, key: key)] }
            for reading in projection.readings {
                if let session = id(reading.naturalKey) { effects.readings.append((operatorID, session, reading)) }
            }
            for frame in projection.frames {
                if let session = id(frame.naturalKey) { effects.frames.append((operatorID, session, frame)) }
            }
            effects.faults += projection.faults.map {
                InsertFrameFaults.Fault(
                    operatorID: operatorID,
                    chargePoint: chargePoint,
                    reference: $0.reference,
                    fault: $0.fault
                )
            }
            effects.certificateRequests += projection.certificateRequests.map {
                InsertCertificateRequests.Request(
                    operatorID: operatorID,
                    chargePoint: chargePoint,
                    reference: $0.reference,
                    csr: $0.csr
                )
            }
            effects.meterFacts += projection.toldFacts(of: chargePoint, operatorID)
            effects.reports += projection.reports.map {
                InsertReports.Report(
                    operatorID: operatorID,
                    chargePoint: chargePoint,
                    reference: $0.reference,
                    report: $0.report
                )
            }
            if projection.state != statesBefore[chargePoint] ?? ProjectionState() {
                effects.states.append(.init(operatorID: operatorID, chargePoint: chargePoint, state: projection.state))
            }
            effects.toRate += toRate(chargePoint, operatorID: operatorID, id: id)
        }
        return effects
    }

    /// Completed sessions that are new or changed.
    private func toRate(
        _ chargePoint: ChargePointID,
        operatorID: OperatorID,
        id: (String) -> SessionID?
    ) -> [(operatorID: OperatorID, session: SessionID, reason: RatingReason)] {
        (projections[chargePoint]?.changedKeys ?? []).compactMap { key in
            guard let record = record(key, of: chargePoint), record.state == .completed, let session = id(key) else {
                return nil
            }
            // Who was ended by a person has a line already.
            let isNew = record.revision == 1 && endings[SessionName(chargePoint: chargePoint, key: key)] == nil
            return (operatorID, session, isNew ? .sessionCompleted : .sessionChanged)
        }
    }
}

extension SessionProjection {
    /// What was told of meters, as it is written.
    func toldFacts(of chargePoint: ChargePointID, _ operatorID: OperatorID) -> [InsertMeterFacts.Told] {
        meterFacts.map {
            InsertMeterFacts.Told(
                operatorID: operatorID,
                chargePoint: chargePoint,
                reference: $0.reference,
                fact: $0.fact
            )
        }
    }
}
