import Templates
import Values

extension Sample {
    static let steps = GuideLines(
        english: ["Look up the address that is set now.", "Put our address in its place and restart it."],
        dutch: ["Zoek het huidige adres op.", "Zet ons adres ervoor in de plaats en herstart het."]
    )
    static let quirks = GuideLines(
        english: ["Address and password together may have 200 characters."],
        dutch: ["Adres en wachtwoord samen mogen 200 tekens hebben."]
    )
    static let noLines = GuideLines(english: [], dutch: [])

    static let platformGuide = ConnectDetails.Guide(
        name: "E-Flux by Road",
        steps: steps,
        quirks: noLines,
        isConfirmed: true,
        source: "Partner page"
    )
    static let brandGuide = ConnectDetails.Guide(
        name: "Alfen",
        steps: steps,
        quirks: quirks,
        isConfirmed: false,
        source: "Usual place of the setting"
    )

    static func platform(form: PlatformShow.Form?) -> PlatformShow.Model {
        PlatformShow.Model(
            slug: "e-flux",
            name: "E-Flux by Road",
            address: form == nil ? "" : "wss://ocpp.e-flux.io/ocpp/{identity}",
            isConfirmed: form != nil,
            source: "Partner page",
            versions: ["1.6"],
            credentials: Text(en: "Passed on.", nl: "Doorgegeven."),
            steps: steps,
            quirks: quirks,
            remoteControl: Text(en: "The platform keeps control.", nl: "Het platform houdt de controle."),
            editedAt: form == nil ? nil : noon,
            form: form
        )
    }

    static var platformForm: PlatformShow.Form {
        PlatformShow.Form { name in
            name == "address" ? Field("https://x", error: .required) : Field(name == "credentials" ? "basic" : "x & y")
        }
    }

    /// The three corners of a code and nothing else.
    static let code = QRDrawing(
        size: 9,
        isDark: (0..<81).map { place in
            let (row, column) = (place / 9, place % 9)
            return (row < 3 || row > 5) && (column < 3 || column > 5) && !(row > 5 && column > 5)
        }
    )

    static let problem = ConnectWait.Problem(
        title: Text(en: "It calls itself differently", nl: "Het noemt zich anders"),
        advice: Text(en: "Set its identity to VOL-ZZ-001.", nl: "Stel de identiteit in op VOL-ZZ-001."),
        seen: "vol-zz-OO1",
        count: 3,
        lastAt: noon
    )

    static func wait(
        isOnline: Bool,
        problems: [ConnectWait.Problem] = [],
        key: String? = nil,
        site: Mention = Sample.site
    ) -> ConnectWait.Model {
        ConnectWait.Model(
            id: ChargePointID(21),
            name: "Gate, left",
            identity: "VOL-ZZ-001",
            site: site,
            baseURL: "wss://charge.voltaria.example/ocpp",
            fullURL: "wss://charge.voltaria.example/ocpp/VOL-ZZ-001",
            code: code,
            newKey: key,
            keyCode: key == nil ? nil : code,
            brand: key == nil ? nil : brandGuide,
            live: ConnectWait.Live(
                isOnline: isOnline,
                connectedAt: isOnline ? noon : nil,
                vendor: isOnline ? "Alfen BV" : "",
                model: isOnline ? "NG910" : "",
                problems: problems
            )
        )
    }

    static func connectDetails(
        isRelayed: Bool,
        sites: [Choice] = Sample.siteChoices
    ) -> ConnectDetails.Model {
        ConnectDetails.Model(
            platformSlug: "e-flux",
            brandSlug: "alfen",
            platform: platformGuide,
            brand: brandGuide,
            isRelayed: isRelayed,
            field: { ["identity": Field("VOL-ZZ-001", error: .alreadyTaken)][$0] ?? Field("1") },
            sites: sites
        )
    }

    static var metering: MeteringCard.Model {
        var model = MeteringCard.Model(
            verdict: .likely,
            isConfirmed: false,
            signs: true,
            reasons: [Text(en: "Alfen Eve has a MID meter.", nl: "Alfen Eve heeft een MID-meter.")],
            key: Field("3059…", error: Text(en: "This is no key.", nl: "Dit is geen sleutel."))
        )
        model.facts = [
            MeteringCard.Told(
                what: Text(en: "Type", nl: "Type"),
                value: "<P1>",
                source: Text(en: "in its BootNotification", nl: "in zijn BootNotification"),
                since: nil
            ),
            MeteringCard.Told(
                what: Text(en: "Public key", nl: "Publieke sleutel"),
                connector: 1,
                value: String(repeating: "3059", count: 40),
                source: Text(en: "in its setting MeterPublicKey1", nl: "in zijn instelling MeterPublicKey1"),
                since: noon
            ),
        ]
        return model
    }

    static var signedValues: SignedValuesCard.Model {
        func value(_ check: SignatureCheck, _ readings: [SignedValuesCard.Reading]) -> SignedValuesCard.Value {
            SignedValuesCard.Value(
                receivedAt: noon,
                context: "Transaction.End",
                format: "OCMF (hex)",
                meter: readings.isEmpty ? "" : "Proef P1 22090471",
                readings: readings,
                check: check,
                raw: #"OCMF|{"FV":"1.0"}|{"SD":"<30>"}"#
            )
        }
        let reading = SignedValuesCard.Reading(
            kind: "E",
            time: "2025-06-12T11:52:00,000+0200 S",
            value: "1528.510 kWh",
            register: "01-00:B2.08.00*FF",
            isUsable: true
        )
        var model = SignedValuesCard.Model()
        model.values = [
            value(.valid("secp256r1"), [reading]), value(.invalid("secp384r1"), []),
            value(.notVerifiable(Text(en: "No key.", nl: "Geen sleutel.")), []),
        ]
        model.values[0].keySource = Text(en: "in its setting MeterPublicKey1", nl: "in zijn instelling MeterPublicKey1")
        model.energyWh = exact("8080")
        model.doubts = [Text(en: "The register runs backwards.", nl: "Het telwerk loopt terug.")]
        return model
    }
}

extension SamplePage {
    static let onboarding: [SamplePage] = [
        SamplePage("platforms") {
            let rows = [
                PlatformIndex.Row(
                    slug: "e-flux",
                    name: "E-Flux by Road",
                    address: "wss://ocpp.e-flux.io/ocpp/{identity}",
                    isConfirmed: true,
                    isEdited: true
                ),
                PlatformIndex.Row(slug: "virta", name: "Virta", address: "", isConfirmed: false, isEdited: false),
            ]
            return PlatformIndex.view(PlatformIndex.Model(rows: rows), frame: Sample.frame(.platforms))
        },
        SamplePage("platform") {
            PlatformShow.view(
                Sample.platform(form: nil),
                frame: Sample.frame(.platform("e-flux"), role: .operatorFinance)
            )
        },
        SamplePage("platform-edit") {
            PlatformShow.view(
                Sample.platform(form: Sample.platformForm),
                frame: Sample.frame(.platform("e-flux"), language: .dutch)
            )
        },
        SamplePage("connect") {
            let model = ConnectStart.Model(
                platforms: [Choice("e-flux", "E-Flux by Road")],
                brands: [Choice("alfen", "Alfen")]
            )
            return ConnectStart.view(model, frame: Sample.frame(.connect))
        },
        SamplePage("connect-details") {
            ConnectDetails.view(Sample.connectDetails(isRelayed: false), frame: Sample.frame(.connectDetails))
        },
        SamplePage("connect-details-relayed") {
            ConnectDetails.view(
                Sample.connectDetails(isRelayed: true),
                frame: Sample.frame(.connectDetails, language: .dutch)
            )
        },
        SamplePage("connect-ready") {
            ConnectWait.view(
                Sample.wait(isOnline: false, key: "5f1c9e0a7b3d2c4e6f8091a2b3c4d5e6f7081920"),
                frame: Sample.frame(.connectDetails)
            )
        },
        SamplePage("connecting") {
            ConnectWait.view(
                Sample.wait(isOnline: false, problems: [Sample.problem]),
                frame: Sample.frame(.connecting(ChargePointID(21)), language: .dutch)
            )
        },
        SamplePage("connecting-state", isFragment: true) {
            ConnectWait.fragment(
                Sample.wait(isOnline: true).live,
                ChargePointID(21),
                frame: Sample.frame(.connectingState(ChargePointID(21)))
            )
        },
        SamplePage("charge-point-metering") {
            var model = Sample.chargePointModel(isOnline: true, newKey: nil)
            model.metering = Sample.metering
            return ChargePointShow.view(model, frame: Sample.frame(.chargePoint(ChargePointID(21))))
        },
        SamplePage("session-signed") {
            var model = Sample.sessionModel(forHost: false, lines: [])
            model.signed = Sample.signedValues
            return SessionShow.view(model, frame: Sample.frame(.session(SessionID(4711))))
        },
    ]
}
