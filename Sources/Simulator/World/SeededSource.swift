/// Numbers that look like chance and are the same for the same seed and labels.
///
/// Source: the generator SplitMix64 (Steele, Lea, Flood 2014).
struct SeededSource {
    private var state: UInt64

    /// - Parameters:
    ///   - seed: The seed of the world.
    ///   - labels: What the numbers are for; each purpose has numbers of its own, so that adding one changes no other.
    init(_ seed: UInt64, _ labels: String...) {
        // FNV-1a spreads the labels over the state.
        state = labels.joined(separator: "/").utf8.reduce(seed ^ 0xCBF2_9CE4_8422_2325) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x0100_0000_01B3
        }
    }

    /// The next 64 bits.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number of a range, each as likely as the others.
    mutating func number(in range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// A number around a centre, the nearer the likelier, never further away than the spread.
    mutating func number(around centre: Int64, spread: Int64) -> Int64 {
        let sum = (0..<3).reduce(into: Int64(0)) { sum, _ in sum += number(in: -spread...spread) }
        return centre + sum / 3
    }

    /// Whether something happens that happens so many times in a hundred.
    mutating func happens(percent: Int64) -> Bool { number(in: 1...100) <= percent }

    /// An element of a list that is not empty.
    mutating func element<Element>(of list: [Element]) -> Element {
        list[Int(number(in: 0...Int64(list.count - 1)))]
    }

    /// So many hexadecimal digits in capitals.
    mutating func hex(digits: Int) -> String {
        String((0..<digits).map { _ in element(of: SeededSource.digits) })
    }

    private static let digits = Array("0123456789ABCDEF")
}
