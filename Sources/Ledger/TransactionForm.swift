import Crypto
public import Values

/// A SHA-256 value of the chain.
public struct LedgerHash: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// What stands before the first transaction: 32 zero bytes.
    public static let zero = LedgerHash(bytes: [UInt8](repeating: 0, count: 32))

    /// Wraps the bytes.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// 64 hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// The canonical bytes of a transaction, which the chain is hashed over.
///
/// In this order: the text `laadboek.ledger.1`; operator id, sequence, effective day (days since 1970-01-01), recorded
/// moment (microseconds since 1970-01-01T00:00:00Z) and the sequence it undoes (0 for none), each as a signed 64-bit
/// number in network byte order; key, kind and description, each as a 32-bit length in network byte order and UTF-8;
/// the number of postings (32 bits); then per posting the account's code (length and UTF-8), the byte `D` or `C`, the
/// amount in minor units (64 bits) and the three letters of the currency. The hash of a transaction is
/// `SHA-256(hash of the one before ‖ form)`. A transaction with metadata begins with `laadboek.ledger.2` instead, and has
/// the metadata (length and UTF-8) after the description. Nobody needs our code to check it.
public enum TransactionForm {
    /// The mark of this form; another form would get another one.
    static let mark = "laadboek.ledger.1"
    /// The mark of the form with metadata.
    static let markWithMetadata = "laadboek.ledger.2"

    /// The bytes.
    public static func bytes(
        of content: TransactionDraft,
        operatorID: OperatorID,
        sequence: Int64,
        recordedAt: Timestamp
    ) -> [UInt8] {
        let metadata = content.metadata.isEmpty ? [] : [content.metadata]
        var form = Array((metadata.isEmpty ? mark : markWithMetadata).utf8)
        form.append(operatorID.rawValue)
        form.append(sequence)
        form.append(content.effectiveOn.daysSinceEpoch)
        form.append(recordedAt.microseconds)
        form.append(content.reverses ?? 0)
        for text in [content.idempotencyKey, content.kind, content.description] + metadata { form.append(sized: text) }
        form.append(UInt32(content.postings.count))
        for posting in content.postings { form.append(posting) }
        return form
    }

    /// The hash of a transaction that follows another one.
    public static func hash(
        of content: TransactionDraft,
        operatorID: OperatorID,
        sequence: Int64,
        recordedAt: Timestamp,
        after previous: LedgerHash
    ) -> LedgerHash {
        var digest = SHA256()
        digest.update(data: previous.bytes)
        digest.update(
            data: bytes(of: content, operatorID: operatorID, sequence: sequence, recordedAt: recordedAt)
        )
        return LedgerHash(bytes: Array(digest.finalize()))
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func append(sized text: String) {
        append(UInt32(text.utf8.count))
        append(contentsOf: text.utf8)
    }

    fileprivate mutating func append(_ posting: Posting) {
        append(sized: posting.account.code)
        append(posting.side == .debit ? UInt8(ascii: "D") : UInt8(ascii: "C"))
        append(posting.amount.minor)
        append(contentsOf: posting.amount.currency.code.utf8)
    }
}
