package import Values

/// Which charge points carry a meter after the Measuring Instruments Directive, as far as is known.
package struct MeterCatalogue: Hashable, Sendable {
    /// Whether charge points of a kind carry such a meter.
    package enum MID: String, CaseIterable, Sendable {
        case builtIn = "built_in"
        /// Some do; the type plate decides.
        case variant
        case none
    }

    /// A model or a family of models.
    package struct Model: Hashable, Sendable {
        package let brand: String
        package let model: String
        package let vendorPattern: TextPattern
        package let modelPattern: TextPattern
        package let mid: MID
        package let meter: String
        /// The format of its signed values; empty when none is known.
        package let signedValues: String
        package let confidence: Confidence
        package let source: String
    }

    /// A meter by what charge points call it.
    package struct Meter: Hashable, Sendable {
        package let meter: String
        package let typePattern: TextPattern
        package let mid: MID
        package let confidence: Confidence
        package let source: String
    }

    package let models: [Model]
    package let meters: [Meter]

    package init(models: [Model], meters: [Meter]) {
        self.models = models
        self.meters = meters
    }

    /// A catalogue in which nothing is found.
    package static let empty = MeterCatalogue(models: [], meters: [])

    /// The first model that fits what a charge point said of itself.
    package func model(of boot: BootReport) -> Model? {
        models.first { $0.vendorPattern.matches(boot.vendor) && $0.modelPattern.matches(boot.model) }
    }

    /// The first meter that fits; a meter that is said not to comply counts before all others.
    package func meter(named type: String) -> Meter? {
        let fitting = meters.filter { $0.typePattern.matches(type) }
        return fitting.first { $0.mid == .none } ?? fitting.first
    }
}

/// A text with `*` for any characters, compared without regard to case and to blanks at the ends.
package struct TextPattern: Hashable, Sendable {
    private let parts: [String]

    package init(_ text: String) {
        parts = text.lowercased().split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    }

    package func matches(_ text: String) -> Bool {
        var rest = TextPattern.plain(text)[...]
        guard let first = parts.first, let last = parts.last, rest.hasPrefix(first) else { return false }
        guard parts.count > 1 else { return rest == first }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }

    private static func plain(_ text: String) -> String {
        var rest = text.lowercased()[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

extension MeterCatalogue {
    /// Reads `docs/reference/charger-models.json`; its schema stands beside it.
    package init(parsing bytes: [UInt8]) throws(PlatformDirectory.Fault) {
        // What is no JSON has no place to name.
        guard let json = try? JSON(parsing: bytes) else { throw PlatformDirectory.Fault(place: "the beginning") }
        var models: [Model] = []
        for (index, entry) in (json["models"]?.arrayValue ?? []).enumerated() {
            guard let model = Model(json: entry) else { throw PlatformDirectory.Fault(place: "models[\(index)]") }
            models.append(model)
        }
        var meters: [Meter] = []
        for (index, entry) in (json["meters"]?.arrayValue ?? []).enumerated() {
            guard let meter = Meter(json: entry) else { throw PlatformDirectory.Fault(place: "meters[\(index)]") }
            meters.append(meter)
        }
        guard !models.isEmpty else { throw PlatformDirectory.Fault(place: "models") }
        self.init(models: models, meters: meters)
    }
}

extension MeterCatalogue.Model {
    init?(json: JSON) {
        guard let brand = json["brand"]?.stringValue, let model = json["model"]?.stringValue,
            let vendorPattern = json["vendor_pattern"]?.stringValue,
            let modelPattern = json["model_pattern"]?.stringValue,
            let mid = json["mid"]?.stringValue.flatMap(MeterCatalogue.MID.init),
            let confidence = json["confidence"]?.stringValue.flatMap(Confidence.init),
            let source = json["source"]?.stringValue
        else { return nil }
        self.init(
            brand: brand,
            model: model,
            vendorPattern: TextPattern(vendorPattern),
            modelPattern: TextPattern(modelPattern),
            mid: mid,
            meter: json["meter"]?.stringValue ?? "",
            signedValues: json["signed_values"]?.stringValue ?? "",
            confidence: confidence,
            source: source
        )
    }
}

extension MeterCatalogue.Meter {
    init?(json: JSON) {
        guard let meter = json["meter"]?.stringValue, let pattern = json["type_pattern"]?.stringValue,
            let mid = json["mid"]?.stringValue.flatMap(MeterCatalogue.MID.init),
            let confidence = json["confidence"]?.stringValue.flatMap(Confidence.init),
            let source = json["source"]?.stringValue
        else { return nil }
        self.init(
            meter: meter,
            typePattern: TextPattern(pattern),
            mid: mid,
            confidence: confidence,
            source: source
        )
    }
}
