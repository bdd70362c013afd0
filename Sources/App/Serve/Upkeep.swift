import Domain
import Jobs
import Logging
import Postgres
import Values

/// Work that is done by the clock, since nothing rings for it.
enum Upkeep {
    /// Forgets, once an hour, what no limit looks at any more.
    static func housekeeping(_ signIns: SignIns, _ database: Database, _ logger: Logger) -> Part {
        Part(name: "housekeeping") {
            while true {
                do { try await signIns.forgetOldAttempts(at: SystemClock.now()) } catch {
                    logger.warning("Old sign-in attempts stay for another hour.", metadata: ["error": "\(error)"])
                }
                do {
                    try await database.write(.system) {
                        try await RefusedHandshakes.forget(.system, at: SystemClock.now(), in: $0)
                    }
                } catch {
                    logger.warning("Old refusals stay for another hour.", metadata: ["error": "\(error)"])
                }
                do {
                    try await database.write(.system) {
                        try await Webhooks.forget(.system, at: SystemClock.now(), in: $0)
                    }
                } catch {
                    logger.warning("Events told long ago stay for another hour.", metadata: ["error": "\(error)"])
                }
                do {
                    try await database.write(.system) {
                        try await APIAnswers.forget(.system, at: SystemClock.now(), in: $0)
                    }
                } catch {
                    logger.warning("Old answers to programs stay for another hour.", metadata: ["error": "\(error)"])
                }
                do {
                    try await database.write(.system) {
                        try await EmbedFrames.forget(.system, at: SystemClock.now(), in: $0)
                    }
                } catch {
                    logger.warning("Frames long over stay for another hour.", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: .seconds(3600))
            }
        }
    }

    /// Reminds people of days, mandates and silence; each once, so that asking every hour tells nobody twice.
    static func reminders(_ mails: EREReminderMails, _ logger: Logger) -> Part {
        Part(name: "reminders") {
            while true {
                do { try await mails.run() } catch {
                    logger.warning("Reminders are told an hour later.", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: .seconds(3600))
            }
        }
    }

    /// Lets go of what has been kept long enough, once a day; asked every hour, since a process may begin at any time.
    static func retention(_ work: RetentionWork, _ logger: Logger) -> Part {
        Part(name: "retention") {
            while true {
                do { try await work.run() } catch {
                    logger.warning("What was kept long enough stays an hour more.", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: .seconds(3600))
            }
        }
    }

    /// Tells administrators what back-offices did; a minute gathers what belongs together into one mail.
    static func notices(_ mails: NoticeMails, _ logger: Logger) -> Part {
        Part(name: "notices") {
            while true {
                do { try await mails.run() } catch {
                    logger.warning("Notices are told a minute later.", metadata: ["error": "\(error)"])
                }
                try await Task.sleep(for: .seconds(60))
            }
        }
    }
}
