/// The limits of closing months and paying.
package enum BillingLimits {
    /// Documents made at the same time: while one waits for the disk, another one reads; more only queue for the books.
    package static let parallelDocuments = 4
    /// How often a document is tried when its sessions change while it is made; each try reads them anew.
    package static let attemptsPerDocument = 5
    /// Rounds of a close: a session that moved to another host is taken back in one round and credited in the next;
    /// more rounds than this would be an endless move.
    package static let roundsPerClose = 5
    /// After how many documents the progress of a close is written down for people who wait.
    package static let documentsPerProgressNote = 25
    /// Whether PostgreSQL is to look again at what is in the tables of documents after so many documents of a close: a
    /// new installation has plans from empty tables, and its own statistics come a minute later.
    static func refreshesStatistics(after documents: Int) -> Bool { [32, 128, 512, 2048].contains(documents) }
    /// Rows of a page of lines at most, so that a page stays readable and cheap.
    package static let linesPerPage = 500
    /// Credits read at a time while documents are verified; with some hundred lines each still a few megabytes.
    package static let creditsPerRead = 100
}
