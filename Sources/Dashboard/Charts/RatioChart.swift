internal import Glibc

/// How the ratio of paired durations came about, with the interval in which it lies: the band narrows as requests come
/// in, and the verdict is there when it leaves 1 or stays within the tolerance.
struct RatioChart {
    let points: [RatioPoint]
    /// Ratios within 1 / (1 + tolerance) and 1 + tolerance are equivalent.
    let tolerance: Double
    let style: String
    let name: String

    private static let height = 220.0
    private static let left = 46.0
    private static let right = 8.0
    private static let top = 8.0
    private static let bottom = 26.0

    /// Nil for too few points to make a line.
    func svg(width: Double, _ classes: String) -> String? {
        guard points.count >= 2, let first = points.first, let last = points.last else { return nil }
        var svg = SVG(width: width, height: Self.height)
        let plot = (Self.top, Self.height - Self.bottom)
        let scale = LogScale(range, from: plot.1, to: plot.0)
        let end = width - Self.right
        func x(_ time: Int) -> Double {
            let share = Double(time - first.time) / Double(max(1, last.time - first.time))
            return Self.left + (end - Self.left) * share
        }
        let (high, low) = (scale.place(1 + tolerance), scale.place(1 / (1 + tolerance)))
        svg.rect(Self.left, high, end - Self.left, low - high, "tolerance")
        for tick in ticks(scale) {
            let y = scale.place(tick)
            svg.line(Self.left, y, end, y, tick == 1 ? "one" : "grid")
            svg.text(Self.left - 6, y + 4, "×\(tick == tick.rounded() ? "\(Int(tick))" : "\(tick)")", "tick", .end)
        }
        svg.path(
            points.map { (x($0.time), scale.place($0.interval.upperBound)) }
                + points.reversed().map { (x($0.time), scale.place($0.interval.lowerBound)) },
            closed: true, "band \(style)")
        svg.path(points.map { (x($0.time), scale.place($0.ratio)) }, closed: false, "ratio \(style)")
        svg.circle(x(last.time), scale.place(last.ratio), 3, "dot \(style)")
        svg.text(Self.left, Self.height - 8, Time.clock(first.time), "tick")
        svg.text(end, Self.height - 8, Time.clock(last.time) + " UTC", "tick", .end)
        return svg.element(classes, title: title(last))
    }

    private func title(_ last: RatioPoint) -> String {
        "Time of \(name) in proportion to the control's, over time. Now \(Numbers.ratio(last.ratio)), between "
            + "\(Numbers.ratio(last.interval.lowerBound)) and \(Numbers.ratio(last.interval.upperBound)) after "
            + "\(Numbers.count(last.count, "pair"))."
    }

    /// What the last interval, the tolerance and most of the earlier intervals need; the first ones may be cut.
    private var range: ClosedRange<Double> {
        let tail = points.dropFirst(points.count / 5)
        let reach = tail.map { max(abs(log($0.interval.lowerBound)), abs(log($0.interval.upperBound))) }.max() ?? 0
        let isOneSided =
            tail.allSatisfy { $0.interval.upperBound < 1 } || tail.allSatisfy { $0.interval.lowerBound > 1 }
        let limit = max(min(reach * 1.1, log(50)), log(1 + tolerance) * 2)
        guard isOneSided, reach > log(1.5) else { return exp(-limit)...exp(limit) }
        let beyond = max(log(1 + tolerance) * 2, limit * 0.15)
        return (points.last?.ratio ?? 1) < 1 ? exp(-limit)...exp(beyond) : exp(-beyond)...exp(limit)
    }

    private func ticks(_ scale: LogScale) -> [Double] {
        let steps: [Double]
        switch log(scale.high / scale.low) {
        case ..<0.12: steps = [0.98, 0.99, 1, 1.01, 1.02]
        case ..<0.3: steps = [0.9, 0.95, 1, 1.05, 1.1]
        case ..<0.9: steps = [0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.4]
        case ..<2: steps = [0.4, 0.5, 0.7, 1, 1.4, 2, 2.5]
        default: steps = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]
        }
        return steps.filter { $0 >= scale.low && $0 <= scale.high }
    }
}
