/// A style sheet whose references to other files get their hashed names.
struct StyleSheet {
    let name: String
    let bytes: [UInt8]

    /// Replaces relative `url(...)` of known files; everything else stays as it is.
    func rewritten(_ hashedName: (String) -> String?) -> [UInt8] {
        guard let text = String(validating: bytes, as: UTF8.self) else { return bytes }
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "url("), let end = rest[start.upperBound...].firstIndex(of: ")") {
            result += rest[..<start.upperBound]
            result += replacement(for: rest[start.upperBound..<end], hashedName)
            rest = rest[end...]
        }
        return Array((result + rest).utf8)
    }

    private func replacement(for reference: Substring, _ hashedName: (String) -> String?) -> String {
        let bare = reference.trimmed.filter { $0 != "\"" && $0 != "'" }
        let file = bare.prefix { $0 != "#" && $0 != "?" }
        guard let target = resolve(String(file)), let hashed = hashedName(target) else { return String(reference) }
        let lastName = hashed.split(separator: "/").last.map(String.init) ?? hashed
        let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
        return "\"\(folder)\(lastName)\(bare.dropFirst(file.count))\""
    }

    /// The name in the folder that a relative reference means; nil for absolute ones and those that leave the folder.
    private func resolve(_ reference: String) -> String? {
        guard !reference.isEmpty, !reference.hasPrefix("/"), !reference.contains(":") else { return nil }
        var parts = name.split(separator: "/").dropLast().map(String.init)
        for piece in reference.split(separator: "/") {
            switch piece {
            case ".": continue
            case "..": if parts.popLast() == nil { return nil }
            default: parts.append(String(piece))
            }
        }
        return parts.joined(separator: "/")
    }
}
