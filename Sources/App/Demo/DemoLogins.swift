import Simulator
import Values

/// How to sign in to the demo world.
enum DemoLogins {
    /// A heading and a line per person: operator, role, e-mail address, password.
    static var lines: [String] {
        let rows = DemoWorld.logins.map { [$0.operatorName, name(of: $0.role), $0.email, $0.password] }
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let table = rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return "  " + String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        return ["Sign in to the demo world as"] + table
    }

    private static func name(of role: Role) -> String {
        switch role {
        case .operatorAdmin: "admin"
        case .operatorFinance: "finance"
        case .host: "host"
        case .customer: "customer"
        }
    }
}
