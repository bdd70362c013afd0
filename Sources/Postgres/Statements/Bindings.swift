/// The parameters of one statement, or the columns of one row for COPY, in binary form.
///
/// All values stand in one buffer, each behind its length in network byte order, -1 for NULL: the form that COPY wants.
public struct Bindings: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var types: [PostgresType] = []
    /// Where each value's length stands.
    private(set) var offsets: [Int] = []
    private var firstFault: (number: Int, fault: ValueFault)?

    /// No parameters.
    init() {}

    /// Appends a value as the next parameter.
    public mutating func append<Value: PostgresValue>(_ value: Value) {
        start(Value.postgresType)
        do {
            try bytes.appendSized { rest throws(ValueFault) in try value.encode(into: &rest) }
        } catch {
            if firstFault == nil { firstFault = (types.count, error) }
        }
    }

    /// Appends a value, or NULL, as the next parameter.
    public mutating func append<Value: PostgresValue>(_ value: Value?) {
        if let value {
            append(value)
        } else {
            start(Value.postgresType)
            bytes.append(bigEndianOf: Int32(-1))
        }
    }

    private mutating func start(_ type: PostgresType) {
        types.append(type)
        offsets.append(bytes.count)
    }

    /// Removes the values and keeps the memory, for the next row.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        types.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        firstFault = nil
    }

    /// Throws what went wrong while appending.
    func check(statement: @autoclosure () -> String) throws(PostgresFault) {
        guard let firstFault else { return }
        var fault = PostgresFault(.invalidValue, firstFault.fault.description, statement: statement())
        fault.column = "$\(firstFault.number)"
        throw fault
    }

    /// Calls the body with the arrays that libpq takes.
    func withParameters<Result>(
        _ body: (_ pointers: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBytes { buffer in
            var pointers: [UnsafePointer<CChar>?] = []
            var lengths: [Int32] = []
            for offset in offsets {
                let length = Int32(bigEndian: buffer.loadUnaligned(fromByteOffset: offset, as: Int32.self))
                let start = buffer.baseAddress?.advanced(by: offset + 4).assumingMemoryBound(to: CChar.self)
                pointers.append(length < 0 ? nil : start)
                lengths.append(max(0, length))
            }
            return try body(pointers, lengths, [Int32](repeating: 1, count: offsets.count))
        }
    }
}
