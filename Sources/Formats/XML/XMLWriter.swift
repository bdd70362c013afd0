import CLibXML2

/// Writing XML failed for lack of memory.
package struct XMLWriteFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    package var description: String { "the XML writer ran out of memory" }
}

/// Writes an XML document into memory through libxml2, which does the escaping.
final class XMLWriter {
    private let buffer: xmlBufferPtr
    private let writer: xmlTextWriterPtr
    private var failed = false

    /// Starts a document with its root element in a namespace.
    init(root: String, namespace: String) throws(XMLWriteFault) {
        _ = XMLDocument.libraryStarted
        guard let buffer = xmlBufferCreate() else { throw XMLWriteFault() }
        xmlBufferSetAllocationScheme(buffer, XML_BUFFER_ALLOC_DOUBLEIT)
        guard let writer = xmlNewTextWriterMemory(buffer, 0) else {
            xmlBufferFree(buffer)
            throw XMLWriteFault()
        }
        self.buffer = buffer
        self.writer = writer
        check(xmlTextWriterSetIndent(writer, 1))
        check(xmlTextWriterSetIndentString(writer, "  "))
        check(xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil))
        check(xmlTextWriterStartElement(writer, root))
        check(xmlTextWriterWriteAttribute(writer, "xmlns", namespace))
    }

    deinit {
        xmlFreeTextWriter(writer)
        xmlBufferFree(buffer)
    }

    /// Writes an element around what the closure writes.
    func element(_ name: String, _ content: () -> Void) {
        check(xmlTextWriterStartElement(writer, name))
        content()
        check(xmlTextWriterEndElement(writer))
    }

    /// Writes an element that holds text only.
    func element(_ name: String, _ text: String) {
        check(xmlTextWriterWriteElement(writer, name, text))
    }

    /// Writes an element that holds text and one attribute.
    func element(_ name: String, _ text: String, attribute: (name: String, value: String)) {
        check(xmlTextWriterStartElement(writer, name))
        check(xmlTextWriterWriteAttribute(writer, attribute.name, attribute.value))
        check(xmlTextWriterWriteString(writer, text))
        check(xmlTextWriterEndElement(writer))
    }

    /// Closes what is open and returns the bytes.
    func finish() throws(XMLWriteFault) -> [UInt8] {
        check(xmlTextWriterEndDocument(writer))
        check(xmlTextWriterFlush(writer))
        guard !failed, let content = xmlBufferContent(buffer) else { throw XMLWriteFault() }
        return Array(UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(buffer))))
    }

    private func check(_ result: Int32) {
        if result < 0 { failed = true }
    }
}
