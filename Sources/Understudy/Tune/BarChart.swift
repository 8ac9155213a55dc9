/// Horizontal bars from zero, to an eighth of a column.
struct BarChart {
    struct Bar {
        var label: String
        /// 0 or more; nil draws none.
        var value: Double?
        /// The value as people read it.
        var text: String
    }

    var bars: [Bar]
    /// Columns of the terminal.
    var width = 80

    /// A line per bar: label, bar, value.
    var lines: [String] {
        let labels = bars.map(\.label.count).max() ?? 0
        let texts = bars.map(\.text.count).max() ?? 0
        let room = max(1, width - labels - texts - 2)
        let largest = bars.compactMap(\.value).max() ?? 0
        return bars.map { bar in
            let padding = String(repeating: " ", count: labels - bar.label.count)
            let drawn = BarChart.blocks(bar.value ?? 0, of: largest, columns: room)
            return [padding + bar.label, drawn, bar.text].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// A bar as long as `value` among `largest`, which takes all columns. What is more than zero is at least an eighth.
    static func blocks(_ value: Double, of largest: Double, columns: Int) -> String {
        guard value > 0, largest > 0 else { return "" }
        let eighths = max(1, Int((min(1, value / largest) * Double(columns * 8)).rounded()))
        let rest = eighths % 8
        return String(repeating: "█", count: eighths / 8) + (rest > 0 ? partial[rest - 1] : "")
    }

    /// One to seven eighths.
    private static let partial = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
