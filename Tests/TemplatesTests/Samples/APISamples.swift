import Templates
import Values

extension SamplePage {
    static let programs: [SamplePage] = [
        SamplePage("api-keys") { keys(rows) },
        SamplePage("api-keys-none-nl") {
            keys([], language: .dutch, name: Field(error: .required), permissionError: .required)
        },
        SamplePage("api-keys-secret") {
            keys(rows, secret: .init(name: "website", text: "laadboek_12_5ca1ab1e"))
        },
        SamplePage("api") { APIReference.view(reference, frame: Sample.frame(.apiReference)) },
        SamplePage("api-stranger-nl") {
            APIReference.view(reference, frame: Sample.frame(.apiReference, role: nil, language: .dutch))
        },
    ]

    private static let reference = APIReference.Model(
        description: "/api/v1/openapi.json",
        groups: [
            APIReference.Group(
                title: "Customers",
                operations: [
                    APIReference.Operation(
                        id: "listCustomers",
                        method: "GET",
                        path: "/api/v1/customers",
                        summary: "Your customers, by number.",
                        detail: "",
                        permission: "customers:read",
                        parameters: [
                            APIReference.Member(
                                name: "limit",
                                form: [.text("whole number")],
                                summary: "The most rows of a page.",
                                isRequired: false
                            )
                        ],
                        body: [.form("Batch")],
                        answer: [.text("list of "), .form("Customer")]
                    )
                ]
            )
        ],
        forms: [
            APIReference.Form(
                name: "Customer",
                summary: "Somebody.",
                members: [
                    APIReference.Member(
                        name: "id",
                        form: [.text("whole number")],
                        summary: "Its number.",
                        isRequired: true
                    )
                ]
            )
        ]
    )

    private static let rows = [
        APIKeyIndex.Row(
            id: APIKeyID(12),
            name: "website",
            mark: "laadboek_12",
            permissions: ["Read customers", "Read enrolments"],
            createdAt: Sample.noon,
            createdBy: "Noor de Wit",
            lastUsedAt: Sample.noon.adding(seconds: 3_600),
            lastUsedFrom: "192.0.2.7",
            earlierUntil: Sample.noon.adding(seconds: 86_400),
            revokedAt: nil,
            isOurs: true
        ),
        APIKeyIndex.Row(
            id: APIKeyID(11),
            name: "meters",
            mark: "laadboek_11",
            permissions: ["Send meter readings"],
            createdAt: Sample.noon,
            createdBy: "Noor de Wit",
            lastUsedAt: nil,
            lastUsedFrom: "",
            earlierUntil: nil,
            revokedAt: Sample.noon.adding(seconds: 60),
            isOurs: true
        ),
    ]

    private static func keys(
        _ rows: [APIKeyIndex.Row],
        language: Language = .english,
        name: Field = Field(),
        permissionError: Text? = nil,
        secret: APIKeyIndex.Secret? = nil
    ) -> HTML {
        let model = APIKeyIndex.Model(
            rows: rows,
            name: name,
            permissions: [
                Choice("customers:read", "Read customers", detail: "customers:read"),
                Choice("sessions:read", "Read sessions", detail: "sessions:read"),
            ],
            chosen: ["customers:read"],
            permissionError: permissionError,
            secret: secret
        )
        return APIKeyIndex.view(model, frame: Sample.frame(.apiKeys, language: language))
    }
}
