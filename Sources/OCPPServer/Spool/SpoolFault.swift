/// Why the spool cannot be opened or cannot go on.
package struct SpoolFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong; the text is the stable code.
    package enum Code: String, CaseIterable, Sendable {
        /// Another process uses the folder.
        case locked = "spool.locked"
        /// The folder's records belong to another node.
        case otherNode = "spool.other_node"
        /// A segment is damaged before its end; nothing was changed.
        case damaged = "spool.damaged"
        /// The operating system refused; the error number says why.
        case input = "spool.io"
    }

    /// What went wrong.
    package let code: Code
    /// The file or folder.
    package let path: String
    /// The place in the file, where that helps.
    package let offset: Int
    /// The system's error number; 0 when there is none.
    package let errorNumber: Int32

    init(_ code: Code, path: String, offset: Int = 0, errorNumber: Int32 = 0) {
        self.code = code
        self.path = path
        self.offset = offset
        self.errorNumber = errorNumber
    }

    package var description: String {
        switch code {
        case .locked: "\(code.rawValue): \(path) is used by another process"
        case .otherNode: "\(code.rawValue): \(path) was written by another node; give this node a folder of its own"
        case .damaged: "\(code.rawValue): \(path) is damaged at byte \(offset); keep a copy and move the file away"
        case .input: "\(code.rawValue): \(path): error \(errorNumber)"
        }
    }
}

/// Why a record was not taken.
package enum SpoolRefusal: String, Error, CaseIterable, Sendable {
    /// The disk or the spool's share of it is full.
    case full
    /// Writing failed in a way that only a restart can mend.
    case failed
    /// The disk is too slow for what comes in.
    case busy
    /// The spool shuts down.
    case closed
}
