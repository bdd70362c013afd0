import Values

/// What an import wrote, or would write.
package struct PortfolioResult: Hashable, Sendable {
    /// How many rows of a kind were new, changed and already so.
    package struct Change: Hashable, Sendable {
        package var kind: String
        package var new = 0
        package var changed = 0
        package var unchanged = 0

        /// Such as `hosts: 1 new, 2 changed, 40 unchanged`.
        var line: String { "\(kind): \(new) new, \(changed) changed, \(unchanged) unchanged" }

        /// Notes a row that was known, of which so many were changed: one or none.
        mutating func count(changed rows: Int) {
            changed += rows
            unchanged += 1 - rows
        }
    }

    /// By kind, in the order of the file.
    package var changes: [Change] = []

    package init() {}

    /// Whether nothing was written: the portfolio already says all that.
    package var isUnchanged: Bool { changes.allSatisfy { $0.new + $0.changed == 0 } }

    /// One line per kind.
    package var lines: [String] { changes.map(\.line) }

    /// Notes a kind from how many rows were given, were not known before, and were written.
    mutating func add(_ kind: String, of count: Int, new: Int, written: Int) {
        changes.append(Change(kind: kind, new: new, changed: written - new, unchanged: count - written))
    }

    /// The counts of what was written as an object, for the audit log.
    var json: JSON { .object(changes.map { JSONMember(name: $0.kind, value: .integer($0.new + $0.changed)) }) }
}
