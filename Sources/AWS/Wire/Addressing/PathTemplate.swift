/// A path with labels, as service models write it: `/2015-03-31/functions/{FunctionName}/code`, `/{Bucket}/{Key+}?uploads`.
struct PathTemplate: Sendable {
    enum Segment: Sendable, Equatable {
        case literal(String)
        case label(String)
        /// Takes the rest, slashes and all; at least one character.
        case rest(String)
    }

    struct Demand: Sendable, Equatable {
        var name: String
        /// nil where any value will do.
        var value: String?
    }

    let segments: [Segment]
    /// What the query must hold.
    let demands: [Demand]

    init(_ text: String) {
        let parts = text.split(separator: "?", maxSplits: 1)
        segments = (parts.first ?? "").split(separator: "/").map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return .literal(String(part)) }
            let name = part.dropFirst().dropLast()
            return name.hasSuffix("+") ? .rest(String(name.dropLast())) : .label(String(name))
        }
        demands =
            parts.count < 2
            ? []
            : parts[1].split(separator: "&").map { demand in
                let pair = demand.split(separator: "=", maxSplits: 1)
                return Demand(name: String(pair[0]), value: pair.count == 2 ? String(pair[1]) : nil)
            }
    }

    struct Label: Sendable, Equatable {
        var name: String
        /// Decoded.
        var value: String
    }

    /// - Parameter path: split at its slashes, still percent-encoded; without the empty part before the first slash.
    /// - Returns: nil where the path is another one.
    func labels(in path: [Substring]) -> [Label]? {
        var labels: [Label] = []
        for (index, segment) in segments.enumerated() {
            guard index < path.count else { return nil }
            switch segment {
            case .literal(let text):
                guard path[index] == text else { return nil }
            case .label(let name):
                guard !path[index].isEmpty else { return nil }
                labels.append(Label(name: name, value: PercentText.decode(path[index])))
            case .rest(let name):
                let rest = path[index...].joined(separator: "/")
                guard !rest.isEmpty else { return nil }
                labels.append(Label(name: name, value: PercentText.decode(rest)))
                return labels
            }
        }
        // A slash at the end changes nothing.
        let extra = path.dropFirst(segments.count)
        return extra.isEmpty || (extra.count == 1 && extra.first?.isEmpty == true) ? labels : nil
    }

    func isMet(by query: [QueryParameter]) -> Bool {
        demands.allSatisfy { demand in
            query.contains { $0.name == demand.name && (demand.value == nil || demand.value == $0.value) }
        }
    }

    /// Literals count before demands, so that `/tags/{arn}` stands before `/{Bucket}/{Key+}?tagging`.
    var literals: Int { segments.count { if case .literal = $0 { true } else { false } } }
}
