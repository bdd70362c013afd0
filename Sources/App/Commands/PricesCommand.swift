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

        @Option(help: "The bidding zone by its short name or its EIC code, such as NL.")
        var zone: String

        func run() async throws {
            let zone = try knownZone(zone)
            let bytes = try readFile(file)
            let prices: DayAheadPrices
            do throws(DayAheadRefusal) {
                prices = try DayAheadPrices(reading: bytes, zone: zone)
            } catch {
                complain("\(file) was not imported:\n\(error)")
                throw ExitCode(1)
            }
            let documents = PriceDocuments(prices, zone: zone, fileName: file, bytes: bytes)
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

        @Option(help: "The bidding zone of a CSV, or that a document has to be for.")
        var zone: String?

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let zone = try zone.map(knownZone)
            let bytes = try readFile(file)
            do throws(DayAheadRefusal) {
                let series = try DayAheadDocument.read(bytes, zone: zone)
                let document = DayAheadDocument.json(series)
                say(json ? document.description : document.prettyText)
                for obstacle in DayAheadPrices.obstacles(series) {
                    complain("note: prices import does not take it: \(obstacle)")
                }
            } catch {
                complain("\(file) is refused:\n\(error)")
                throw ExitCode(1)
            }
        }
    }
}

/// The short name of a zone that is known, given by either spelling.
func knownZone(_ text: String) throws -> String {
    guard let name = BiddingZone.name(of: text) else { throw ValidationError(BiddingZone.unknown(text)) }
    return name
}

/// A price file as the domain records it.
struct PriceDocuments {
    let document: PriceImport

    init(_ prices: DayAheadPrices, zone: String, fileName: String, bytes: [UInt8]) {
        let toRecord = prices.intervals.compactMap { interval in
            // The reader refuses a price that is none of ours.
            IndexPrice(perMWh: interval.price).map {
                PriceToRecord(start: interval.start, minutes: interval.minutes, price: $0)
            }
        }
        document = PriceImport(
            zone: zone,
            fileName: URL(fileURLWithPath: fileName).lastPathComponent,
            sha256: Array(SHA256.hash(data: bytes)),
            format: DayAheadDocument.isXML(bytes) ? "entsoe" : "csv",
            currency: prices.currency,
            prices: toRecord
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
