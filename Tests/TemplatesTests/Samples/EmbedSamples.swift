import Templates
import Values

extension SamplePage {
    static let embeds: [SamplePage] = [
        SamplePage("embedding") {
            EmbedOriginIndex.view(
                model(
                    [row(1, "https://www.voltaria.example"), row(2, "http://localhost:3000")],
                    Field("example.nl", error: .required)
                ),
                frame: Sample.frame(.embed(.origins), role: .partnerAdmin)
            )
        },
        SamplePage("embedding-none-nl") {
            EmbedOriginIndex.view(
                model([], Field()),
                frame: Sample.frame(.embed(.origins), role: .partnerAdmin, language: .dutch)
            )
        },
        SamplePage("embedded-toggle-nl") { EREToggle.view(EREToggle.Model(rows: []), frame: frame(.dutch)) },
        SamplePage("embedded-error") {
            ErrorPage.view(ErrorPage.Model(kind: .notFound, requestID: "r-1"), frame: frame(.english))
        },
        SamplePage("embedded-over") { EmbedOverPage.view(frame: frame(.english, isOver: true)) },
    ]

    private static func model(_ rows: [EmbedOriginIndex.Row], _ origin: Field) -> EmbedOriginIndex.Model {
        EmbedOriginIndex.Model(rows: rows, origin: origin, home: "https://charge.example", minutes: 5)
    }

    private static func row(_ id: Int64, _ origin: String) -> EmbedOriginIndex.Row {
        EmbedOriginIndex.Row(id: EmbedOriginID(id), origin: origin, addedAt: Sample.noon, addedBy: "Noor de Wit")
    }

    private static func frame(_ language: Language, isOver: Bool = false) -> PageFrame {
        var frame = Sample.frame(.customerERE, role: nil, language: language)
        frame.brand = Brand(
            name: "Voltaria Thuis",
            isWhiteLabel: true,
            colour: "1d4f91",
            supportEmail: "hulp@voltaria.example",
            supportPhone: "070 123 4567"
        )
        frame.embedding = Embedding(
            frame: isOver ? "" : String(repeating: "ab", count: 32),
            origins: ["https://www.voltaria.example"],
            state: isOver ? Embedding.over : "off"
        )
        return frame
    }
}
