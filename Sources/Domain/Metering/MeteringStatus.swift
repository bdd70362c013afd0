/// What is known of the meter of a charge point, and from what.
package struct MeteringStatus: Hashable, Sendable {
    package enum Verdict: String, CaseIterable, Sendable {
        /// The catalogue or the charge point says that there is a meter with the mark.
        case likely
        /// The model comes with and without; somebody must look.
        case possible
        /// The catalogue or the charge point says that there is none.
        case unlikely
        case unknown
    }

    /// One thing the verdict rests on.
    package enum Reason: Hashable, Sendable {
        /// It has not told yet what it is.
        case noBoot
        case model(MeterCatalogue.Model)
        case unknownModel
        /// With what the charge point calls it.
        case meter(MeterCatalogue.Meter, type: String)
        case meterSerial(String)
        case noMeterSerial
        case signs(SignedEvidence)
        /// The serial numbers that it tells and the one in signed values differ.
        case serialsDiffer(told: String, signed: String)
    }

    package let verdict: Verdict
    /// Whether what the verdict rests on is documented or was said by the charge point.
    package let confidence: Confidence
    /// Whether it sends signed values, which calibration law (Eichrecht) asks for.
    package let signs: Bool
    package let reasons: [Reason]

    /// Weighs what the charge point said, by BootNotification, signed values and settings, against the catalogue.
    package init(
        _ boot: BootReport,
        signed: SignedEvidence?,
        configured: [MeterFact] = [],
        catalogue: MeterCatalogue
    ) {
        let model = catalogue.model(of: boot)
        let found = MeteringStatus.types(boot, configured).lazy
            .compactMap { type in catalogue.meter(named: type).map { (meter: $0, type: type) } }.first
        let meter = found?.meter
        let serials = MeteringStatus.serials(boot, configured)
        var reasons: [Reason] = []
        if boot.vendor.isEmpty, boot.model.isEmpty {
            reasons.append(.noBoot)
        } else {
            reasons.append(model.map(Reason.model) ?? .unknownModel)
        }
        if let found { reasons.append(.meter(found.meter, type: found.type)) }
        if !serials.isEmpty { reasons.append(.meterSerial(serials.joined(separator: ", "))) }
        if serials.isEmpty, reasons != [.noBoot] { reasons.append(.noMeterSerial) }
        if let signed { reasons.append(.signs(signed)) }
        if let serial = signed?.meterSerial, !serial.isEmpty, !serials.isEmpty, !serials.contains(serial) {
            reasons.append(.serialsDiffer(told: serials.joined(separator: ", "), signed: serial))
        }
        (verdict, confidence) = MeteringStatus.weigh(model, meter)
        signs = signed != nil
        self.reasons = reasons
    }

    /// What it calls its meters, in BootNotification first.
    private static func types(_ boot: BootReport, _ configured: [MeterFact]) -> [String] {
        let types = configured.filter { $0.kind == .type }
        let named = types.map { type in
            let maker = configured.first { $0.kind == .maker && $0.connector == type.connector }
            return (maker.map { $0.value + " " } ?? "") + type.value
        }
        return ([boot.meterType] + types.map(\.value) + named).filter { !$0.isEmpty }
    }

    /// The serial numbers that it tells: of BootNotification, unless settings name it among others.
    private static func serials(_ boot: BootReport, _ configured: [MeterFact]) -> [String] {
        var told: [String] = []
        for fact in configured where fact.kind == .serial && !told.contains(fact.value) { told.append(fact.value) }
        return boot.meterSerial.isEmpty || told.contains(boot.meterSerial) ? told : [boot.meterSerial]
    }

    /// What the charge point says of its own meter outweighs what the catalogue says of its model.
    private static func weigh(
        _ model: MeterCatalogue.Model?,
        _ meter: MeterCatalogue.Meter?
    ) -> (Verdict, Confidence) {
        if let meter, meter.mid != .variant { return (verdict(meter.mid), meter.confidence) }
        guard let model else { return meter == nil ? (.unknown, .toConfirm) : (.possible, .toConfirm) }
        if model.mid == .none, meter != nil { return (.possible, .toConfirm) }
        return (verdict(model.mid), model.confidence)
    }

    private static func verdict(_ mid: MeterCatalogue.MID) -> Verdict {
        switch mid {
        case .builtIn: .likely
        case .variant: .possible
        case .none: .unlikely
        }
    }
}

/// What signed values tell of the meter that signed them.
package struct SignedEvidence: Hashable, Sendable {
    /// The format's name.
    package var format: String
    package var meterVendor: String
    package var meterModel: String
    package var meterSerial: String
    package var meterFirmware: String

    package init(
        format: String,
        meterVendor: String = "",
        meterModel: String = "",
        meterSerial: String = "",
        meterFirmware: String = ""
    ) {
        self.format = format
        self.meterVendor = meterVendor
        self.meterModel = meterModel
        self.meterSerial = meterSerial
        self.meterFirmware = meterFirmware
    }
}
