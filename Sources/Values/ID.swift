/// An identifier of one kind of row, so that a site's id cannot be passed where a host's is meant.
///
/// Ids are drawn from PostgreSQL sequences, are never reused and never negative.
public struct ID<Entity>: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number as stored in PostgreSQL (`bigint`).
    public let rawValue: Int64

    /// Wraps a number that came from the database or a URL.
    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Wraps a number that came from the database or a URL.
    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Reads the decimal text of a URL segment; `nil` for anything but one to eighteen digits.
    public init?(text: some StringProtocol) {
        guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int64(text)
        else { return nil }
        rawValue = number
    }

    /// The decimal text.
    public var description: String { String(rawValue) }

    /// Orders by creation.
    public static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
}

/// Names of the kinds of rows that ids point at; they are never instantiated.
public enum Entity {
    /// A charge point operator: the tenant.
    public enum Operator {}
    /// A person who signs in.
    public enum User {}
    /// The owner of sites who is credited for energy.
    public enum Host {}
    /// Somebody for whose connections emission reduction units are booked.
    public enum Customer {}
    /// A model text of an agreement.
    public enum AgreementTemplate {}
    /// A document that was laid before a partner.
    public enum PartnerDocument {}
    /// A place with one energy connection and one time zone.
    public enum Site {}
    /// A charge point.
    public enum ChargePoint {}
    /// A charge card or other means of identification.
    public enum Token {}
    /// A charging session.
    public enum Session {}
    /// A host's contract with its energy supplier.
    public enum SupplyContract {}
    /// A dated version of a supply contract.
    public enum SupplyVersion {}
    /// The contract by which the operator reimburses a host.
    public enum ReimbursementContract {}
    /// A dated version of a reimbursement contract.
    public enum ReimbursementVersion {}
    /// One version of the journal line of a session.
    public enum Line {}
    /// A credit document.
    public enum Credit {}
    /// A ledger account.
    public enum Account {}
    /// A ledger transfer.
    public enum Transfer {}
    /// An imported price document.
    public enum PriceDocument {}
    /// A command sent to a charge point.
    public enum Command {}
    /// An authority that signs client certificates.
    public enum Authority {}
    /// A charge point's request for a certificate.
    public enum CertificateRequest {}
    /// A back-office behind which we stand.
    public enum Upstream {}
    /// A back-office that is told what a charge point says.
    public enum Observer {}
    /// A back-office for charge points that nobody registered, by how their identities begin.
    public enum DefaultUpstream {}
    /// One way from the toggle to a mandate for emission reduction units (ERE).
    public enum EREEnrolment {}
    /// A charger of an enrolment.
    public enum ERECharger {}
    /// A file handed in for an enrolment.
    public enum EREEvidence {}
    /// What a connection delivered in a quarter, to be booked.
    public enum EREBooking {}
    /// What was measured for a booking line.
    public enum EREMeasurement {}
    /// A filing of a quarter's booking lines.
    public enum EREFiling {}
    /// Lines of filings that a verifier asked for.
    public enum ERESample {}
    /// A key by which a program of the operator acts.
    public enum APIKey {}
    /// What a program sent together.
    public enum PushBatch {}
    /// A meter reading that a program sent.
    public enum PushedReading {}
    /// An address to which events are sent.
    public enum WebhookEndpoint {}
    /// An origin whose pages may show the toggle.
    public enum EmbedOrigin {}
    /// A frame in which a customer uses the toggle on another site.
    public enum EmbedFrame {}
    /// An event that is told to programs.
    public enum WebhookEvent {}
    /// An event for an endpoint.
    public enum WebhookDelivery {}
    /// A customer's wish to be forgotten.
    public enum ErasureRequest {}
    /// A run that lets go of what was kept long enough.
    public enum RetentionRun {}
    /// A file of meter readings or sessions that somebody handed in.
    public enum PushFile {}
    /// A version of a session that a program sent.
    public enum PushedSession {}
    /// A file in which the register says what it credited.
    public enum ERECreditFile {}
    /// What the register credited for a booking line.
    public enum ERECredit {}
    /// Who brings buyers of units.
    public enum EREBroker {}
    /// A sale of units.
    public enum ERETrade {}
    /// A paper of a sale of units.
    public enum ERETradeDocument {}
    /// A run in which revenue of units is paid out.
    public enum EREPayoutRun {}
    /// What the verifier stated about a year of delivery.
    public enum EREVerification {}
}

/// The tenant's id.
public typealias OperatorID = ID<Entity.Operator>
/// A user's id.
public typealias UserID = ID<Entity.User>
/// A host's id.
public typealias HostID = ID<Entity.Host>
/// A customer's id.
public typealias CustomerID = ID<Entity.Customer>
/// The id of a model text of an agreement.
public typealias AgreementTemplateID = ID<Entity.AgreementTemplate>
/// The id of a document that was laid before a partner.
public typealias PartnerDocumentID = ID<Entity.PartnerDocument>
/// An authority's id.
public typealias AuthorityID = ID<Entity.Authority>
/// The id of a request for a certificate.
public typealias CertificateRequestID = ID<Entity.CertificateRequest>
/// A site's id.
public typealias SiteID = ID<Entity.Site>
/// A charge point's id (not its OCPP identity, which is text).
public typealias ChargePointID = ID<Entity.ChargePoint>
/// The id of a back-office behind which we stand.
public typealias UpstreamID = ID<Entity.Upstream>
/// The id of a back-office's place as an observer of a charge point.
public typealias ObserverID = ID<Entity.Observer>
/// The id of a back-office for identities that nobody registered.
public typealias DefaultUpstreamID = ID<Entity.DefaultUpstream>
/// A token's id.
public typealias TokenID = ID<Entity.Token>
/// A session's id.
public typealias SessionID = ID<Entity.Session>
/// A supply contract's id.
public typealias SupplyContractID = ID<Entity.SupplyContract>
/// A supply contract version's id.
public typealias SupplyVersionID = ID<Entity.SupplyVersion>
/// A reimbursement contract's id.
public typealias ReimbursementContractID = ID<Entity.ReimbursementContract>
/// A reimbursement contract version's id.
public typealias ReimbursementVersionID = ID<Entity.ReimbursementVersion>
/// A journal line version's id.
public typealias LineID = ID<Entity.Line>
/// A credit document's id.
public typealias CreditID = ID<Entity.Credit>
/// A ledger account's id.
public typealias AccountID = ID<Entity.Account>
/// A ledger transfer's id.
public typealias TransferID = ID<Entity.Transfer>
/// An imported price document's id.
public typealias PriceDocumentID = ID<Entity.PriceDocument>
/// A charge point command's id.
public typealias CommandID = ID<Entity.Command>
/// The id of an enrolment for emission reduction units.
public typealias EREEnrolmentID = ID<Entity.EREEnrolment>
/// The id of a charger of an enrolment.
public typealias EREChargerID = ID<Entity.ERECharger>
/// The id of a file handed in for an enrolment.
public typealias EREEvidenceID = ID<Entity.EREEvidence>
/// The id of a booking line of a connection and quarter.
public typealias EREBookingID = ID<Entity.EREBooking>
/// The id of what was measured for a booking line.
public typealias EREMeasurementID = ID<Entity.EREMeasurement>
/// The id of a filing of a quarter's booking lines.
public typealias EREFilingID = ID<Entity.EREFiling>
/// The id of a key by which a program of the operator acts.
public typealias APIKeyID = ID<Entity.APIKey>
/// The id of a file in which the register says what it credited.
public typealias ERECreditFileID = ID<Entity.ERECreditFile>
/// The id of what the register credited for a booking line.
public typealias ERECreditID = ID<Entity.ERECredit>
/// The id of who brings buyers of units.
public typealias EREBrokerID = ID<Entity.EREBroker>
/// The id of a sale of units.
public typealias ERETradeID = ID<Entity.ERETrade>
/// The id of a paper of a sale of units.
public typealias ERETradeDocumentID = ID<Entity.ERETradeDocument>
/// The id of a run in which revenue of units is paid out.
public typealias EREPayoutRunID = ID<Entity.EREPayoutRun>
/// The id of what the verifier stated about a year of delivery.
public typealias EREVerificationID = ID<Entity.EREVerification>
/// The id of what a verifier asked for.
public typealias ERESampleID = ID<Entity.ERESample>
/// The id of what a program sent together.
public typealias PushBatchID = ID<Entity.PushBatch>
/// The id of a meter reading that a program sent.
public typealias PushedReadingID = ID<Entity.PushedReading>
/// The id of a file of meter readings or sessions.
public typealias PushFileID = ID<Entity.PushFile>
/// The id of a version of a session that a program sent.
public typealias PushedSessionID = ID<Entity.PushedSession>
/// The id of an address to which events are sent.
public typealias WebhookEndpointID = ID<Entity.WebhookEndpoint>
/// The id of an event that is told to programs.
public typealias WebhookEventID = ID<Entity.WebhookEvent>
/// The id of an event for an endpoint.
public typealias WebhookDeliveryID = ID<Entity.WebhookDelivery>
/// The id of a customer's wish to be forgotten.
public typealias ErasureRequestID = ID<Entity.ErasureRequest>
/// The id of a run that lets go of what was kept long enough.
public typealias RetentionRunID = ID<Entity.RetentionRun>
/// The id of an origin whose pages may show the toggle.
public typealias EmbedOriginID = ID<Entity.EmbedOrigin>
/// The id of a frame in which a customer uses the toggle on another site.
public typealias EmbedFrameID = ID<Entity.EmbedFrame>
