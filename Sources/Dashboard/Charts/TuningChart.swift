internal import Glibc

/// What a memory size does: time above, cost below, over the same sizes. The sizes that are recommended stand out.
struct TuningChart {
    let sizes: [Tuning.Size]
    /// Goals by size, such as `cost`.
    let goals: [Int: [String]]

    private static let panelHeight = 130.0
    private static let gap = 26.0
    private static let top = 22.0
    private static let bottom = 40.0
    private static let left = 56.0
    private static let right = 16.0

    /// Nil for less than two sizes with figures.
    func svg(width: Double, _ classes: String) -> String? {
        let shown = sizes.filter { $0.median != nil && $0.costPerMillion != nil }
        guard shown.count >= 2 else { return nil }
        var svg = SVG(width: width, height: Self.top + 2 * Self.panelHeight + Self.gap + Self.bottom)
        let step = (width - Self.left - Self.right) / Double(shown.count)
        let places = shown.indices.map { Self.left + (Double($0) + 0.5) * step }
        for (size, x) in zip(shown, places) where goals[size.memorySizeMB] != nil {
            svg.rect(x - step * 0.42, Self.top, step * 0.84, 2 * Self.panelHeight + Self.gap, "chosen")
        }
        let middle = Self.top + Self.panelHeight + Self.gap
        panel(
            shown.map { ($0.median ?? 0, $0.interval) }, places, top: Self.top, title: "median time",
            style: "series-1", label: { Numbers.duration($0 * 1_000) }, into: &svg)
        panel(
            shown.map { ($0.costPerMillion ?? 0, nil) }, places, top: middle, title: "dollars per million",
            style: "series-2", label: Numbers.dollars, into: &svg)
        axis(shown, places, svg.height, into: &svg)
        return svg.element(classes, title: title(shown))
    }

    private func title(_ shown: [Tuning.Size]) -> String {
        let sizes = shown.map { size in
            "\(size.memorySizeMB) MB: \(Numbers.duration((size.median ?? 0) * 1_000)), "
                + "\(Numbers.dollars(size.costPerMillion ?? 0)) per million"
        }
        return "Time and cost by memory size. " + sizes.joined(separator: "; ")
    }

    private func panel(
        _ values: [(value: Double, interval: ClosedRange<Double>?)], _ places: [Double], top: Double, title: String,
        style: String, label: (Double) -> String, into svg: inout SVG
    ) {
        let bottom = top + Self.panelHeight
        let low = values.map { $0.interval?.lowerBound ?? $0.value }.min() ?? 1
        let high = values.map { $0.interval?.upperBound ?? $0.value }.max() ?? 1
        // Above the highest interval there is room for its figure.
        let scale = LogScale(max(low / 1.25, 1e-9)...max(high * 1.02, 1e-8), from: bottom, to: top + 20)
        svg.text(Self.left, top - 6, title, "tick")
        for tick in scale.ticks(atMost: 5) {
            let y = scale.place(tick)
            svg.line(Self.left, y, svg.width - Self.right, y, "grid")
            svg.text(Self.left - 6, y + 4, Self.tick(tick), "tick", .end)
        }
        svg.path(
            zip(places, values).map { ($0, scale.place($1.value)) }, closed: false, "ratio \(style)")
        for (x, point) in zip(places, values) {
            let y = scale.place(point.value)
            if let interval = point.interval {
                svg.line(x, scale.place(interval.lowerBound), x, scale.place(interval.upperBound), "p95 \(style)")
            }
            svg.circle(x, y, 4, "dot \(style)")
            let highest = point.interval.map { scale.place($0.upperBound) } ?? y - 3
            if svg.width > 500 { svg.text(x, min(y - 3, highest) - 6, label(point.value), "value", .middle) }
        }
    }

    private static func tick(_ value: Double) -> String {
        value >= 1 ? Numbers.fixed(value, 0) : Numbers.short(value)
    }

    private func axis(_ shown: [Tuning.Size], _ places: [Double], _ height: Double, into svg: inout SVG) {
        for (size, x) in zip(shown, places) {
            let isNarrow = svg.width < 500
            svg.text(x, height - 24, "\(size.memorySizeMB)" + (isNarrow ? "" : " MB"), "label", .middle)
            if let goals = goals[size.memorySizeMB], !isNarrow {
                svg.text(x, height - 7, "best " + goals.joined(separator: ", "), "tick", .middle)
            }
        }
        if svg.width < 500 { svg.text(svg.width - Self.right, height - 7, "MB", "tick", .end) }
    }
}
