package import Values

/// The directory as the product supplies it.
package struct PlatformDirectory: Hashable, Sendable {
    package let platforms: [Platform]
    package let brands: [ChargerBrand]

    /// What makes a file no directory: the place that cannot be read.
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        package let place: String
        package var description: String { "the directory of platforms cannot be read at \(place)" }
    }

    /// Reads `docs/reference/platforms.json`; its schema stands beside it.
    package init(parsing bytes: [UInt8]) throws(Fault) {
        // What is no JSON has no place to name.
        guard let json = try? JSON(parsing: bytes) else { throw Fault(place: "the beginning") }
        platforms = try PlatformDirectory.entries(json, "platforms", Platform.init(json:))
        brands = try PlatformDirectory.entries(json, "brands", ChargerBrand.init(json:))
    }

    private static func entries<Entry>(
        _ json: JSON,
        _ name: String,
        _ read: (JSON) -> Entry?
    ) throws(Fault) -> [Entry] {
        guard let list = json[name]?.arrayValue else { throw Fault(place: name) }
        var entries: [Entry] = []
        for (index, element) in list.enumerated() {
            guard let entry = read(element) else { throw Fault(place: "\(name)[\(index)]") }
            entries.append(entry)
        }
        return entries
    }
}

extension LocalText {
    init?(json: JSON?) {
        guard let english = json?["en"]?.stringValue, let dutch = json?["nl"]?.stringValue else { return nil }
        self.init(english: english, dutch: dutch)
    }

    var json: JSON { .dictionary(["en": .string(english), "nl": .string(dutch)]) }
}

extension LocalLines {
    init?(json: JSON?) {
        guard let english = json?["en"]?.arrayValue, let dutch = json?["nl"]?.arrayValue else { return nil }
        self.init(english: english.compactMap(\.stringValue), dutch: dutch.compactMap(\.stringValue))
    }

    var json: JSON {
        .dictionary(["en": .array(english.map(JSON.string)), "nl": .array(dutch.map(JSON.string))])
    }
}

extension Platform {
    init?(json: JSON) {
        guard let slug = json["slug"]?.stringValue, let name = json["name"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap(Kind.init), let url = json["upstream_url"]?.stringValue,
            let confidence = json["confidence"]?.stringValue.flatMap(Confidence.init),
            let source = json["source"]?.stringValue,
            let credentials = json["credentials"]?.stringValue.flatMap(Credentials.init),
            let note = LocalText(json: json["credentials_note"]), let steps = LocalLines(json: json["steps"]),
            let quirks = LocalLines(json: json["quirks"]), let remote = LocalText(json: json["remote_control"])
        else { return nil }
        self.init(
            slug: slug,
            name: name,
            kind: kind,
            upstreamURL: url,
            confidence: confidence,
            source: source,
            versions: json["ocpp_versions"]?.arrayValue?.compactMap(\.stringValue) ?? [],
            credentials: credentials,
            credentialsNote: note,
            steps: steps,
            quirks: quirks,
            remoteControl: remote
        )
    }

    var json: JSON {
        .dictionary([
            "slug": .string(slug), "name": .string(name), "kind": .string(kind.rawValue),
            "upstream_url": .string(upstreamURL), "confidence": .string(confidence.rawValue),
            "source": .string(source), "ocpp_versions": .array(versions.map(JSON.string)),
            "credentials": .string(credentials.rawValue), "credentials_note": credentialsNote.json,
            "steps": steps.json, "quirks": quirks.json, "remote_control": remoteControl.json,
        ])
    }
}

extension ChargerBrand {
    init?(json: JSON) {
        guard let slug = json["slug"]?.stringValue, let name = json["name"]?.stringValue,
            let confidence = json["confidence"]?.stringValue.flatMap(Confidence.init),
            let source = json["source"]?.stringValue, let steps = LocalLines(json: json["steps"]),
            let quirks = LocalLines(json: json["quirks"])
        else { return nil }
        self.init(slug: slug, name: name, confidence: confidence, source: source, steps: steps, quirks: quirks)
    }

    var json: JSON {
        .dictionary([
            "slug": .string(slug), "name": .string(name), "confidence": .string(confidence.rawValue),
            "source": .string(source), "steps": steps.json, "quirks": quirks.json,
        ])
    }
}
