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
        /// The serial number in BootNotification and the one in signed values differ.
        case serialsDiffer(boot: String, signed: String)
    }

    package let verdict: Verdict
    /// Whether what the verdict rests on is documented or was said by the charge point.
    package let confidence: Confidence
    /// Whether it sends signed values, which calibration law (Eichrecht) asks for.
    package let signs: Bool
    package let reasons: [Reason]

    /// Weighs what the charge point said against the catalogue.
    package init(_ boot: BootReport, signed: SignedEvidence?, catalogue: MeterCatalogue) {
        let model = catalogue.model(of: boot)
        let meter = catalogue.meter(of: boot)
        var reasons: [Reason] = []
        if boot.vendor.isEmpty, boot.model.isEmpty {
            reasons.append(.noBoot)
        } else {
            reasons.append(model.map(Reason.model) ?? .unknownModel)
        }
        if let meter { reasons.append(.meter(meter, type: boot.meterType)) }
        if !boot.meterSerial.isEmpty { reasons.append(.meterSerial(boot.meterSerial)) }
        if boot.meterSerial.isEmpty, reasons != [.noBoot] { reasons.append(.noMeterSerial) }
        if let signed { reasons.append(.signs(signed)) }
        if let serial = signed?.meterSerial, !serial.isEmpty, !boot.meterSerial.isEmpty, serial != boot.meterSerial {
            reasons.append(.serialsDiffer(boot: boot.meterSerial, signed: serial))
        }
        (verdict, confidence) = MeteringStatus.weigh(model, meter)
        signs = signed != nil
        self.reasons = reasons
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

    package init(format: String, meterVendor: String = "", meterModel: String = "", meterSerial: String = "") {
        self.format = format
        self.meterVendor = meterVendor
        self.meterModel = meterModel
        self.meterSerial = meterSerial
    }
}
