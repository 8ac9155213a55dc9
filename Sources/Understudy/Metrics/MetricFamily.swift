/// One metric in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct MetricFamily {
    enum Kind: String {
        case counter, gauge, histogram
    }

    typealias Labels = [(String, String)]

    let name: String
    let kind: Kind
    let help: String
    private var lines: [String] = []

    init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    mutating func add(_ labels: Labels, _ value: Double) {
        add(name, labels, value)
    }

    /// - Parameters:
    ///   - buckets: how many values did not exceed each bound; ascending.
    ///   - sum: of all values.
    mutating func add(_ labels: Labels, buckets: [(bound: Double, count: Int)], count: Int, sum: Double) {
        for bucket in buckets { add(name + "_bucket", labels + [("le", "\(bucket.bound)")], Double(bucket.count)) }
        add(name + "_bucket", labels + [("le", "+Inf")], Double(count))
        add(name + "_sum", labels, sum)
        add(name + "_count", labels, Double(count))
    }

    private mutating func add(_ name: String, _ labels: Labels, _ value: Double) {
        let text = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        lines.append("\(name)\(text.isEmpty ? "" : "{\(text)}") \(value)")
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Empty without values.
    var text: String {
        guard !lines.isEmpty else { return "" }
        return "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n" + lines.joined(separator: "\n") + "\n"
    }
}
