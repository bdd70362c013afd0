package import Values

/// A number of a gapless series.
package struct DocumentNumber: Hashable, Sendable {
    /// The series, such as `VOLT-H12-2025`.
    package let series: String
    /// The number in it, from 1 without gaps.
    package let number: Int64

    package init(series: String, number: Int64) {
        self.series = series
        self.number = number
    }

    /// The number as printed: `VOLT-H12-2025-0001`; more than four digits when there are.
    package var text: String {
        let digits = String(number)
        return "\(series)-\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)"
    }

    /// The series of a credit: one per issuer and host for invoices in the host's name, one per operator for payout
    /// statements; a new one each year of issue.
    package static func series(
        of kind: CreditKind,
        prefix: String,
        host: HostID,
        issuedOn day: LocalDate
    ) -> String {
        let year = day.yearMonth.year
        return switch kind {
        case .selfBilledInvoice: "\(prefix)-H\(host)-\(year)"
        case .payoutStatement: "\(prefix)-P-\(year)"
        }
    }
}
