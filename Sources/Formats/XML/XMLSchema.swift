import CLibXML2
import Foundation

/// A fault a schema found in a document.
package struct XMLSchemaFinding: Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1; 0 where libxml2 knows none.
    package let line: Int
    /// The fault in libxml2's words.
    package let message: String

    /// Line and message.
    package var description: String { "line \(line): \(message)" }
}

/// A schema file that could not be read.
package struct XMLSchemaFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    package let file: String
    /// Why.
    package let reason: String

    /// File and reason.
    package var description: String { "\(file): \(reason)" }
}

/// A W3C XML Schema, compiled once and used for many documents.
///
/// The schema file is trusted; the documents are not and are parsed without network and entities.
package final class XMLSchema: @unchecked Sendable {
    // Safety: libxml2 only reads a compiled schema while validating; every validation has its own context.
    private let schema: xmlSchemaPtr

    /// The most findings collected from one document: a list longer than this helps nobody.
    package static let maxFindings = 1000

    /// Compiles a schema file.
    ///
    /// - Throws: ``XMLSchemaFault`` when the file is missing or no schema.
    package init(file: String) throws(XMLSchemaFault) {
        _ = XMLDocument.libraryStarted
        // libxml2 would print its complaint about a missing file instead of reporting it.
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw XMLSchemaFault(file: file, reason: "cannot be read")
        }
        let log = XMLFindingLog()
        guard let context = xmlSchemaNewParserCtxt(file) else {
            throw XMLSchemaFault(file: file, reason: "no memory for the schema")
        }
        defer { xmlSchemaFreeParserCtxt(context) }
        xmlSchemaSetParserStructuredErrors(context, XMLFindingLog.record, log.pointer)
        let parsed = withExtendedLifetime(log) { xmlSchemaParse(context) }
        guard let parsed else {
            throw XMLSchemaFault(file: file, reason: log.findings.first?.description ?? "is no XML schema")
        }
        schema = parsed
    }

    /// Compiles a schema that the program carries.
    ///
    /// - Throws: ``XMLSchemaFault`` when it is none.
    package init(text: String, named name: String) throws(XMLSchemaFault) {
        _ = XMLDocument.libraryStarted
        let log = XMLFindingLog()
        let bytes = Array(text.utf8)
        let parsed = bytes.withUnsafeBytes { buffer -> xmlSchemaPtr? in
            let start = buffer.bindMemory(to: CChar.self).baseAddress
            guard let context = xmlSchemaNewMemParserCtxt(start, Int32(buffer.count)) else { return nil }
            defer { xmlSchemaFreeParserCtxt(context) }
            xmlSchemaSetParserStructuredErrors(context, XMLFindingLog.record, log.pointer)
            return withExtendedLifetime(log) { xmlSchemaParse(context) }
        }
        guard let parsed else {
            throw XMLSchemaFault(file: name, reason: log.findings.first?.description ?? "is no XML schema")
        }
        schema = parsed
    }

    deinit { xmlSchemaFree(schema) }

    /// Validates a file that this program wrote, piece by piece: however long it is, it takes little memory.
    package func validate(file: String) -> [XMLSchemaFinding] {
        guard let context = xmlSchemaNewValidCtxt(schema) else {
            return [XMLSchemaFinding(line: 0, message: "no memory for the validation")]
        }
        defer { xmlSchemaFreeValidCtxt(context) }
        let log = XMLFindingLog()
        xmlSchemaSetValidStructuredErrors(context, XMLFindingLog.record, log.pointer)
        let result = withExtendedLifetime(log) { xmlSchemaValidateFile(context, file, 0) }
        if result != 0, log.findings.isEmpty { return [XMLSchemaFinding(line: 0, message: "invalid (\(result))")] }
        return log.findings
    }

    /// Validates a document; an empty list means valid.
    package func validate(_ bytes: [UInt8]) -> [XMLSchemaFinding] {
        do {
            let document = try XMLDocument(parsing: bytes, limit: XMLLimits.validationBytes)
            return document.findings(under: schema)
        } catch {
            return [XMLSchemaFinding(line: error.line ?? 0, message: error.reason)]
        }
    }
}

/// Collects what libxml2 reports during one call.
final class XMLFindingLog {
    private(set) var findings: [XMLSchemaFinding] = []

    var pointer: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let record: xmlStructuredErrorFunc = { mark, error in
        guard let mark, let error else { return }
        let log = Unmanaged<XMLFindingLog>.fromOpaque(mark).takeUnretainedValue()
        guard log.findings.count < XMLSchema.maxFindings else { return }
        let message = error.pointee.message.map { String(cString: $0).trimmingSpaces() } ?? "invalid"
        log.findings.append(XMLSchemaFinding(line: Int(error.pointee.line), message: message))
    }
}
