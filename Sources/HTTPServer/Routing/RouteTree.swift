/// A pattern cut into its segments.
struct RoutePattern: Sendable {
    enum Segment: Sendable, Equatable {
        case literal(String)
        case parameter
        case rest
    }

    var segments: [Segment] = []
    var names: [String] = []

    init(_ pattern: String) {
        precondition(pattern.hasPrefix("/"), "A route pattern begins with a slash: \(pattern)")
        for piece in pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            append(String(piece))
        }
        let restIndex = segments.firstIndex(of: .rest) ?? segments.count - 1
        precondition(restIndex == segments.count - 1, "{name...} must be the last segment: \(pattern)")
    }

    private mutating func append(_ piece: String) {
        guard piece.hasPrefix("{"), piece.hasSuffix("}") else { return segments.append(.literal(piece)) }
        let name = String(piece.dropFirst().dropLast())
        let isRest = name.hasSuffix("...")
        segments.append(isRest ? .rest : .parameter)
        names.append(isRest ? String(name.dropLast(3)) : name)
    }
}

/// Patterns by segment, for a search that looks at each path segment once in the usual case.
struct RouteTree: Sendable {
    enum Found {
        case entry(Int, values: [Substring])
        case methods([Method])
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var rest: [Method: Int] = [:]
        var entries: [Method: Int] = [:]
    }

    private var nodes = [Node()]

    mutating func insert(_ segments: [RoutePattern.Segment], method: Method, entry: Int) {
        var node = 0
        for segment in segments where segment != .rest {
            node = child(of: node, segment)
        }
        let path = segments.last == .rest ? \Node.rest : \Node.entries
        let previous = nodes[node][keyPath: path].updateValue(entry, forKey: method)
        precondition(previous == nil, "A route is registered twice for \(method).")
    }

    /// Finds the entry of a path; when only other methods fit, names them.
    func find(_ segments: [Substring], method: Method) -> Found? {
        var search = Search(tree: self, segments: segments, method: method)
        if let entry = search.visit(node: 0, depth: 0) { return .entry(entry, values: search.values) }
        guard !search.others.isEmpty else { return nil }
        return .methods(search.others.sorted { $0.rawValue < $1.rawValue })
    }

    private mutating func child(of node: Int, _ segment: RoutePattern.Segment) -> Int {
        if case .literal(let text) = segment {
            if let known = nodes[node].literals[text] { return known }
            nodes.append(Node())
            nodes[node].literals[text] = nodes.count - 1
        } else {
            if let known = nodes[node].parameter { return known }
            nodes.append(Node())
            nodes[node].parameter = nodes.count - 1
        }
        return nodes.count - 1
    }

    private struct Search {
        let tree: RouteTree
        let segments: [Substring]
        let method: Method
        var values: [Substring] = []
        var others: Set<Method> = []

        /// Depth first: literal, then parameter, then the rest of the path.
        mutating func visit(node index: Int, depth: Int) -> Int? {
            let node = tree.nodes[index]
            guard depth < segments.count else { return pick(node.entries) }
            let segment = segments[depth]
            let literal = segment.utf8.contains(0x25) ? PercentCoding.decode(segment) : String(segment)
            if let literal, let next = node.literals[literal], let entry = visit(node: next, depth: depth + 1) {
                return entry
            }
            guard !segment.isEmpty else { return nil }
            return visitParameter(node, segment, depth: depth) ?? visitRest(node, depth: depth)
        }

        private mutating func visitParameter(_ node: Node, _ segment: Substring, depth: Int) -> Int? {
            guard let next = node.parameter else { return nil }
            values.append(segment)
            if let entry = visit(node: next, depth: depth + 1) { return entry }
            values.removeLast()
            return nil
        }

        private mutating func visitRest(_ node: Node, depth: Int) -> Int? {
            guard let entry = pick(node.rest), let first = segments.dropFirst(depth).first else { return nil }
            values.append(first.base[first.startIndex...])
            return entry
        }

        private mutating func pick(_ entries: [Method: Int]) -> Int? {
            if let entry = entries[method] ?? (method == .head ? entries[.get] : nil) { return entry }
            others.formUnion(entries.keys)
            if entries[.get] != nil { others.insert(.head) }
            return nil
        }
    }
}
