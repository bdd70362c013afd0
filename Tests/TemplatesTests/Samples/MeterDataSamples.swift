import Templates
import Values

extension SamplePage {
    static let meterDataPages: [SamplePage] = [
        SamplePage("meter-data") { MeterDataIndex.view(meterData, frame: Sample.frame(.meterData)) },
        SamplePage("meter-data-empty-nl") {
            let model = MeterDataIndex.Model(batches: [], files: [], problem: .required)
            return MeterDataIndex.view(model, frame: Sample.frame(.meterData, language: .dutch))
        },
        SamplePage("meter-data-file") { MeterDataShow.view(meterFile(isRecorded: false), frame: meterFrame(.english)) },
        SamplePage("meter-data-file-faults-nl") {
            let fault = Text(en: "The register was higher before.", nl: "De stand was eerder hoger.")
            return MeterDataShow.view(meterFile(isRecorded: false, faults: [(3, fault)]), frame: meterFrame(.dutch))
        },
        SamplePage("meter-data-file-recorded-nl") {
            MeterDataShow.view(meterFile(isRecorded: true), frame: meterFrame(.dutch))
        },
        SamplePage("meter-reading") {
            PushedReadingShow.view(reading(nil), frame: Sample.frame(.pushedReading(readingID)))
        },
        SamplePage("meter-reading-faults-nl") {
            let fault = Text(en: "Say why, in 400 characters.", nl: "Zeg waarom, in 400 tekens.")
            return PushedReadingShow.view(
                reading(fault),
                frame: Sample.frame(.pushedReading(readingID), language: .dutch)
            )
        },
    ]

    private static let readingID = PushedReadingID(93)

    private static func reading(_ problem: Text?) -> PushedReadingShow.Model {
        PushedReadingShow.Model(
            id: readingID,
            customer: Mention("Anna Bos", .customer(CustomerID(11))),
            charger: "Zaptec Go ZAP123456",
            at: Sample.noon,
            register: Energy(wh: 1_234_567),
            batch: "7",
            sha256: String(repeating: "ab", count: 32),
            receivedAt: Sample.noon,
            version: 1,
            isWithdrawn: false,
            isNewest: true,
            reason: Field(),
            problem: problem
        )
    }

    private static let pushID = PushFileID(6)
    private static let meterData = MeterDataIndex.Model(
        batches: [
            MeterDataIndex.Batch(
                isSessions: false,
                source: Mention("readings-q3.csv", .pushFile(pushID)),
                kind: .file,
                added: 412,
                known: 3,
                at: Sample.noon,
                sha256: String(repeating: "0a", count: 32)
            ),
            MeterDataIndex.Batch(
                isSessions: true,
                source: Mention("website", nil),
                kind: .program,
                added: 1_000,
                known: 0,
                at: Sample.noon,
                sha256: String(repeating: "b1", count: 32)
            ),
        ],
        files: [meterListed(isRecorded: true), meterListed(isRecorded: false)],
        problem: nil
    )

    private static func meterFrame(_ language: Language) -> PageFrame {
        Sample.frame(.pushFile(pushID), language: language)
    }

    private static func meterListed(isRecorded: Bool) -> MeterDataIndex.File {
        MeterDataIndex.File(
            file: Mention("readings-q3.csv", .pushFile(pushID)),
            isSessions: false,
            by: isRecorded ? "Femke de Wit" : "",
            at: Sample.noon,
            isRecorded: isRecorded
        )
    }

    private static func meterFile(
        isRecorded: Bool,
        faults: [(line: Int, text: Text)] = []
    ) -> MeterDataShow.Model {
        let line = MeterDataShow.Line(
            number: 2,
            charger: "Zaptec Go ZAP123456",
            customer: "Anna Bos",
            session: "",
            from: nil,
            at: Sample.noon,
            energy: Energy(wh: 1_234_567),
            isNew: true
        )
        return MeterDataShow.Model(
            id: pushID,
            file: meterListed(isRecorded: isRecorded),
            size: 12_345,
            sha256: String(repeating: "0a", count: 32),
            recordedAt: isRecorded ? Sample.noon : nil,
            recordedBy: "Femke de Wit",
            added: 412,
            known: 3,
            chargers: isRecorded ? 0 : 96,
            lines: isRecorded ? [] : [line],
            lineCount: isRecorded ? 0 : 415,
            faults: faults,
            faultCount: faults.count,
            problem: nil
        )
    }
}
