import Testing

@testable import Dashboard

@Suite struct NumbersTests {
    @Test(
        arguments: [
            (0, "0"), (0.0853, "0.0853"), (1, "1.00"), (1.234, "1.23"), (45.61, "45.6"), (999.6, "1,000"),
            (1_234, "1,234"),
            (-2.5, "-2.50"),
        ])
    func short(_ value: Double, _ text: String) {
        #expect(Numbers.short(value) == text)
    }

    @Test(arguments: [(12.0, "12.0 µs"), (850, "850 µs"), (1_230, "1.23 ms"), (4_500_000, "4.50 s")])
    func duration(_ microseconds: Double, _ text: String) {
        #expect(Numbers.duration(microseconds) == text)
    }

    @Test(arguments: [(1, "1"), (1_000, "1,000"), (-1_234_567, "-1,234,567")])
    func count(_ number: Int, _ text: String) {
        #expect(Numbers.count(number) == text)
    }

    @Test func numbersThatAreNone() {
        #expect(Numbers.short(.infinity) == "inf")
        #expect(Numbers.fixed(.nan, 2) == "nan")
    }
}

@Suite struct TimeTests {
    /// As `date --utc` says it.
    @Test(
        arguments: [
            (0, "1 Jan 1970, 00:00:00 UTC"), (951_825_600_000, "29 Feb 2000, 12:00:00 UTC"),
            (1_795_645_085_000, "25 Nov 2026, 22:18:05 UTC"), (4_107_542_399_999, "28 Feb 2100, 23:59:59 UTC"),
        ])
    func full(_ time: Int, _ text: String) {
        #expect(Time.full(time) == text)
    }

    @Test(arguments: [
        (5_000, "just now"), (720_000, "12 min ago"), (11_000_000, "3 h ago"), (500_000_000, "5 days ago"),
    ])
    func ago(_ distance: Int, _ text: String) {
        #expect(Time.ago(1_795_645_085_000 - distance, now: 1_795_645_085_000) == text)
    }
}

@Suite struct LineDiffTests {
    /// `a` for equal lines, `-` and `+` for lines of one side, `~` for lines that differ.
    private func drawn(_ left: [String], _ right: [String]) -> String {
        LineDiff(left, right).rows.map { row in
            switch (row.left, row.right) {
            case (let line?, _?) where row.isEqual: left[line]
            case (_?, _?): "~"
            case (_?, nil): "-"
            default: "+"
            }
        }.joined()
    }

    @Test(
        arguments: [
            (["a", "b", "c"], ["a", "b", "c"], "abc"), (["a", "b", "c"], ["a", "x", "c"], "a~c"),
            (["a", "b", "c"], ["a", "c"], "a-c"), (["a", "c"], ["a", "b", "c"], "a+c"), ([], ["a"], "+"), ([], [], ""),
            (["a", "b"], ["b", "a"], "-b+"), (["x", "a", "b", "y"], ["a", "b"], "-ab-"),
        ])
    func lines(_ left: [String], _ right: [String], _ expected: String) {
        #expect(drawn(left, right) == expected)
    }

    @Test("Two long texts without anything in common are compared in no time")
    func long() {
        let (left, right) = ((0..<50_000).map { "l\($0)" }, (0..<50_000).map { "r\($0)" })
        #expect(LineDiff(left, right).rows.count == 50_000)
    }

    @Test("Of two lines only the middle differs")
    func withinLines() {
        let (left, right) = ChangedLine.pair(#"  "amount": 42,"#, #"  "amount": "42","#)
        #expect(left == ChangedLine(before: #"  "amount": "#, changed: "42", after: ","))
        #expect(right == ChangedLine(before: #"  "amount": "#, changed: #""42""#, after: ","))
    }

    @Test("Long stretches of equal lines are left out, and counted")
    func gaps() {
        let left = (0..<100).map { "line \($0)" }
        var right = left
        right[50] = "other"
        let rows = DiffRows(left, right).rows
        #expect(rows.compactMap(\.gap) == ["47 equal lines", "46 equal lines"])
        #expect(rows.count == 9)
    }
}

@Suite struct ChartTests {
    @Test("Values stand in order between the ends of a scale, also those beyond")
    func scale() {
        let scale = LogScale(1...100, from: 0, to: 200)
        #expect([0.1, 1, 10, 100, 1_000].map(scale.place) == [0, 0, 100, 200, 200])
        #expect(LogScale(90...3_000, from: 0, to: 1).ticks(atMost: 9) == [100, 200, 500, 1_000, 2_000])
    }

    @Test("No values, one value, and values that cannot be make a drawing without anything that is no number")
    func odd() {
        for durations in [[], [(0.0, 1)], [(5.0, 1)], [(1.0, 1), (1e12, 1)]] as [[(value: Double, count: Int)]] {
            let series = DistributionChart.Series(
                name: "x", style: "control", durations: durations, median: nil, p95: .infinity)
            let svg = DistributionChart(series: [series]).svg(width: 340, "chart")
            #expect(!svg.contains("nan") && !svg.contains("inf\""))
        }
        let point = RatioPoint(time: 5, count: 30, ratio: 1, interval: 0...Double.infinity)
        let chart = RatioChart(points: [point, point], tolerance: 0.05, style: "series-1", name: "x")
        #expect(chart.svg(width: 340, "chart")?.contains("nan") == false)
    }

    @Test(
        "A name ends before the median begins, in whatever script it is",
        arguments: [
            "Round (half up, another way)", String(repeating: "W", count: 60), String(repeating: "東", count: 40),
        ])
    func names(name: String) throws {
        let series = DistributionChart.Series(
            name: name, style: "control", durations: [(5_000, 1)], median: 12_345, p95: nil)
        let svg = DistributionChart(series: [series]).svg(width: 340, "chart")
        let shown = try #require(svg.firstMatch(of: #/class="label"[^>]*>([^<]*)</#)).output.1
        #expect(TextWidth.of(String(shown), isBold: true) + TextWidth.of("median 12.3 ms") < 320)
        #expect(shown.hasSuffix("…"))
    }

    @Test("Of wide buckets a chart shows the digits that are known")
    func roughMedians() {
        let series = DistributionChart.Series(
            name: "x", style: "control", durations: [(5_000, 1)], median: 4_567, p95: nil, growth: 1.26)
        #expect(DistributionChart(series: [series]).svg(width: 340, "chart").contains(">median ≈ 4.6 ms<"))
    }

    @Test("The figure of a memory size stands above its interval")
    func tuningLabels() throws {
        func size(_ memory: Int, _ median: Double, _ interval: ClosedRange<Double>) -> Tuning.Size {
            Tuning.Size(
                memorySizeMB: memory, median: median, interval: interval, billed: nil, costPerMillion: 1,
                maxMemoryMB: nil, failures: 0)
        }
        let chart = TuningChart(sizes: [size(128, 10, 2...90), size(256, 5, 4...6)], goals: [:])
        let svg = try #require(chart.svg(width: 1_080, "chart"))
        let line = try #require(svg.firstMatch(of: #/<line class="p95[^>]* y2="([0-9.]+)"/#)).output.1
        let label = try #require(svg.firstMatch(of: #/class="value" x="[0-9.]+" y="([0-9.]+)"[^>]*>10\.0 ms/#)).output.1
        let (end, baseline) = (try #require(Double(line)), try #require(Double(label)))
        #expect(baseline < end && baseline > 22 + 8)
    }

    @Test("One point is no line")
    func onePoint() {
        let point = RatioPoint(time: 5, count: 30, ratio: 1, interval: 0.5...2)
        #expect(RatioChart(points: [point], tolerance: 0.05, style: "", name: "").svg(width: 340, "") == nil)
    }
}

@Suite struct VisibleTextTests {
    @Test(
        "What reorders, erases or steers is shown, and everything else stays",
        arguments: [
            ("plain\n\tköln 👩‍👩‍👧 שלום", "plain\n\tköln 👩‍👩‍👧 שלום"), ("a\u{202E}b", "a\\u202Eb"),
            ("\u{1B}[31m", "\\u001B[31m"),
            ("a\r\n", "a\\r\n"), ("\u{0}\u{7F}", "\\u0000\\u007F"), ("\u{85}", "\\u0085"),
            ("\u{FEFF}\u{200B}", "\\uFEFF\\u200B"),
        ])
    func visible(text: String, shown: String) {
        #expect(VisibleText.of(text) == shown)
    }
}
