extension Unicode.Scalar {
    /// Whether it has no place in a line of text that people read: control characters, and those that turn the direction
    /// of all that follows, by which a name rearranges the words around it.
    ///
    /// The marks of a direction, which turn nothing, stay. Source: Unicode Standard Annex #9 §2.1 to §2.4.
    public var isBarredFromLines: Bool {
        if properties.generalCategory == .control { return true }
        return (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
}
