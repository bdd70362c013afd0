import Simulator
import Values

/// How to sign in to the demo world.
enum DemoLogins {
    /// A heading and a line per person: operator, role, e-mail address, password.
    static var lines: [String] {
        let network = DemoWorld.logins.map { [$0.operatorName, name(of: $0.role), $0.email, $0.password] }
        let programme = DemoPartnersCast.logins.map {
            [$0.operatorName, name(of: $0.role), $0.email, DemoWorld.password]
        }
        let rows = network + programme
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return "  " + String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        return ["Sign in to the demo world as"] + table + [
            "  The platform's sign-in has you set up a code of an authenticator app first.",
            "  Customers of a partner enter by its own door, such as /p/voltaria.",
        ]
    }

    private static func name(of role: Role) -> String {
        switch role {
        case .operatorAdmin: "admin"
        case .operatorFinance: "finance"
        case .host: "host"
        case .customer: "customer"
        case .partnerAdmin: "partner"
        case .partnerSupport: "support"
        case .platformAdmin: "platform"
        case .platformFinance: "platform finance"
        case .verifier: "verifier"
        }
    }
}
