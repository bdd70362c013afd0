package import Values

/// A file of meter readings or sessions, kept as it came.
package struct PushFile: Hashable, Sendable {
    package let id: PushFileID
    package let kind: PushKind
    package let name: String
    package let sha256: [UInt8]
    /// Bytes.
    package let size: Int64
    /// Empty when the installation did it.
    package let uploadedBy: String
    package let uploadedAt: Timestamp
    /// The batch that it became; `nil` as long as it was looked at only.
    package let batch: PushBatch?
    package let recordedBy: String
}

/// A batch with where it came from, as a list shows it.
package struct PushSummary: Hashable, Sendable {
    package let batch: PushBatch
    /// The program that sent it, or who took something back by hand; both empty for files.
    package let program: String
    package let person: String
    package let file: PushFileID?
    package let fileName: String
}

/// A file held against what is known: what would be recorded, or what is wrong.
package struct PushLook: Sendable {
    package struct Row: Hashable, Sendable {
        package let line: PushSheet.Line
        package let customer: String
        package let charger: String
        /// Whether it is new, or another than before.
        package let isNew: Bool
    }

    /// In the order of the file.
    package let rows: [Row]
    /// By line; nothing of a file with one is recorded.
    package let faults: [PushSheet.LineFault]
    package let chargers: Int

    package var added: Int { rows.count(where: \.isNew) }
}

/// Why a file was not kept or recorded.
package enum PushFileRejection: Error, Hashable, Sendable, CustomStringConvertible {
    case nameLength
    /// Lines have faults.
    case faults(count: Int)

    package var code: String {
        switch self {
        case .nameLength: "push_file.name_length"
        case .faults: "push_file.faults"
        }
    }
    package var description: String {
        switch self {
        case .nameLength: "\(code): the name of the file is empty or too long"
        case .faults(let count): "\(code): \(count) lines are wrong, nothing was recorded"
        }
    }
}
