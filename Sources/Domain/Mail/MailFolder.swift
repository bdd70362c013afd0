import Foundation
import Values

/// Writes mails as `.eml` files, for installations without a mail server and for trying things out.
package struct MailFolder: MailTransport {
    private let path: String

    /// The folder is made when the first mail comes; only the process's own user may read it, since mails hold links.
    package init(path: String) {
        self.path = path
    }

    package func send(_ message: MailMessage, from sender: MailSender) async throws(MailFault) {
        do {
            try write(
                message.bytes(from: sender, isReadable: true),
                named: "\(message.createdAt.microseconds)-\(message.id).eml"
            )
        } catch {
            throw MailFault("the mail folder cannot be written", isTransient: true)
        }
    }

    /// A reader never finds half a file: it is written under another name first.
    private func write(_ bytes: [UInt8], named name: String) throws {
        let files = FileManager.default
        try files.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let draft = path + "/." + name
        guard files.createFile(atPath: draft, contents: Data(bytes), attributes: [.posixPermissions: 0o600]) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let final = path + "/" + name
        // A mail that is sent again has the same name and the same content.
        if files.fileExists(atPath: final) { try files.removeItem(atPath: final) }
        try files.moveItem(atPath: draft, toPath: final)
    }
}
