import CLibXML2

/// An XML document read piece by piece, so that a large one takes no more memory than its bytes.
///
/// No network and no entities: a document type declaration is refused before anything is parsed.
struct XMLStream: ~Copyable {
    /// A piece of the document; names are without their prefix.
    enum Piece: Equatable {
        case start(String, isEmpty: Bool)
        case end(String)
        case text(String)
    }

    private let reader: xmlTextReaderPtr

    /// Lends a stream over a document in UTF-8.
    ///
    /// - Throws: ``XMLFault``, and what the body throws.
    static func read<Result>(
        _ bytes: [UInt8],
        limit: Int,
        _ body: (inout XMLStream) throws -> Result
    ) throws -> Result {
        _ = XMLDocument.libraryStarted
        guard bytes.count <= limit else {
            throw XMLFault(code: .tooLarge, line: nil, reason: "more than \(limit) bytes")
        }
        guard !bytes.contains(word: "<!DOCTYPE") else {
            throw XMLFault(code: .doctype, line: nil, reason: "a document type declaration is not accepted")
        }
        return try bytes.withUnsafeBytes { buffer in
            let text = buffer.bindMemory(to: CChar.self).baseAddress
            let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            // The encoding is ours and not the document's, so that what was looked for above is all there is.
            guard let reader = xmlReaderForMemory(text, Int32(buffer.count), nil, "UTF-8", Int32(options)) else {
                throw XMLFault(code: .malformed, line: nil, reason: "no memory for the parser")
            }
            var stream = XMLStream(reader: reader)
            return try body(&stream)
        }
    }

    private init(reader: xmlTextReaderPtr) {
        self.reader = reader
    }

    deinit { xmlFreeTextReader(reader) }

    /// The next piece; `nil` at the end.
    ///
    /// Comments and instructions are passed over.
    ///
    /// - Throws: ``XMLFault``.
    mutating func next() throws(XMLFault) -> Piece? {
        while true {
            switch xmlTextReaderRead(reader) {
            case 1: if let piece = try piece() { return piece }
            case 0: return nil
            default: throw fault(.malformed, "no XML document")
            }
        }
    }

    /// The value of an attribute of the element that began last, whatever its prefix.
    func attribute(_ name: String) -> String? {
        guard xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
        defer { xmlTextReaderMoveToElement(reader) }
        repeat {
            if let found = xmlTextReaderConstLocalName(reader), xmlStrEqual(found, name) == 1 {
                return xmlTextReaderConstValue(reader).map { String(cString: $0) }
            }
        } while xmlTextReaderMoveToNextAttribute(reader) == 1
        return nil
    }

    private func piece() throws(XMLFault) -> Piece? {
        guard xmlTextReaderDepth(reader) <= XMLLimits.depth else { throw fault(.tooDeep, "nested too deep") }
        switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
        case XML_READER_TYPE_ELEMENT.rawValue:
            return .start(name, isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
        case XML_READER_TYPE_END_ELEMENT.rawValue: return .end(name)
        case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
            XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
            return xmlTextReaderConstValue(reader).map { .text(String(cString: $0)) }
        case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
            throw fault(.doctype, "an entity is not accepted")
        default: return nil
        }
    }

    private var name: String { xmlTextReaderConstLocalName(reader).map { String(cString: $0) } ?? "" }

    private func fault(_ code: XMLFault.Code, _ reason: String) -> XMLFault {
        XMLFault(code: code, line: Int(xmlTextReaderGetParserLineNumber(reader)), reason: reason)
    }
}

extension [UInt8] {
    /// Whether the ASCII word stands in the bytes, in the same case.
    fileprivate func contains(word: String) -> Bool {
        let wanted = Array(word.utf8)
        guard let first = wanted.first, count >= wanted.count else { return false }
        return withUnsafeBufferPointer { bytes in
            for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
                if wanted.indices.allSatisfy({ bytes[start + $0] == wanted[$0] }) { return true }
            }
            return false
        }
    }
}
