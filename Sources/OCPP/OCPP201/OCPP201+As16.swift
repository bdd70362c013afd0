internal import Values

extension OCPP201.MeterValue {
    /// The same readings in the words of 1.6, so that both versions are understood in one place.
    ///
    /// The number is multiplied out where the unit has a power of ten; signed values stay as they came.
    public var as16: OCPP16.MeterValue {
        var value = OCPP16.MeterValue(timestamp: timestamp ?? Timestamp(seconds: 0), sampledValue: readings16)
        value.timestamp = timestamp
        return value
    }

    private var readings16: [OCPP16.SampledValue] { sampledValue.flatMap(\.as16) }
}

extension OCPP201.SampledValue {
    /// The reading, followed by its signed form where it has one.
    fileprivate var as16: [OCPP16.SampledValue] {
        let plain = reading(multiplied.description)
        guard let signedMeterValue else { return [plain] }
        var signed = reading(signedMeterValue.json.description)
        signed.format = .known(.signedData)
        return [plain, signed]
    }

    private func reading(_ text: String) -> OCPP16.SampledValue {
        var reading = OCPP16.SampledValue(value: text)
        reading.context = context
        reading.measurand = measurand.map { Open(rawValue: $0) }
        reading.phase = phase
        reading.location = location
        reading.unit = unitOfMeasure?.unit.map { Open(rawValue: $0) }
        return reading
    }

    /// The largest power of ten that a meter would use; beyond it the number stays as it is.
    private static let largestPower = 12

    private var multiplied: Exact {
        let power = Int(clamping: unitOfMeasure?.multiplier ?? 0)
        guard power != 0, abs(power) <= OCPP201.SampledValue.largestPower else { return value }
        if power < 0 {
            let scale = value.scale - power
            return scale <= Exact.maxScale ? Exact(mantissa: value.mantissa, scale: scale) : value
        }
        let factor = (0..<power).reduce(Int128(1)) { product, _ in product * 10 }
        return (try? value * Exact(mantissa: factor, scale: 0)) ?? value
    }
}
