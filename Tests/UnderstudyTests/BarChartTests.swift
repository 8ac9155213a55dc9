import Testing

@testable import Understudy

@Suite struct BarChartTests {
    @Test(
        "a bar is drawn to an eighth of a column",
        arguments: [
            (8.0, "██████████"), (4, "█████"), (0.1, "▏"), (0.4, "▌"), (0.7, "▉"), (0.8, "█"), (0.9, "█▏"), (0, ""),
            // More than nothing is to be seen; more than all does not leave its place.
            (0.0001, "▏"), (9, "██████████"), (-1, ""),
        ])
    func blocks(value: Double, drawn: String) {
        #expect(BarChart.blocks(value, of: 8, columns: 10) == drawn)
    }

    @Test("bars begin in one column, and the longest line fills the width")
    func lines() {
        let chart = BarChart(
            bars: [
                .init(label: "128 MB", value: 8, text: "8.00"), .init(label: "1024 MB", value: 1, text: "1.00"),
                .init(label: "2048 MB", value: nil, text: "-"),
            ], width: 23)
        #expect(chart.lines == [" 128 MB ██████████ 8.00", "1024 MB █▎ 1.00", "2048 MB -"])
        #expect(chart.lines[0].count == 23)
    }

    @Test("a chart of nothing has no bars")
    func nothing() {
        #expect(BarChart(bars: []).lines.isEmpty)
        #expect(BarChart(bars: [.init(label: "128 MB", value: 0, text: "0")]).lines == ["128 MB 0"])
    }

    @Test("the widest figures still fit 80 columns")
    func widest() {
        let bars = [128, 10_240].map { BarChart.Bar(label: "\($0) MB", value: Double($0), text: "900000.00") }
        #expect(BarChart(bars: bars).lines.allSatisfy { $0.count <= 80 })
    }
}

@Suite struct ProgressBarTests {
    @Test("a line of constant length says how far it is")
    func line() {
        let half = ProgressBar.line(0.5, memorySizeMB: 512)
        #expect(half == "measuring |████████████████████                    | 50 %, 512 MB")
        #expect(ProgressBar.line(0, memorySizeMB: 512).hasPrefix("measuring |                      "))
        #expect(ProgressBar.line(0.999, memorySizeMB: 512).count == half.count)
    }
}

@Suite struct OneLineTests {
    @Test(
        "what others wrote fits one line and cannot steer the terminal",
        arguments: [
            ("{\n  \"a\": 1\n}\n", #"{ "a": 1 }"#), ("", ""), ("\u{1B}[2Jx", "\u{FFFD}[2Jx"), ("a\r\nb\tc", "a b c"),
            ("0123456789", "0123456789"), ("01234567890", "012345678…"), ("\u{202E}abc", "\u{FFFD}abc"),
        ])
    func text(text: String, shown: String) {
        #expect(OneLine.text(text, limit: 10) == shown)
    }

    @Test("bytes that are no text are shown as such")
    func bytes() {
        #expect(OneLine.text([0x61, 0xFF, 0x62], limit: 10) == "a\u{FFFD}b")
    }
}
