package import OCPP
package import Values

/// Which outbox: a charge point's for a back-office.
///
/// A charge point that goes through to another one since still owes the old one what it was told.
package struct OutboxPlace: Hashable, Sendable {
    package var chargePointID: ChargePointID
    package var upstreamID: UpstreamID

    package init(chargePointID: ChargePointID, upstreamID: UpstreamID) {
        self.chargePointID = chargePointID
        self.upstreamID = upstreamID
    }
}

/// A message that the database knows.
package struct StoredOutboxItem: Hashable, Sendable {
    package var place: OutboxPlace
    package var item: OutboxItem

    package init(place: OutboxPlace, item: OutboxItem) {
        self.place = place
        self.item = item
    }
}

/// What was learned of back-offices.
package struct UpstreamNews: Hashable, Sendable {
    /// The verdict of a back-office on a token.
    package struct Verdict: Hashable, Sendable {
        package var operatorID: OperatorID
        package var upstreamID: UpstreamID
        /// In lower case, since id tags do not tell the case of letters apart.
        package var idTag: String
        package var status: OCPP16.AuthorizationStatus
        package var expiryDate: Timestamp?
        package var parentIdTag: String?
        package var learnedAt: Timestamp

        package init(
            operatorID: OperatorID,
            upstreamID: UpstreamID,
            idTag: String,
            status: OCPP16.AuthorizationStatus,
            expiryDate: Timestamp?,
            parentIdTag: String?,
            learnedAt: Timestamp
        ) {
            self.operatorID = operatorID
            self.upstreamID = upstreamID
            self.idTag = idTag
            self.status = status
            self.expiryDate = expiryDate
            self.parentIdTag = parentIdTag
            self.learnedAt = learnedAt
        }
    }

    /// That a back-office let a charge point in.
    package struct Acceptance: Hashable, Sendable {
        package var operatorID: OperatorID
        package var place: OutboxPlace
        package var acceptedAt: Timestamp
        /// SHA-256 of the Authorization field that the charge point showed.
        package var credentials: [UInt8]
        /// The heartbeat interval of the last accepted BootNotification, in seconds; `nil` when none was seen.
        package var bootInterval: Int64?
        /// What that BootNotification said.
        package var boot: JSON?
        /// The subprotocol that the back-office agreed to, in lower case.
        package var subprotocol: String

        package init(
            operatorID: OperatorID,
            place: OutboxPlace,
            acceptedAt: Timestamp,
            credentials: [UInt8],
            bootInterval: Int64?,
            boot: JSON? = nil,
            subprotocol: String = OCPP16.subprotocol
        ) {
            self.boot = boot
            self.subprotocol = subprotocol
            self.operatorID = operatorID
            self.place = place
            self.acceptedAt = acceptedAt
            self.credentials = credentials
            self.bootInterval = bootInterval
        }
    }

    package var verdicts: [Verdict]
    package var acceptances: [Acceptance]

    package init(verdicts: [Verdict] = [], acceptances: [Acceptance] = []) {
        self.verdicts = verdicts
        self.acceptances = acceptances
    }

    package var isEmpty: Bool { verdicts.isEmpty && acceptances.isEmpty }
}

/// Where the gateway finds again what it promised in the place of back-offices.
///
/// The messages themselves are written with the frames (``FrameStore``): they are what the frames say.
package protocol OutboxStore: Sendable {
    /// The messages of some charge points, or of all, that are open or lately done, as stored.
    func loadOutbox(of chargePoints: [ChargePointID]?) async throws -> [StoredOutboxItem]
    /// The highest number of this node's frames that is stored; what comes behind is still in the spool.
    func storedSequence() async throws -> Int64
    /// The bytes of a charge point's call that is stored already; `nil` when it is not there.
    func payload(of call: OutboxKey, at receivedAt: Timestamp, from heading: FrameHeading) async throws -> [UInt8]?
    /// Reserves numbers from 1,900,000,000 upward that nobody else will ever get; durable when it returns.
    func reserveProvisionalNumbers() async throws -> ClosedRange<Int64>
    /// All that was learned of back-offices.
    func loadUpstreamNews() async throws -> UpstreamNews
    /// Keeps what was learned; called again with the same when it throws.
    func learn(_ news: UpstreamNews) async throws
}
