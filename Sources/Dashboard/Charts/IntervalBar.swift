internal import Glibc

/// One ratio or rate with its interval, small enough to stand in a line of text.
enum IntervalBar {
    private static let width = 132.0
    private static let height = 18.0
    private static let margin = 4.0

    /// Around 1, with the tolerance shaded.
    static func ratio(_ value: Double, _ interval: ClosedRange<Double>, tolerance: Double, _ state: String) -> String {
        let reach = max(
            abs(log(interval.lowerBound)), abs(log(interval.upperBound)), log(1 + tolerance) * 2)
        let limit = min(reach * 1.12, log(100))
        let scale = LogScale(exp(-limit)...exp(limit), from: margin, to: width - margin)
        var svg = SVG(width: width, height: height)
        let (low, high) = (scale.place(1 / (1 + tolerance)), scale.place(1 + tolerance))
        svg.rect(low, 1, high - low, height - 2, "tolerance")
        svg.line(scale.place(1), 1, scale.place(1), height - 1, "one")
        draw(scale.place(interval.lowerBound), scale.place(value), scale.place(interval.upperBound), state, into: &svg)
        return svg.element("interval", title: nil)
    }

    /// From 0 up.
    static func rate(_ value: Double, _ interval: ClosedRange<Double>, limit: Double, _ state: String) -> String {
        let most = max(interval.upperBound, limit) * 1.12
        func place(_ value: Double) -> Double { margin + (width - 2 * margin) * value / most }
        var svg = SVG(width: width, height: height)
        svg.rect(margin, 1, place(limit) - margin, height - 2, "tolerance")
        svg.line(margin, 1, margin, height - 1, "one")
        draw(place(interval.lowerBound), place(value), place(interval.upperBound), state, into: &svg)
        return svg.element("interval", title: nil)
    }

    private static func draw(_ low: Double, _ middle: Double, _ high: Double, _ state: String, into svg: inout SVG) {
        let y = height / 2
        svg.line(low, y, high, y, "range \(state)")
        svg.line(low, y - 4, low, y + 4, "range \(state)")
        svg.line(high, y - 4, high, y + 4, "range \(state)")
        svg.circle(middle, y, 3.5, "dot \(state)")
    }
}
