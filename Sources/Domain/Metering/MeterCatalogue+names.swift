import Values

/// Models by the names that people write into lists, not by what charge points say of themselves.
extension MeterCatalogue {
    /// The model that fits a brand and a model's name best; `nil` when none does.
    ///
    /// The brand may be left out when the name begins with it. Of several models the one counts whose own name agrees in
    /// most letters; where no name agrees, the patterns for what charge points say decide.
    package func model(brand: String, name: String) -> Model? {
        let words = NameWords(name)
        let (maker, rest) = brand.isEmpty ? split(words) : (brand, words.without(brand: brand))
        guard !maker.isEmpty else { return nil }
        let ofBrand = models.filter { $0.isMadeBy(maker) }
        var best: (model: Model, letters: Int)?
        for model in ofBrand {
            let letters = model.agreement(with: rest)
            if letters > best?.letters ?? 0 { best = (model, letters) }
        }
        return best?.model
            ?? ofBrand.first { model in
                [name, rest.text].contains { !$0.isEmpty && model.modelPattern.matches($0) }
            }
    }

    /// The brand that a name begins with, and what stands behind it.
    private func split(_ name: NameWords) -> (brand: String, rest: NameWords) {
        for count in 1...NameWords.longestBrand where count <= name.words.count {
            let brand = name.words.prefix(count).joined()
            if models.contains(where: { $0.brandNames.contains(brand) }) {
                return (brand, NameWords(words: Array(name.words.dropFirst(count))))
            }
        }
        return ("", name)
    }
}

extension MeterCatalogue.Model {
    /// The names of the brand without blanks and signs: `NewMotion / Shell Recharge` are two.
    fileprivate var brandNames: [String] { brand.split(separator: "/").map { NameWords(String($0)).joined } }

    fileprivate func isMadeBy(_ given: String) -> Bool {
        let compact = NameWords(given).joined
        guard compact.count >= NameWords.shortestBrand else { return false }
        return vendorPattern.matches(given)
            || brandNames.contains { compact.hasPrefix($0) || $0.hasPrefix(compact) }
    }

    /// How many letters of one of its names are found in a given one; 0 when a part of each is missing.
    fileprivate func agreement(with given: NameWords) -> Int {
        model.split { $0 == "/" || $0 == "," }.map { NameWords(String($0)) }.map { own in
            let isWhole = own.joined == given.joined
            return isWhole || Set(own.words).isSubset(of: given.words) ? own.joined.count : 0
        }.max() ?? 0
    }
}

/// A name cut into words of small letters and digits.
private struct NameWords {
    /// `Charge Amps` and `Schneider Electric` are brands of two words.
    static let longestBrand = 2
    /// Two letters begin too many brands.
    static let shortestBrand = 3

    let words: [String]

    init(words: [String]) {
        self.words = words
    }

    init(_ text: String) {
        words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    var joined: String { words.joined() }
    var text: String { words.joined(separator: " ") }

    /// Without the brand where the name repeats it.
    func without(brand: String) -> NameWords {
        let own = NameWords(brand).words
        guard !own.isEmpty, words.count > own.count, Array(words.prefix(own.count)) == own else { return self }
        return NameWords(words: Array(words.dropFirst(own.count)))
    }
}
