internal import Glibc

/// A drawing that grows element by element. Colours and strokes are the stylesheet's business, by class.
struct SVG {
    let width: Double
    let height: Double
    private var body = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// - Parameters:
    ///   - title: what the drawing shows, for those who cannot see it; nil for what only decorates.
    ///   - style: for files that stand alone.
    func element(_ classes: String, title: String?) -> String {
        let role =
            title.map { "role=\"img\" aria-label=\"\(SafeHTML.escape($0))\"" } ?? "aria-hidden=\"true\""
        return
            "<svg class=\"\(classes)\" viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\" "
            + "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" \(role)>\(body)</svg>"
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ classes: String) {
        body +=
            "<line class=\"\(classes)\" x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" "
            + "y2=\"\(Self.number(y2))\"/>"
    }

    mutating func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ classes: String) {
        body +=
            "<rect class=\"\(classes)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" "
            + "width=\"\(Self.number(max(0, width)))\" height=\"\(Self.number(max(0, height)))\"/>"
    }

    mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ classes: String) {
        body +=
            "<circle class=\"\(classes)\" cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\"/>"
    }

    enum Anchor: String { case start, middle, end }

    mutating func text(_ x: Double, _ y: Double, _ text: String, _ classes: String, _ anchor: Anchor = .start) {
        body +=
            "<text class=\"\(classes)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" text-anchor=\"\(anchor.rawValue)\">"
            + "\(SafeHTML.escape(text))</text>"
    }

    mutating func path(_ points: [(x: Double, y: Double)], closed: Bool, _ classes: String) {
        guard let first = points.first else { return }
        var text = "M\(Self.number(first.x)) \(Self.number(first.y))"
        for point in points.dropFirst() { text += "L\(Self.number(point.x)) \(Self.number(point.y))" }
        body += "<path class=\"\(classes)\" d=\"\(text)\(closed ? "Z" : "")\"/>"
    }

    /// To a tenth of a pixel.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
        return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
    }
}

/// Where values stand on a scale of powers.
struct LogScale {
    let low: Double
    let high: Double
    let start: Double
    let end: Double

    /// - Parameters:
    ///   - values: above zero; the lower bound is below the upper one.
    ///   - start: in pixels, where the lower bound stands.
    init(_ values: ClosedRange<Double>, from start: Double, to end: Double) {
        low = max(values.lowerBound, .leastNormalMagnitude)
        high = max(values.upperBound, low * 1.000_001)
        self.start = start
        self.end = end
    }

    func place(_ value: Double) -> Double {
        let share = log(min(high, max(low, value)) / low) / log(high / low)
        return start + (end - start) * share
    }

    /// 1, 2 and 5 times powers of ten, as many as there is room for.
    func ticks(atMost limit: Int) -> [Double] {
        for steps in [[1.0, 2, 5], [1.0, 3], [1.0]] {
            let found = ticks(steps)
            if found.count <= limit { return found }
        }
        let decades = ticks([1])
        let every = (decades.count + limit - 1) / max(1, limit)
        return decades.enumerated().filter { $0.offset % every == 0 }.map(\.element)
    }

    private func ticks(_ steps: [Double]) -> [Double] {
        let first = Int(log10(low).rounded(.down))
        let last = Int(log10(high).rounded(.up))
        guard first <= last else { return [] }
        return (first...last).flatMap { power in steps.map { $0 * pow(10, Double(power)) } }
            .filter { $0 >= low * 0.999 && $0 <= high * 1.001 }
    }
}
