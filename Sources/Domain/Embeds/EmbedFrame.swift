package import Values

/// What a program asks for when it wants to show the toggle to a customer.
package struct EmbedRequest: Hashable, Sendable {
    /// Which customer is meant: by number, or by the operator's own name for it.
    package enum Subject: Hashable, Sendable {
        case id(CustomerID)
        case reference(String)
    }

    package let customer: Subject
    /// The one origin that may show it; `nil` for each of the operator's.
    package let origin: String?
    /// BCP 47; `nil` for the customer's own.
    package let language: String?
    package let minutes: Int

    package init(
        customer: Subject,
        origin: String? = nil,
        language: String? = nil,
        minutes: Int = EmbedLimits.usualMinutes
    ) {
        self.customer = customer
        self.origin = origin
        self.language = language
        self.minutes = minutes
    }
}

/// How long tokens and frames last.
package enum EmbedLimits {
    /// Minutes within which a token opens its frame, unless said otherwise: a page is built and shown in seconds.
    package static let usualMinutes = 5
    /// No token lasts longer: it is asked for when the page is asked for.
    package static let mostMinutes = 15
    /// Seconds without any request after which a frame is over: what is typed from a bill and a type plate takes minutes.
    package static let idleSeconds: Int64 = 30 * 60
    /// Seconds after which a frame is over in any case.
    package static let absoluteSeconds: Int64 = 2 * 3_600
    /// Seconds between two notes that a frame is in use.
    static let touchSeconds: Int64 = 60
    /// Seconds for which a frame that is over is still known, so that it is told so under its operator's name.
    static let keptSeconds: Int64 = 30 * 86_400
}

/// A token, which is in this answer and nowhere else.
package struct EmbedGrant: Sendable {
    package let token: SecretToken
    package let customer: CustomerID
    package let expiresAt: Timestamp
    /// Whose pages may show the frame.
    package let origins: [String]

    package init(token: SecretToken, customer: CustomerID, expiresAt: Timestamp, origins: [String]) {
        self.token = token
        self.customer = customer
        self.expiresAt = expiresAt
        self.origins = origins
    }
}

/// A frame in a page of another site, as each request in it needs it.
package struct EmbedFrame: Sendable {
    package let id: EmbedFrameID
    package let operatorID: OperatorID
    package let operatorName: String
    /// BCP 47.
    package let language: String
    /// Whose pages may show it, as of now.
    package let origins: [String]
    /// What the customer acts by; `nil` once the frame is over.
    package let session: WebSession?
}

/// What came of a token.
package enum EmbedOpening: Sendable {
    /// The frame is open, for whoever has this secret.
    case opened(EmbedFrame, SecretToken)
    /// The token was used, or came too late.
    case over(EmbedFrame)
}

/// How far a customer has come, as pages of other sites are told; nothing else about it is.
package enum EmbedStanding: String, CaseIterable, Hashable, Sendable {
    case off
    /// On the way to a mandate.
    case started
    /// A mandate is signed, and somebody looks at it.
    case signed
    case active

    /// What enrolments in these states amount to: the furthest counts.
    init(_ states: [EREEnrolmentState]) {
        if states.contains(.active) {
            self = .active
        } else if states.contains(.waiting) || states.contains(.refused) {
            self = .signed
        } else {
            self = states.contains(.draft) ? .started : .off
        }
    }
}

/// Why a program gets no token.
package enum EmbedRejection: String, Error, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// The operator lets no site show it.
    case noOrigin = "embed.no_origin"
    /// The origin is not one of the operator's.
    case unknownOrigin = "embed.unknown_origin"
    case customerEnded = "embed.customer_ended"
    /// Everybody of the customer is turned off.
    case nobody = "embed.nobody"
    /// Somebody else at the operator has the customer's e-mail address.
    case emailTaken = "embed.email_taken"

    package var code: String { rawValue }
    package var description: String { "\(code): no token was made" }
}
