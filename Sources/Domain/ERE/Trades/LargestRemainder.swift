package import Values

/// Shares out a whole number in proportion to weights, exactly.
///
/// Each share is its proportion rounded down; what is left goes, one each, to those whose remainder is largest, and of
/// equal ones to those with the smaller key. So shares add up, none is more than one off its proportion, and the order in
/// which weights come does not matter.
package enum LargestRemainder {
    /// The shares in the order of the weights, each of which has a key of its own to tell equal remainders apart.
    ///
    /// `total` and all weights are zero or more; without any weight nothing is shared out, and `total` has to be zero.
    package static func split<Key: Comparable>(
        _ total: Int64,
        by weights: [Int64],
        keys: [Key]
    ) -> [Int64] {
        precondition(
            total >= 0 && weights.allSatisfy { $0 >= 0 } && weights.count == keys.count,
            "weights are counts"
        )
        let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
        precondition(sum > 0 || total == 0, "something is shared out among nobody")
        guard sum > 0 else { return weights.map { _ in 0 } }
        let products = weights.map { Int128(total) * Int128($0) }
        // Not more than the total, which has 64 bits.
        var shares = products.map { Int64($0 / sum) }
        let remainders = products.map { $0 % sum }
        let left = total - shares.reduce(0, +)
        let order = weights.indices.sorted { (remainders[$1], keys[$0]) < (remainders[$0], keys[$1]) }
        for index in order.prefix(Int(left)) { shares[index] += 1 }
        return shares
    }
}
