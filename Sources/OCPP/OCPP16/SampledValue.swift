public import Values

extension OCPP16 {
    /// Why a reading was taken; `Sample.Periodic` when not said.
    ///
    /// Source: 1.6 §7.37.
    public enum ReadingContext: String, CaseIterable, Sendable {
        case interruptionBegin = "Interruption.Begin"
        case interruptionEnd = "Interruption.End"
        case other = "Other"
        case sampleClock = "Sample.Clock"
        case samplePeriodic = "Sample.Periodic"
        case transactionBegin = "Transaction.Begin"
        case transactionEnd = "Transaction.End"
        case trigger = "Trigger"
    }

    /// How a reading is written; `Raw` when not said.
    ///
    /// Source: 1.6 §7.44.
    public enum ValueFormat: String, CaseIterable, Sendable {
        case raw = "Raw"
        case signedData = "SignedData"
    }

    /// What was measured; the energy imported in all when not said.
    ///
    /// Source: 1.6 §7.31.
    public enum Measurand: String, CaseIterable, Sendable {
        case currentExport = "Current.Export"
        case currentImport = "Current.Import"
        case currentOffered = "Current.Offered"
        case energyActiveExportInterval = "Energy.Active.Export.Interval"
        case energyActiveExportRegister = "Energy.Active.Export.Register"
        case energyActiveImportInterval = "Energy.Active.Import.Interval"
        case energyActiveImportRegister = "Energy.Active.Import.Register"
        case energyReactiveExportInterval = "Energy.Reactive.Export.Interval"
        case energyReactiveExportRegister = "Energy.Reactive.Export.Register"
        case energyReactiveImportInterval = "Energy.Reactive.Import.Interval"
        case energyReactiveImportRegister = "Energy.Reactive.Import.Register"
        case frequency = "Frequency"
        case powerActiveExport = "Power.Active.Export"
        case powerActiveImport = "Power.Active.Import"
        case powerFactor = "Power.Factor"
        case powerOffered = "Power.Offered"
        case powerReactiveExport = "Power.Reactive.Export"
        case powerReactiveImport = "Power.Reactive.Import"
        case rpm = "RPM"
        case soc = "SoC"
        case temperature = "Temperature"
        case voltage = "Voltage"
    }

    /// Which conductor a reading belongs to; all together when not said.
    ///
    /// Source: 1.6 §7.34.
    public enum Phase: String, CaseIterable, Sendable {
        case l1 = "L1"
        case l2 = "L2"
        case l3 = "L3"
        case n = "N"
        case l1N = "L1-N"
        case l2N = "L2-N"
        case l3N = "L3-N"
        case l1L2 = "L1-L2"
        case l2L3 = "L2-L3"
        case l3L1 = "L3-L1"
    }

    /// Where a reading was taken; `Outlet` when not said.
    ///
    /// Source: 1.6 §7.30.
    public enum Location: String, CaseIterable, Sendable {
        case outlet = "Outlet"
        case cable = "Cable"
        case inlet = "Inlet"
        case body = "Body"
        case ev = "EV"
    }

    /// The unit of a reading; `Wh` when not said.
    ///
    /// Source: 1.6 §7.43, with both spellings of degrees found in its schema.
    public enum UnitOfMeasure: String, CaseIterable, Sendable {
        case wh = "Wh"
        case kWh = "kWh"
        case varh = "varh"
        case kvarh = "kvarh"
        case w = "W"
        case kW = "kW"
        case va = "VA"
        case kVA = "kVA"
        case `var` = "var"
        case kvar = "kvar"
        case a = "A"
        case v = "V"
        case k = "K"
        case celcius = "Celcius"
        case celsius = "Celsius"
        case fahrenheit = "Fahrenheit"
        case percent = "Percent"
        case hertz = "Hertz"
    }

    /// One reading.
    ///
    /// Source: 1.6 §7.38.
    ///
    /// Fields that the charge point left out stay `nil` and are written so; the `effective…` properties give the
    /// specification's defaults.
    public struct SampledValue: PayloadPart {
        /// The value as written; signed data stays as it came.
        public var value: String
        /// Why the reading was taken.
        public var context: Open<ReadingContext>?
        /// How the value is written.
        public var format: Open<ValueFormat>?
        /// What was measured.
        public var measurand: Open<Measurand>?
        /// Which conductor.
        public var phase: Open<Phase>?
        /// Where.
        public var location: Open<Location>?
        /// The unit.
        public var unit: Open<UnitOfMeasure>?

        /// Makes a reading.
        public init(value: String) {
            self.value = value
        }

        /// A reading of the energy register in whole or broken watt-hours, everything said.
        public init(register: Energy, context: ReadingContext) {
            self.init(value: register.whText)
            self.context = .known(context)
            measurand = .known(.energyActiveImportRegister)
            unit = .known(.wh)
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            // Signed data is far longer than any reading and has no limit of its own.
            value = try fields.text("value", max: .max)
            context = fields.optionalListed("context", ReadingContext.self)
            format = fields.optionalListed("format", ValueFormat.self)
            measurand = fields.optionalListed("measurand", Measurand.self)
            phase = fields.optionalListed("phase", Phase.self)
            location = fields.optionalListed("location", Location.self)
            unit = fields.optionalListed("unit", UnitOfMeasure.self)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "value": .string(value),
                "context": .optional(context),
                "format": .optional(format),
                "measurand": .optional(measurand),
                "phase": .optional(phase),
                "location": .optional(location),
                "unit": .optional(unit),
            ])
        }

        /// The context, or the specification's default.
        public var effectiveContext: Open<ReadingContext> { context ?? .known(.samplePeriodic) }
        /// The measurand, or the specification's default.
        public var effectiveMeasurand: Open<Measurand> { measurand ?? .known(.energyActiveImportRegister) }
        /// The location, or the specification's default.
        public var effectiveLocation: Open<Location> { location ?? .known(.outlet) }
        /// The unit, or the specification's default.
        public var effectiveUnit: Open<UnitOfMeasure> { unit ?? .known(.wh) }

        /// Whether the value is signed data rather than a number.
        public var isSigned: Bool { format == .known(.signedData) }

        /// The number, exactly; `nil` for signed data and for what is no number.
        public var exact: Exact? {
            guard !isSigned else { return nil }
            let text = value.split(separator: " ").joined()
            return JSON.number(text).exactValue ?? Exact(text)
        }

        /// The energy, exactly, of a reading in Wh or kWh; `nil` for other units and for what is no number.
        public var energy: Energy? {
            guard let number = exact else { return nil }
            switch effectiveUnit {
            case .known(.wh): return Energy(nearestWh: number)
            case .known(.kWh): return (try? number * Exact(1000)).flatMap { Energy(nearestWh: $0) }
            default: return nil
            }
        }
    }
}
