internal import Glibc

/// Durations of several functions above each other on one scale: a violin each, with its median and 95th percentile.
struct DistributionChart {
    struct Series {
        var name: String
        /// `control`, or `series-1` and so on: what the stylesheet knows.
        var style: String
        /// Microseconds with their count, ascending.
        var durations: [(value: Double, count: Int)]
        var median: Double?
        var p95: Double?
        /// How many times its lower end the upper end of a bucket is.
        var growth = 1.01

        /// `4.12 ms`; of wide buckets only the digits that are known, `≈ 4.1 ms`.
        var medianText: String? {
            median.map { growth < 1.1 ? Numbers.duration($0) : "≈ \(Numbers.duration($0, digits: 2))" }
        }
    }

    let series: [Series]

    private static let rowHeight = 66.0
    private static let violinHeight = 36.0
    private static let axisHeight = 24.0
    private static let margin = 10.0

    func svg(width: Double, _ classes: String) -> String {
        let drawn = series.filter { !$0.durations.isEmpty }
        let height = Double(drawn.count) * Self.rowHeight + Self.axisHeight
        var svg = SVG(width: width, height: height)
        let scale = LogScale(range(drawn), from: Self.margin, to: width - Self.margin)
        axis(scale, height, into: &svg)
        for (index, series) in drawn.enumerated() {
            row(series, top: Double(index) * Self.rowHeight, scale, into: &svg)
        }
        return svg.element(classes, title: title(drawn))
    }

    private func title(_ drawn: [Series]) -> String {
        let medians = drawn.map { series in
            "\(series.name): median \(series.medianText ?? "not known yet")"
        }
        return "Distribution of warm durations. " + medians.joined(separator: "; ")
    }

    /// Without the outermost half percent on either side: one outlier would take all the room.
    private func range(_ drawn: [Series]) -> ClosedRange<Double> {
        var (low, high) = (Double.infinity, 0.0)
        for series in drawn {
            let total = series.durations.reduce(0) { $0 + $1.count }
            var below = 0
            for bar in series.durations {
                below += bar.count
                if Double(below) > 0.005 * Double(total) { low = min(low, bar.value) }
                if Double(below - bar.count) < 0.995 * Double(total) { high = max(high, bar.value) }
            }
        }
        guard low.isFinite, high > 0 else { return 1...10 }
        return max(1, low / 1.15)...max(2, high * 1.15)
    }

    private func axis(_ scale: LogScale, _ height: Double, into svg: inout SVG) {
        let bottom = height - Self.axisHeight
        for tick in scale.ticks(atMost: svg.width > 500 ? 9 : 5) {
            let x = scale.place(tick)
            svg.line(x, 0, x, bottom, "grid")
            let anchor: SVG.Anchor = x < 24 ? .start : x > svg.width - 24 ? .end : .middle
            svg.text(x, bottom + 16, Self.label(tick), "tick", anchor)
        }
    }

    /// `500 µs`, `2 ms`
    private static func label(_ microseconds: Double) -> String {
        func plain(_ value: Double) -> String {
            value >= 1 ? Numbers.fixed(value, 0) : Numbers.short(value)
        }
        switch microseconds {
        case ..<999: return "\(plain(microseconds)) µs"
        case ..<999_000: return "\(plain(microseconds / 1_000)) ms"
        default: return "\(plain(microseconds / 1_000_000)) s"
        }
    }

    private func row(_ series: Series, top: Double, _ scale: LogScale, into svg: inout SVG) {
        let middle = top + 22 + Self.violinHeight / 2
        let median = series.medianText.map { "median \($0)" } ?? ""
        let room = svg.width - 2 * Self.margin - TextWidth.of(median) - 12
        svg.text(Self.margin, top + 15, TextWidth.cut(series.name, to: room, isBold: true), "label")
        svg.text(svg.width - Self.margin, top + 15, median, "value", .end)
        svg.line(Self.margin, middle, svg.width - Self.margin, middle, "base")
        let shares = density(series, scale)
        let tallest = shares.map(\.share).max() ?? 0
        guard tallest > 0 else { return }
        let half = Self.violinHeight / 2 / tallest
        let visible = shares.filter { $0.share > tallest / 400 }
        let upper = visible.map { (x: $0.x, y: middle - $0.share * half) }
        let lower = visible.reversed().map { (x: $0.x, y: middle + $0.share * half) }
        svg.path(upper + lower, closed: true, "violin \(series.style)")
        if let p95 = series.p95 {
            let x = scale.place(p95)
            svg.line(x, middle - 7, x, middle + 7, "p95 \(series.style)")
        }
        if let median = series.median {
            let x = scale.place(median)
            svg.line(x, middle - Self.violinHeight / 2, x, middle + Self.violinHeight / 2, "median \(series.style)")
        }
    }

    /// Buckets of the chart's own, smoothed with their neighbours: buckets of a percent each are teeth, not a shape.
    private func density(_ series: Series, _ scale: LogScale) -> [(x: Double, share: Double)] {
        let count = scale.end - scale.start > 500 ? 130 : 70
        let width = (scale.end - scale.start) / Double(count)
        var sums = [Double](repeating: 0, count: count)
        for bar in series.durations where bar.value >= scale.low && bar.value / series.growth <= scale.high {
            func bin(_ value: Double) -> Int { min(count - 1, max(0, Int((scale.place(value) - scale.start) / width))) }
            let bins = bin(bar.value / series.growth)...bin(bar.value)
            for bin in bins { sums[bin] += Double(bar.count) / Double(bins.count) }
        }
        let kernel = [1.0, 3, 6, 7, 6, 3, 1]
        return sums.indices.map { index in
            var sum = 0.0
            for (offset, weight) in kernel.enumerated() where sums.indices.contains(index + offset - 3) {
                sum += sums[index + offset - 3] * weight
            }
            return (scale.start + (Double(index) + 0.5) * width, sum)
        }
    }
}
