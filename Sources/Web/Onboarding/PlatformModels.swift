import Domain
import Templates

/// What the pages of platforms show.
enum PlatformModels {
    static func row(_ entry: PlatformEntry) -> PlatformIndex.Row {
        PlatformIndex.Row(
            slug: entry.platform.slug,
            name: entry.platform.name,
            address: entry.platform.upstreamURL,
            isConfirmed: entry.platform.confidence == .confirmed,
            isEdited: entry.editedAt != nil
        )
    }

    static func show(_ entry: PlatformEntry, form: PlatformShow.Form?) -> PlatformShow.Model {
        let platform = entry.platform
        return PlatformShow.Model(
            slug: platform.slug,
            name: platform.name,
            address: platform.upstreamURL,
            isConfirmed: platform.confidence == .confirmed,
            source: platform.source,
            versions: platform.versions,
            credentials: text(platform.credentialsNote),
            steps: lines(platform.steps),
            quirks: lines(platform.quirks),
            remoteControl: text(platform.remoteControl),
            editedAt: entry.editedAt,
            form: form
        )
    }

    static func guide(_ platform: Platform) -> ConnectDetails.Guide {
        ConnectDetails.Guide(
            name: platform.name,
            steps: lines(platform.steps),
            quirks: lines(platform.quirks),
            isConfirmed: platform.confidence == .confirmed,
            source: platform.source
        )
    }

    static func guide(_ brand: ChargerBrand) -> ConnectDetails.Guide {
        ConnectDetails.Guide(
            name: brand.name,
            steps: lines(brand.steps),
            quirks: lines(brand.quirks),
            isConfirmed: brand.confidence == .confirmed,
            source: brand.source
        )
    }

    private static func text(_ text: LocalText) -> Text { Text(en: text.english, nl: text.dutch) }

    private static func lines(_ lines: LocalLines) -> GuideLines {
        GuideLines(english: lines.english, dutch: lines.dutch)
    }
}
