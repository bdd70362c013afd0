import HTTPServer
package import Values

/// Who may enter an endpoint; data, so that a test can walk over all endpoints by role.
package enum Access: Hashable, Sendable, CustomStringConvertible {
    /// Anybody, signed in or not.
    case open
    /// Signed-in people with one of the roles.
    case roles(Set<Role>)
    /// The customer for whom a frame on another site was opened, by the secret in its address.
    case frame

    /// Everybody who is signed in.
    package static let members = Access.roles(Set(Role.allCases))
    /// The operator's people.
    package static let operators = Access.roles([.operatorAdmin, .operatorFinance])
    /// The operator's administrators.
    package static let administrators = Access.roles([.operatorAdmin])
    /// Users of a host.
    package static let hosts = Access.roles([.host])

    /// People of an operator who have to do with the platform; pages tell those of others that there is nothing.
    package static let partners = Access.roles([.operatorAdmin, .operatorFinance, .partnerAdmin, .partnerSupport])
    /// Those who look after an operator's customers.
    package static let customerDesk = partners
    /// Those of them who bind the operator.
    package static let partnerManagers = Access.roles([.operatorAdmin, .partnerAdmin])
    /// People of the platform.
    package static let platform = Access.roles([.platformAdmin, .platformFinance, .verifier])
    /// Those who administer the platform.
    package static let platformManagers = Access.roles([.platformAdmin])
    /// Those who set what is kept and paid.
    package static let platformMoney = Access.roles([.platformAdmin, .platformFinance])
    /// Those who manage people.
    package static let userManagers = Access.roles([.operatorAdmin, .partnerAdmin, .platformAdmin])
    /// Users of a customer.
    package static let customers = Access.roles([.customer])

    /// Whether a person with the role, or nobody, may enter.
    package func admits(_ role: Role?) -> Bool {
        switch self {
        case .open: true
        case .roles(let roles): role.map(roles.contains) ?? false
        case .frame: false
        }
    }

    package var description: String {
        switch self {
        case .open: "open"
        case .roles(let roles): roles.map(\.rawValue).sorted().joined(separator: " ")
        case .frame: "frame"
        }
    }
}

/// What an endpoint tells about itself; attached to the server's route.
package struct EndpointTag: Sendable {
    package let access: Access
    /// An address of this endpoint with example arguments.
    package let example: Route
}

/// A value that stands in a path.
package protocol PathArgument: Sendable {
    /// Reads a decoded path segment; `nil` makes the address unknown.
    init?(pathText: String)
    /// Any value, to print the pattern with.
    static var pathExample: Self { get }
}

extension ID: PathArgument {
    package init?(pathText: String) { self.init(text: pathText) }
    package static var pathExample: ID { ID(1) }
}

extension String: PathArgument {
    package init?(pathText: String) { self = pathText }
    package static var pathExample: String { "x" }
}

extension LocalDate: PathArgument {
    package init?(pathText: String) { self.init(pathText) }
    package static var pathExample: LocalDate { LocalDate(daysSinceEpoch: 20_000) }
}

extension YearMonth: PathArgument {
    package init?(pathText: String) { self.init(pathText) }
    package static var pathExample: YearMonth { LocalDate.pathExample.yearMonth }
}

extension Timestamp: PathArgument {
    package init?(pathText: String) { self.init(pathText) }
    package static var pathExample: Timestamp { Timestamp(seconds: 0) }
}
