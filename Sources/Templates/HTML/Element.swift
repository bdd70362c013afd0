/// An element with its content.
func element(_ name: StaticString, _ attributes: [Attribute], _ content: HTML) -> HTML {
    var bytes = opening(name, attributes, room: content.bytes.count)
    bytes += content.bytes
    bytes.append(UInt8(ascii: "<"))
    bytes.append(UInt8(ascii: "/"))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: ">"))
    return HTML(bytes: bytes)
}

/// An element that can have no content.
func void(_ name: StaticString, _ attributes: [Attribute]) -> HTML {
    HTML(bytes: opening(name, attributes, room: 0))
}

/// 64 bytes hold the tag and two usual attributes, so that most elements are allocated once.
private func opening(_ name: StaticString, _ attributes: [Attribute], room: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(room + 64)
    bytes.append(UInt8(ascii: "<"))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    for attribute in attributes { attribute.append(to: &bytes) }
    bytes.append(UInt8(ascii: ">"))
    return bytes
}

/// Writes the content of an element.
package typealias Content = () -> HTML

/// A whole document with its type.
package func document(_ attributes: Attribute..., @HTMLBuilder content: Content) -> HTML {
    HTML(joining: [TrustedHTML("<!DOCTYPE html>\n").html, element("html", attributes, content())])
}
