/// A submitted form.
public struct Form: Sendable {
    /// An uploaded file.
    public struct File: Sendable, Equatable {
        /// The name of the form field.
        public var name: String
        /// The file name the browser gave, without any folder; never use it as a path.
        public var fileName: String
        /// The media type the browser gave.
        public var contentType: String
        /// The bytes.
        public var bytes: [UInt8]
    }

    /// The fields in order.
    public var fields = Fields()
    /// The files in order; a file field left empty is not among them.
    public var files: [File] = []

    /// The first value of a field.
    public subscript(name: String) -> String? { fields[name] }

    /// The first file of a field.
    public func file(_ name: String) -> File? {
        files.first { $0.name == name }
    }
}

extension Request {
    /// Reads the body as a form, url-encoded or multipart.
    ///
    /// - Throws: `HTTPError` 415 for another media type, 400 for a malformed body, 413 for too many parts or too big a
    ///   file.
    public func form() throws(HTTPError) -> Form {
        let type = MediaType(headers["Content-Type"] ?? "")
        switch type.name {
        case "application/x-www-form-urlencoded":
            guard let text = String(validating: body, as: UTF8.self) else {
                throw HTTPError(.badRequest, "The form is not UTF-8.")
            }
            return Form(fields: try Fields.parse(urlEncoded: text, limit: limits.fieldCount))
        case "multipart/form-data":
            guard let boundary = type.parameters["boundary"], (1...70).contains(boundary.utf8.count) else {
                throw HTTPError(.badRequest, "The form names no boundary.")
            }
            var parser = MultipartParser(body: body, boundary: boundary, limits: limits)
            return try parser.parse()
        default: throw HTTPError(.unsupportedMediaType, "A form is expected here.")
        }
    }
}

/// A media type or disposition with its parameters, such as `form-data; name="file"`.
struct MediaType {
    let name: String
    private(set) var parameters: [String: String] = [:]

    init(_ text: String) {
        let pieces = Self.split(text)
        name = (pieces.first ?? "").trimmed.lowercased()
        for piece in pieces.dropFirst() {
            let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            parameters[parts[0].trimmed.lowercased()] = Self.unquoted(parts[1].trimmed)
        }
    }

    /// Cuts at semicolons outside quotes.
    private static func split(_ text: String) -> [String] {
        var pieces = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if character == ";" && !isQuoted {
                pieces.append("")
                continue
            }
            if character == "\"" && !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && isQuoted && !isEscaped
            pieces[pieces.count - 1].append(character)
        }
        return pieces
    }

    /// Removes quotes; a backslash only escapes a quote, since browsers send Windows paths unescaped.
    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        let inner = Array(text.dropFirst().dropLast())
        var result = ""
        for (index, character) in inner.enumerated() {
            let next = index + 1 < inner.count ? inner[index + 1] : " "
            if character == "\\" && next == "\"" { continue }
            result.append(character)
        }
        return result
    }
}
