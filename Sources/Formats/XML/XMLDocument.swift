import CLibXML2

/// How much of an XML document is read.
struct XMLLimits: Sendable {
    /// Bytes of a price document: a year of quarter hours takes 4 MB.
    static let priceBytes = 32 << 20
    /// Bytes of a document to be validated: 100,000 payments take 120 MB.
    static let validationBytes = 512 << 20
    /// Nesting: price documents stay below eight.
    static let depth = 32
}

/// Why a text was not taken as an XML document.
struct XMLFault: Error, Hashable, Sendable {
    /// The kinds of fault.
    enum Code: Sendable { case tooLarge, tooDeep, doctype, malformed }

    let code: Code
    let line: Int?
    let reason: String
}

/// A parsed XML document; owns libxml2's tree.
///
/// No network, no entities: a document type declaration ends the parse before any entity is known.
struct XMLDocument: ~Copyable {
    private let document: xmlDocPtr

    /// Starts libxml2 once for the process, with the network shut.
    static let libraryStarted: Void = laadboek_xml_start()

    /// Parses a whole document of at most `limit` bytes.
    ///
    /// - Throws: ``XMLFault`` with the line where known.
    init(parsing bytes: [UInt8], limit: Int) throws(XMLFault) {
        _ = XMLDocument.libraryStarted
        guard bytes.count <= limit else {
            throw XMLFault(code: .tooLarge, line: nil, reason: "more than \(limit) bytes")
        }
        guard let context = xmlNewParserCtxt() else {
            throw XMLFault(code: .malformed, line: nil, reason: "no memory for the parser")
        }
        defer { xmlFreeParserCtxt(context) }
        let guarding = XMLParseGuard()
        let parsed = guarding.parse(bytes, with: context)
        if let fault = guarding.fault {
            if let parsed { xmlFreeDoc(parsed) }
            throw fault
        }
        guard let parsed else { throw XMLDocument.malformed(context) }
        document = parsed
    }

    deinit { xmlFreeDoc(document) }

    /// The outermost element; `nil` cannot happen in a well-formed document.
    var root: XMLElement? {
        xmlDocGetRootElement(document).map(XMLElement.init(node:))
    }

    /// What a compiled schema finds in the document.
    func findings(under schema: xmlSchemaPtr) -> [XMLSchemaFinding] {
        guard let context = xmlSchemaNewValidCtxt(schema) else {
            return [XMLSchemaFinding(line: 0, message: "no memory for the validation")]
        }
        defer { xmlSchemaFreeValidCtxt(context) }
        let log = XMLFindingLog()
        xmlSchemaSetValidStructuredErrors(context, XMLFindingLog.record, log.pointer)
        let result = withExtendedLifetime(log) { xmlSchemaValidateDoc(context, document) }
        if result != 0, log.findings.isEmpty { return [XMLSchemaFinding(line: 0, message: "invalid (\(result))")] }
        return log.findings
    }

    private static func malformed(_ context: xmlParserCtxtPtr) -> XMLFault {
        let error = xmlCtxtGetLastError(context)
        let message = error?.pointee.message.map { String(cString: $0).trimmingSpaces() }
        let line = error.map { Int($0.pointee.line) }
        return XMLFault(code: .malformed, line: line, reason: message ?? "no XML document")
    }
}

/// Watches a parse and stops it at a document type declaration or at too deep a nesting.
private final class XMLParseGuard {
    var fault: XMLFault?
    private var depth = 0
    private var start: startElementNsSAX2Func?
    private var end: endElementNsSAX2Func?

    func parse(_ bytes: [UInt8], with context: xmlParserCtxtPtr) -> xmlDocPtr? {
        context.pointee._private = Unmanaged.passUnretained(self).toOpaque()
        guard let sax = context.pointee.sax else { return nil }
        start = sax.pointee.startElementNs
        end = sax.pointee.endElementNs
        sax.pointee.internalSubset = { context, _, _, _ in
            XMLParseGuard.of(context)?.stop(context, .doctype, "a document type declaration is not accepted")
        }
        sax.pointee.startElementNs = { context, name, prefix, uri, spaces, list, count, defaulted, attributes in
            guard let watch = XMLParseGuard.of(context), watch.enter(context) else { return }
            watch.start?(context, name, prefix, uri, spaces, list, count, defaulted, attributes)
        }
        sax.pointee.endElementNs = { context, name, prefix, uri in
            guard let watch = XMLParseGuard.of(context) else { return }
            watch.depth -= 1
            watch.end?(context, name, prefix, uri)
        }
        return read(bytes, with: context)
    }

    private func read(_ bytes: [UInt8], with context: xmlParserCtxtPtr) -> xmlDocPtr? {
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_BIG_LINES.rawValue | XML_PARSE_NOCDATA.rawValue
        return bytes.withUnsafeBytes { buffer in
            let text = buffer.bindMemory(to: CChar.self).baseAddress
            return xmlCtxtReadMemory(context, text, Int32(buffer.count), nil, nil, Int32(options))
        }
    }

    private func enter(_ context: UnsafeMutableRawPointer?) -> Bool {
        depth += 1
        guard depth > XMLLimits.depth else { return fault == nil }
        stop(context, .tooDeep, "nested more than \(XMLLimits.depth) deep")
        return false
    }

    private func stop(_ context: UnsafeMutableRawPointer?, _ code: XMLFault.Code, _ reason: String) {
        guard let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self), fault == nil else { return }
        fault = XMLFault(code: code, line: Int(xmlSAX2GetLineNumber(context)), reason: reason)
        xmlStopParser(parser)
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> XMLParseGuard? {
        let parser = context?.assumingMemoryBound(to: xmlParserCtxt.self)
        guard let mark = parser?.pointee._private else { return nil }
        return Unmanaged<XMLParseGuard>.fromOpaque(mark).takeUnretainedValue()
    }
}
