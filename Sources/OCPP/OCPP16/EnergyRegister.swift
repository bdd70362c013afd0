public import Values

extension OCPP16 {
    /// The energy register of one moment and how it was found.
    public struct EnergyRegister: Hashable, Sendable {
        /// Where the register's value came from.
        public enum Basis: String, CaseIterable, Sendable {
            /// One value for all conductors.
            case total
            /// The sum of the conductors' own values, since there was none for all.
            case sumOfPhases
        }

        /// The register.
        public let energy: Energy
        /// Where it came from.
        public let basis: Basis
        /// Where it was measured.
        public let location: Open<Location>

        /// Finds the register of `Energy.Active.Import.Register` among the readings of one moment.
        ///
        /// The outlet's reading is taken where there is one, else the nearest to the car; the sum of the phases only
        /// where no reading for all conductors exists. Signed data is not read here.
        ///
        /// - Parameters:
        ///   - meterValue: The readings of one moment.
        ///   - context: Only readings with this context, when given.
        public init?(of meterValue: MeterValue, context: ReadingContext? = nil) {
            let readings = meterValue.sampledValue.filter { reading in
                reading.effectiveMeasurand == .known(.energyActiveImportRegister)
                    && (context.map { reading.effectiveContext == .known($0) } ?? true)
            }
            for location in Location.allCases {
                let here = readings.filter { $0.effectiveLocation == .known(location) }
                if let found = EnergyRegister(at: .known(location), among: here) {
                    self = found
                    return
                }
            }
            return nil
        }

        private init?(at location: Open<Location>, among readings: [SampledValue]) {
            self.location = location
            if let total = readings.last(where: { $0.phase == nil && $0.energy != nil })?.energy {
                (energy, basis) = (total, .total)
                return
            }
            guard
                let sum = EnergyRegister.sum(readings, [.l1, .l2, .l3])
                    ?? EnergyRegister.sum(readings, [.l1N, .l2N, .l3N])
            else { return nil }
            (energy, basis) = (sum, .sumOfPhases)
        }

        /// The sum over the phases that have a reading; `nil` when none has.
        private static func sum(_ readings: [SampledValue], _ phases: [Phase]) -> Energy? {
            let parts = phases.compactMap { phase in
                readings.last { $0.phase == .known(phase) && $0.energy != nil }?.energy
            }
            return parts.isEmpty ? nil : parts.reduce(.zero, +)
        }
    }
}

extension OCPP16.MeterValue {
    /// The energy register of this moment, exactly; `nil` when there is none.
    ///
    /// See ``OCPP16/EnergyRegister``.
    public var energyRegister: Energy? { OCPP16.EnergyRegister(of: self)?.energy }

    /// Whether a register came and cannot be used: its value is no number, or the moment is missing.
    public var isRegisterUnreadable: Bool {
        if energyRegister != nil { return timestamp == nil }
        return sampledValue.contains { !$0.isSigned && $0.effectiveMeasurand == .known(.energyActiveImportRegister) }
    }

    /// The readings that are signed, as they came.
    public var signedData: [OCPP16.SampledValue] { sampledValue.filter(\.isSigned) }
}
