/// The limits of this room.
public enum LedgerLimits {
    /// Postings of one transaction: the database checks the balance once per posting, which stays quick up to here.
    public static let postingsPerTransaction = 1_000
    /// Bytes of an idempotency key: room for a kind and two ids, small enough for an index entry.
    public static let keyBytes = 200
    /// Transactions read at a time while the chain is checked: enough to hide the round trip, some megabytes at most.
    public static let transactionsPerRead: Int64 = 500
    /// Rows of a page of postings at most, so that a page stays readable and cheap.
    public static let postingsPerPage = 500
}
