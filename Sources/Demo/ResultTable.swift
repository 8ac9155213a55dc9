/// The tallies as people read them: a row per candidate.
package enum ResultTable {
    package static func text(_ tallies: [Tally]) -> String {
        let header = ["CANDIDATE", "REQUESTS", "EQUAL", "DIFFERENT", "ERRORS", "CONTROL", "MEDIAN", "FIRST DIFFERENCE"]
        return aligned([header] + tallies.map(row))
    }

    private static func row(_ tally: Tally) -> [String] {
        [
            tally.candidate.name, "\(tally.requests)", "\(tally.equal)", "\(tally.different)", "\(tally.errors)",
            milliseconds(tally.controlMedian), milliseconds(tally.candidateMedian), tally.firstDifference ?? "-",
        ]
    }

    /// With two decimals: `0.83 ms`.
    static func milliseconds(_ duration: Duration) -> String {
        let hundredths = (duration / .microseconds(10)).rounded()
        let (whole, rest) = Int(hundredths).quotientAndRemainder(dividingBy: 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest) ms"
    }

    /// Numbers to the right, words to the left: every column but the first and the last is one of numbers.
    private static func aligned(_ rows: [[String]]) -> String {
        let columns = rows[0].indices
        let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            columns.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                if column == columns.last { return row[column] }
                return column == 0 ? row[column] + padding : padding + row[column]
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
