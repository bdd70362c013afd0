import Domain
import Foundation
import Glibc
import Postgres
import Subprocess
import TestSupport
import Testing
import Values

struct MailTests {
    private let start = Timestamp(seconds: 1_750_000_000)

    private var sender: MailSender {
        get throws { MailSender(name: "Laadboek é", address: try #require(MailAddress("books@charge.example"))) }
    }

    @Test(arguments: [
        "", "a", "a@", "@b", "a@b@c", "a b@c.nl", "a@b.nl\r\nBcc: x@y.nl", "a@b.nl\n", "<a@b.nl>", "a\u{0}@b.nl",
        "a@.nl", "a@b.nl.", "a\u{2028}@b.nl", "\"a\"@b.nl", "a,b@c.nl", String(repeating: "x", count: 250) + "@b.nl",
    ])
    func `what could end a header is no address`(_ text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test func `a subject cannot begin another header`() throws {
        let draft = MailDraft(to: try #require(MailAddress("a@b.nl")), subject: "Hi\r\nBcc: x@y.nl\u{85}!", body: "")
        #expect(draft.subject == "Hi  Bcc: x@y.nl !")
    }

    @Test func `a message is ASCII with short lines and reads back in Python`() async throws {
        let subject = "Vergoeding € 12,50 voor café de Ünïcode, een onderwerp dat langer is dan een regel van een kop"
        let body = "Regel één\n.\nFrom here\n\nlaatste regel"
        let draft = MailDraft(to: try #require(MailAddress("a@b.nl")), subject: subject, body: body)
        let bytes = MailMessage(id: 7, draft: draft, createdAt: start).bytes(from: try sender)
        #expect(bytes.allSatisfy { $0 < 128 })
        #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 })
        let script = """
            import sys, email, email.policy
            m = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
            print(m['Subject']); print(m['From']); print(m['Date']); print(m.get_content(), end='')
            """
        let read = try await Program.output(of: "python3", ["-c", script], input: bytes)
        let expected = "\(subject)\nLaadboek é <books@charge.example>\nSun, 15 Jun 2025 15:06:40 +0000\n\(body)"
        let lines = read.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        #expect(lines.joined(separator: "\n").trimmingCharacters(in: .newlines) == expected)
    }

    @Test func `mails become files that only we may read, once each`() async throws {
        let folder = NSTemporaryDirectory() + "laadboek-mail-\(UInt32.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await PartiesWorld.lend { world in
            try await queue(world, "Hallo\nhttps://charge.example/reset?code=geheim")
            let delivery = try delivery(world, MailFolder(path: folder))
            #expect(try await delivery.deliverDue() == 1)
            #expect(try await delivery.deliverDue() == 0)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(names.count == 1 && names[0].hasSuffix(".eml"))
            let mode = try FileManager.default.attributesOfItem(atPath: folder + "/" + names[0])[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let text = try String(contentsOfFile: folder + "/" + names[0], encoding: .utf8)
            #expect(text.hasSuffix("Hallo\r\nhttps://charge.example/reset?code=geheim\r\n"))
            #expect(try await world.database.all(.system, Stored()) == ["sent, no body"])
        }
    }

    @Test func `mails reach a real SMTP server through libcurl`() async throws {
        try await PartiesWorld.lend { world in
            try await queue(world, "Hallo\n.\nwereld")
            let received = try await SMTPSink.serve(refusing: false) { port in
                let relay = SMTPRelay(SMTPConfiguration(host: "127.0.0.1", port: port, protection: .none))
                let delivered = try await delivery(world, relay).deliverDue()
                #expect(delivered == 1)
            }
            #expect(received.contains("books@charge.example ['a@b.nl']"))
            #expect(received.contains("Hallo\\n.\\nwereld"))
            #expect(try await world.database.all(.system, Stored()) == ["sent, no body"])
        }
    }

    @Test func `a server that is away is tried again later, one that refuses is not`() async throws {
        try await PartiesWorld.lend { world in
            try await queue(world, "Hallo")
            let nobody = SMTPRelay(SMTPConfiguration(host: "127.0.0.1", port: 1, protection: .none))
            #expect(try await delivery(world, nobody).deliverDue() == 1)
            #expect(try await world.database.all(.system, Stored()) == ["again after 60 s"])
            #expect(try await delivery(world, nobody, at: start.adding(seconds: 61)).deliverDue() == 1)
            #expect(try await world.database.all(.system, Stored()) == ["again after 181 s"])
            _ = try await SMTPSink.serve(refusing: true) { port in
                let relay = SMTPRelay(SMTPConfiguration(host: "127.0.0.1", port: port, protection: .none))
                let later = start.adding(seconds: 200)
                let tried = try await delivery(world, relay, at: later).deliverDue()
                let triedAgain = try await delivery(world, relay, at: later.adding(seconds: 86_400 * 365)).deliverDue()
                #expect(tried == 1)
                #expect(triedAgain == 0)
            }
        }
    }

    @Test func `TLS that the server does not offer is not left out`() async throws {
        try await PartiesWorld.lend { world in
            try await queue(world, "secret")
            let received = try await SMTPSink.serve(refusing: false) { port in
                let relay = SMTPRelay(SMTPConfiguration(host: "127.0.0.1", port: port, protection: .startTLS))
                _ = try await delivery(world, relay).deliverDue()
            }
            #expect(try await world.database.all(.system, Stored()) != ["sent, no body"])
            #expect(!received.contains("secret"))
        }
    }

    private struct Stored: Statement {
        static let sql = """
            SELECT CASE WHEN sent_at IS NULL
                THEN 'again after ' || extract(epoch FROM next_attempt_at - created_at)::bigint || ' s'
                ELSE 'sent, ' || CASE body WHEN '' THEN 'no body' ELSE body END END
            FROM mails ORDER BY id
            """
        static let sample = Stored()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }

    private func queue(_ world: PartiesWorld, _ body: String) async throws {
        let draft = MailDraft(to: try #require(MailAddress("a@b.nl")), subject: "Onderwerp", body: body)
        try await world.write(.system) { try await Outbox.add(draft, of: world.voltaria.id, at: start, in: $0) }
    }

    private func delivery(
        _ world: PartiesWorld,
        _ transport: any MailTransport,
        at now: Timestamp? = nil
    ) throws -> MailDelivery {
        let moment = now ?? start
        return MailDelivery(database: world.database, transport: transport, sender: try sender, clock: { moment })
    }
}

/// An SMTP server on the loopback that prints what it gets: each mail on a line.
enum SMTPSink {
    /// Speaks RFC 5321 as far as a sending relay needs; independent of our own code.
    private static let script = """
        import socketserver, sys, email, email.policy
        refusing = sys.argv[1] == 'yes'
        class Session(socketserver.StreamRequestHandler):
            def say(self, text): self.wfile.write((text + '\\r\\n').encode())
            def handle(self):
                sender, recipients = '', []
                self.say('220 sink')
                for raw in self.rfile:
                    line = raw.decode().rstrip('\\r\\n')
                    verb = line[:4].upper()
                    if verb in ('EHLO', 'HELO'): self.say('250 sink')
                    elif verb == 'MAIL': sender = line[line.index('<')+1:line.index('>')]; self.say('250 ok')
                    elif verb == 'RCPT':
                        if refusing: self.say('550 no such mailbox'); continue
                        recipients.append(line[line.index('<')+1:line.index('>')]); self.say('250 ok')
                    elif verb == 'DATA':
                        self.say('354 go'); data = b''
                        while True:
                            part = self.rfile.readline()
                            if part in (b'.\\r\\n', b''): break
                            data += part[1:] if part.startswith(b'.') else part
                        mail = email.message_from_bytes(data, policy=email.policy.default)
                        print(sender, recipients, repr(mail.get_content().replace('\\r', '')), flush=True)
                        self.say('250 taken')
                    elif verb == 'QUIT': self.say('221 bye'); return
                    else: self.say('502 what')
        server = socketserver.ThreadingTCPServer(('127.0.0.1', 0), Session)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """

    /// Serves while the body runs, which gets the port.
    ///
    /// - Returns: What the server got.
    static func serve(refusing: Bool, _ body: (_ port: Int) async throws -> Void) async throws -> String {
        try await run(
            .name("python3"),
            arguments: ["-c", script, refusing ? "yes" : "no"],
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            var received = ""
            for try await line in execution.standardOutput.strings() {
                guard let port = Int(line.trimmingCharacters(in: .newlines)) else {
                    received += line
                    continue
                }
                try await body(port)
                // Gentler signals stay blocked in a child of one of our threads.
                try execution.send(signal: .kill)
            }
            return received
        }.closureResult
    }
}
