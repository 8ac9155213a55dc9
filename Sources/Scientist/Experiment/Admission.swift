/// Decides which candidates get a request.
public struct Admission: Sendable {
    private let experiment: Experiment

    public init(_ experiment: Experiment) {
        self.experiment = experiment
    }

    /// - Parameters:
    ///   - sampling: in place of the definition's, where it was changed since.
    ///   - draw: a random number from 0 up to, not including, 1; asked for only where one is needed.
    /// - Returns: keys of candidates.
    public func admitted(_ request: RequestFacts, _ sampling: Sampling, draw: () -> Double) -> Set<String> {
        guard isMethodAllowed(request), experiment.conditions.allSatisfy({ $0.holds(for: request) }) else { return [] }
        let keys = experiment.candidates.map(\.key)
        guard keys.contains(where: { sampling.percent(of: $0) < 100 }) else { return Set(keys) }
        let place = (sampling.sticky.flatMap { request[$0] }.map(Self.place) ?? draw()) * 100
        return Set(keys.filter { place < sampling.percent(of: $0) })
    }

    private func isMethodAllowed(_ request: RequestFacts) -> Bool {
        guard let methods = experiment.methods else { return true }
        return request[.method].map(methods.contains) == true
    }

    /// Where a text stands between 0 and 1: the same text always at the same place. FNV-1a, 32 bits, as GoReplay does,
    /// with its bits mixed once more: short texts that differ in the last digit would stand side by side.
    static func place(of text: String) -> Double {
        var hash: UInt32 = 0x811c_9dc5
        for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        hash = (hash ^ hash >> 16) &* 0x85eb_ca6b
        hash = (hash ^ hash >> 13) &* 0xc2b2_ae35
        return Double(hash ^ hash >> 16) / 4_294_967_296
    }
}

extension Condition {
    func holds(for request: RequestFacts) -> Bool {
        let value = request[attribute]
        switch test {
        case .exists: return value != nil
        case .equals(let text): return value == text
        case .differs(let text): return value != text
        case .contains(let text): return value?.contains(text) == true
        case .atMost(let limit): return value.flatMap(Double.init).map { $0 <= limit } == true
        case .atLeast(let limit): return value.flatMap(Double.init).map { $0 >= limit } == true
        }
    }
}

extension RequestAttribute {
    /// As definitions write it: `header:x-user`, `request.bytes`.
    public var text: String {
        switch self {
        case .header(let name): "header:\(name)"
        case .query(let name): "query:\(name)"
        case .method: "method"
        case .path: "path"
        case .bytes: "request.bytes"
        case .body(let path): "body:\(path)"
        }
    }
}

extension Cohort {
    /// The group that a request is in: `header:x-tenant = blue`, `request.bytes 1000 to 100000`.
    public func group(of request: RequestFacts) -> String {
        let value = request[attribute]
        guard !edges.isEmpty else { return "\(attribute.text) = \(value.map(Self.cut) ?? "(none)")" }
        guard let number = value.flatMap(Double.init) else { return "\(attribute.text) (no number)" }
        let below = edges.last { $0 <= number }
        let above = edges.first { $0 > number }
        switch (below, above) {
        case (nil, let above?): return "\(attribute.text) below \(Figures.text(above))"
        case (let below?, let above?): return "\(attribute.text) \(Figures.text(below)) to \(Figures.text(above))"
        case (let below?, nil): return "\(attribute.text) from \(Figures.text(below))"
        case (nil, nil): return attribute.text
        }
    }

    /// Values become labels of charts and metrics.
    private static func cut(_ value: String) -> String { String(value.prefix(60)) }
}
