/// Columns for a terminal: padded with blanks, two between columns, none at the end of a line.
struct TextTable {
    var header: [String]
    var rows: [[String]]
    /// Columns of numbers.
    var rightAligned: Set<Int> = []

    var text: String {
        let widths = header.indices.map { column in
            ([header] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return ([header] + rows).map { line(of: $0, widths) }.joined(separator: "\n")
    }

    private func line(of row: [String], _ widths: [Int]) -> String {
        let cells = row.enumerated().map { column, cell in
            let padding = String(repeating: " ", count: max(0, widths[column] - cell.count))
            return rightAligned.contains(column) ? padding + cell : cell + padding
        }
        let line = cells.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}
