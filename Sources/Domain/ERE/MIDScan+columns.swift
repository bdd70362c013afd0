extension MIDScan {
    /// Which columns hold what, as far as their headings tell; a person has the last word.
    package static func recognised(in headings: [String]) -> [Column: Int] {
        let names = headings.map { heading in
            heading.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        var found: [Column: Int] = [:]
        // What is named outright comes before what only has the word in it: "Type" before "Type of contract".
        for isOutright in [true, false] {
            for column in Column.byCertainty where found[column] == nil {
                found[column] = names.indices.first { index in
                    !found.values.contains(index) && column.isNamed(by: names[index], isOutright: isOutright)
                }
            }
        }
        return found
    }
}

extension MIDScan.Column {
    /// Those first whose words stand for nothing else.
    fileprivate static let byCertainty: [MIDScan.Column] = [.serial, .ean, .count, .brand, .model]

    /// Words for it in Dutch, English, German and French.
    private var words: [String] {
        switch self {
        case .brand: ["brand", "merk", "make", "manufacturer", "vendor", "fabrikant", "marke", "hersteller", "marque"]
        case .model: ["model", "modell", "modèle", "modele", "type", "typ", "uitvoering"]
        case .serial: ["serial", "serienummer", "serienr", "seriennummer", "sn", "snr"]
        case .count: ["count", "aantal", "qty", "quantity", "stuks", "anzahl"]
        case .ean: ["ean", "eancode", "ean18"]
        }
    }

    /// Words that mean it only when they stand alone.
    private var loneWords: [String] {
        switch self {
        case .model: ["charger", "lader", "laadpaal", "laadpunt", "product"]
        case .count: ["number", "chargers", "laders", "laadpalen"]
        case .serial: ["serie"]
        case .brand, .ean: []
        }
    }

    fileprivate func isNamed(by heading: [String], isOutright: Bool) -> Bool {
        let whole = heading.joined()
        if isOutright { return (words + loneWords).contains(whole) }
        return heading.contains { word in
            words.contains { word == $0 || ($0.count >= 4 && word.hasPrefix($0) && self != .count) }
        }
    }
}
