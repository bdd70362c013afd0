/// Cuts a `multipart/form-data` body.
///
/// Source: RFC 7578, RFC 2046 §5.1.
struct MultipartParser {
    private let body: [UInt8]
    private let delimiter: [UInt8]
    private let limits: HTTPLimits
    private var form = Form()
    private var partCount = 0

    init(body: [UInt8], boundary: String, limits: HTTPLimits) {
        self.body = body
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.limits = limits
    }

    mutating func parse() throws(HTTPError) -> Form {
        var position = try firstDelimiter()
        while !isEnd(position) {
            let start = try afterLineEnd(position)
            guard let end = find(delimiter, from: max(0, start - 2)) else { throw malformed }
            try addPart(start, max(start, end))
            position = end + delimiter.count
        }
        return form
    }

    private var malformed: HTTPError { HTTPError(.badRequest, "The multipart body is malformed.") }

    /// The first delimiter may stand at the very beginning, where no line end comes before it.
    private func firstDelimiter() throws(HTTPError) -> Int {
        let bare = delimiter.dropFirst(2)
        if body.starts(with: bare) { return bare.count }
        guard let start = find(delimiter, from: 0) else { throw malformed }
        return start + delimiter.count
    }

    private func isEnd(_ position: Int) -> Bool {
        body[position...].starts(with: [0x2D, 0x2D])
    }

    /// Skips blanks and the line end behind a delimiter.
    private func afterLineEnd(_ position: Int) throws(HTTPError) -> Int {
        var index = position
        while index < body.count, body[index] == 0x20 || body[index] == 0x09 { index += 1 }
        guard body[index...].starts(with: [0x0D, 0x0A]) else { throw malformed }
        return index + 2
    }

    private mutating func addPart(_ start: Int, _ end: Int) throws(HTTPError) {
        partCount += 1
        guard partCount <= limits.multipartParts else {
            throw HTTPError(.contentTooLarge, "More than \(limits.multipartParts) parts.")
        }
        let (headers, contentStart) = try partHeaders(start, end)
        let disposition = MediaType(headers["Content-Disposition"] ?? "")
        guard disposition.name == "form-data", let name = disposition.parameters["name"] else { throw malformed }
        let content = Array(body[contentStart..<max(contentStart, end)])
        if let fileName = disposition.parameters["filename"] {
            try addFile(name, fileName: fileName, type: headers["Content-Type"], content)
        } else {
            try addField(name, content)
        }
    }

    private func partHeaders(_ start: Int, _ end: Int) throws(HTTPError) -> (Headers, Int) {
        let limit = min(end, start + limits.multipartHeaderBytes)
        guard let stop = find([0x0D, 0x0A, 0x0D, 0x0A], from: start), stop + 4 <= limit else { throw malformed }
        guard let text = String(validating: body[start..<stop], as: UTF8.self) else { throw malformed }
        var headers = Headers()
        for line in text.split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw malformed }
            headers.add(parts[0].trimmed, parts[1].trimmed)
        }
        return (headers, stop + 4)
    }

    private mutating func addField(_ name: String, _ content: [UInt8]) throws(HTTPError) {
        guard form.fields.all.count < limits.fieldCount else {
            throw HTTPError(.contentTooLarge, "More than \(limits.fieldCount) fields.")
        }
        guard let value = String(validating: content, as: UTF8.self), !content.contains(0) else { throw malformed }
        form.fields.all.append(Fields.Field(name: name, value: value))
    }

    private mutating func addFile(
        _ name: String,
        fileName: String,
        type: String?,
        _ content: [UInt8]
    ) throws(HTTPError) {
        guard content.count <= limits.multipartFileBytes else {
            throw HTTPError(.contentTooLarge, "A file is larger than \(limits.multipartFileBytes) bytes.")
        }
        guard !(fileName.isEmpty && content.isEmpty) else { return }
        let lastName = fileName.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        form.files.append(
            Form.File(
                name: name,
                fileName: lastName.filter { !$0.isNewline && $0 != "\0" },
                contentType: type ?? "application/octet-stream",
                bytes: content
            )
        )
    }

    /// Finds a byte sequence at or after a position.
    private func find(_ needle: [UInt8], from start: Int) -> Int? {
        guard needle.count <= body.count - start, let first = needle.first else { return nil }
        return body.withUnsafeBufferPointer { bytes in
            for index in start...(bytes.count - needle.count) where bytes[index] == first {
                if needle.indices.allSatisfy({ bytes[index + $0] == needle[$0] }) { return index }
            }
            return nil
        }
    }
}
