import Postgres
import Values

@testable import Domain

/// The statements of lists that can be ordered in several ways: each order is a statement of its own.
enum ListStatements {
    static let sessions: [any Statement.Type] =
        [CountSessions.self] + orders(of: SessionSort.self) { $0.order(isDescending: $1) }.flatMap { sessions(in: $0) }

    static let journal: [any Statement.Type] =
        [CountJournal.self, SumJournal.self]
        + orders(of: JournalSort.self) { $0.order(isDescending: $1) }.flatMap { lines(in: $0) }

    private static func orders<Sort: CaseIterable>(
        of sorts: Sort.Type,
        _ order: (Sort, Bool) -> any SQLOrder.Type
    ) -> [any SQLOrder.Type] {
        sorts.allCases.flatMap { [order($0, true), order($0, false)] }
    }

    private static func sessions<Order: SQLOrder>(in order: Order.Type) -> [any Statement.Type] {
        [ListSessions<Order>.self, ExportSessions<Order>.self]
    }

    private static func lines<Order: SQLOrder>(in order: Order.Type) -> [any Statement.Type] {
        [ListJournal<Order>.self, ExportLines<Order>.self]
    }
}
