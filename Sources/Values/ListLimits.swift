/// How far lists are counted.
package enum ListLimits {
    /// Rows that long lists count at most: beyond it nobody pages, and counting on would cost more than the page itself.
    ///
    /// A list that has more says so by counting one more.
    package static let countedRows = 10_000
}
