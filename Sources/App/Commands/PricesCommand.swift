import ArgumentParser
import Crypto
import Domain
import Formats
import Foundation
import Values

/// `laadboek prices`.
struct PricesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices",
        abstract: "Day-ahead prices.",
        subcommands: [Import.self, Inspect.self]
    )

    /// `laadboek prices import FILE --zone NL`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Records the prices of a CSV or ENTSO-E file.")

        @Argument(help: "A CSV (start_utc,minutes,eur_per_mwh) or an ENTSO-E A44 document.")
        var file: String

        @Option(help: "The bidding zone, such as NL.")
        var zone: String

        func run() async throws {
            let bytes = try readFile(file)
            let series: [PriceSeries]
            do throws(DayAheadRefusal) {
                series = try DayAheadDocument.read(bytes, zone: zone)
            } catch {
                complain("\(file) was not imported:\n\(error)")
                throw ExitCode(1)
            }
            let documents = try PriceDocuments(series, zone: zone, fileName: file, bytes: bytes)
            try await withDatabase { database, _ in
                let prices = Prices(database: database)
                let result = try await prices.record(documents.document, at: SystemClock.now())
                say(documents.summary(result))
            }
        }
    }

    /// `laadboek prices inspect FILE --json`.
    struct Inspect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Prints what a price file was understood to say.")

        @Argument(help: "A CSV or an ENTSO-E A44 document.")
        var file: String

        @Option(help: "The bidding zone of a CSV.")
        var zone: String?

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let bytes = try readFile(file)
            do throws(DayAheadRefusal) {
                let series = try DayAheadDocument.read(bytes, zone: zone)
                let document = DayAheadDocument.json(series)
                say(json ? document.description : document.prettyText)
            } catch {
                complain("\(file) is refused:\n\(error)")
                throw ExitCode(1)
            }
        }
    }
}

/// A price file as the domain records it.
struct PriceDocuments {
    let document: PriceImport

    /// Only the day-ahead auction (sequence 1, or a file without sequences) prices energy; a second auction of the
    /// same day is another market.
    init(_ series: [PriceSeries], zone: String, fileName: String, bytes: [UInt8]) throws {
        let dayAhead = series.filter { $0.sequence ?? 1 == 1 }
        guard let first = dayAhead.first else {
            throw ValidationError("\(fileName) has no series of the day-ahead auction (sequence 1)")
        }
        guard let currency = Currency(rawValue: first.currency), dayAhead.allSatisfy({ $0.currency == first.currency })
        else { throw ValidationError("\(fileName) has a currency that is not known, or more than one") }
        var prices: [PriceToRecord] = []
        var seen: Set<Timestamp> = []
        for interval in dayAhead.flatMap(\.intervals) {
            guard let price = IndexPrice(perMWh: interval.price) else {
                throw ValidationError("\(fileName): the price at \(interval.start) has more than six decimals")
            }
            for quarter in 0..<Int64(interval.minutes / 15) {
                let moment = interval.start.adding(seconds: quarter * 900)
                guard seen.insert(moment).inserted else {
                    throw ValidationError("\(fileName) has two prices for \(moment)")
                }
            }
            prices.append(PriceToRecord(start: interval.start, minutes: interval.minutes, price: price))
        }
        document = PriceImport(
            zone: zone,
            fileName: URL(fileURLWithPath: fileName).lastPathComponent,
            sha256: Array(SHA256.hash(data: bytes)),
            format: bytes.first { $0 > 32 } == UInt8(ascii: "<") ? "entsoe" : "csv",
            currency: currency,
            prices: prices
        )
    }

    /// What an import did, in a line.
    func summary(_ result: PriceImportResult) -> String {
        if result.isKnownFile {
            let superseded = "; \(result.superseded) of its intervals have since been replaced by later files"
            return "This file was imported before; nothing has changed\(result.superseded > 0 ? superseded : "")."
        }
        let done = """
            zone \(document.zone), \(document.currency.code): \(result.added) intervals added, \
            \(result.corrected) corrected, \(result.unchanged) unchanged; \
            \(result.sessionsToRate) sessions are computed again
            """
        guard result.contractsInOtherCurrencies > 0 else { return done }
        return done + """

            \(result.contractsInOtherCurrencies) supply contracts over \(document.zone) are of operators with another \
            currency than \(document.currency.code) and do not use these prices; nothing is converted
            """
    }
}
