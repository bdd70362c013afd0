import CLibXML2

/// An element of a parsed document; valid as long as its ``XMLDocument`` lives.
struct XMLElement {
    let node: xmlNodePtr

    /// The name without its prefix.
    var name: String { String(cString: node.pointee.name) }

    /// The namespace's URI; `nil` outside any namespace.
    var namespace: String? {
        guard let uri = node.pointee.ns?.pointee.href else { return nil }
        return String(cString: uri)
    }

    /// The line of the start tag, from 1.
    var line: Int { xmlGetLineNo(node) }

    /// The text inside, surrounding white space removed.
    var text: String {
        guard let content = xmlNodeGetContent(node) else { return "" }
        defer { laadboek_xml_free(content) }
        return String(cString: content).trimmingSpaces()
    }

    /// Whether the element has this name, in the same namespace as another.
    func isNamed(_ wanted: String, like other: XMLElement) -> Bool {
        xmlStrEqual(node.pointee.name, wanted) == 1 && sameNamespace(as: other)
    }

    /// The child elements of one name and of this element's namespace, in document order.
    func children(_ name: String) -> [XMLElement] {
        var found: [XMLElement] = []
        var next = xmlFirstElementChild(node)
        while let child = next {
            let element = XMLElement(node: child)
            if element.isNamed(name, like: self) { found.append(element) }
            next = xmlNextElementSibling(child)
        }
        return found
    }

    /// The first child element of a name.
    func child(_ name: String) -> XMLElement? {
        var next = xmlFirstElementChild(node)
        while let child = next {
            let element = XMLElement(node: child)
            if element.isNamed(name, like: self) { return element }
            next = xmlNextElementSibling(child)
        }
        return nil
    }

    private func sameNamespace(as other: XMLElement) -> Bool {
        guard let mine = node.pointee.ns, let theirs = other.node.pointee.ns else {
            return node.pointee.ns == nil && other.node.pointee.ns == nil
        }
        return mine == theirs || xmlStrEqual(mine.pointee.href, theirs.pointee.href) == 1
    }
}
