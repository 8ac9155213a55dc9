/// Two texts side by side: equal lines stand beside each other.
struct LineDiff {
    struct Row: Equatable {
        /// Nil where only the other side has a line.
        var left: Int?
        var right: Int?
        var isEqual: Bool { left != nil && right != nil && !isChanged }
        /// Lines that stand beside each other and differ.
        var isChanged = false
    }

    /// Beyond these numbers of lines they are held against each other one by one: the table would get too large.
    static let lineLimit = 1_000

    let rows: [Row]

    init(_ left: [String], _ right: [String]) {
        // What both begin and end with need not be looked at twice.
        let limit = min(left.count, right.count)
        var head = 0
        while head < limit, left[head] == right[head] { head += 1 }
        var tail = 0
        while tail < limit - head, left[left.count - 1 - tail] == right[right.count - 1 - tail] { tail += 1 }
        let (leftMiddle, rightMiddle) = (head..<left.count - tail, head..<right.count - tail)
        let middle =
            leftMiddle.count <= Self.lineLimit && rightMiddle.count <= Self.lineLimit
            ? Self.aligned(left, leftMiddle, right, rightMiddle)
            : Self.paired(Array(leftMiddle), Array(rightMiddle), left, right)
        rows =
            (0..<head).map { Row(left: $0, right: $0) } + middle
            + (0..<tail).map { Row(left: left.count - tail + $0, right: right.count - tail + $0) }
    }

    /// Along a longest common subsequence.
    private static func aligned(
        _ left: [String], _ leftRange: Range<Int>, _ right: [String], _ rightRange: Range<Int>
    ) -> [Row] {
        let (height, width) = (leftRange.count, rightRange.count)
        var lengths = [Int32](repeating: 0, count: (height + 1) * (width + 1))
        for row in stride(from: height - 1, through: 0, by: -1) {
            for column in stride(from: width - 1, through: 0, by: -1) {
                let place = row * (width + 1) + column
                lengths[place] =
                    left[leftRange.lowerBound + row] == right[rightRange.lowerBound + column]
                    ? lengths[place + width + 2] + 1 : max(lengths[place + width + 1], lengths[place + 1])
            }
        }
        var rows: [Row] = []
        var (onlyLeft, onlyRight): ([Int], [Int]) = ([], [])
        var (row, column) = (0, 0)
        while row < height || column < width {
            let (leftLine, rightLine) = (leftRange.lowerBound + row, rightRange.lowerBound + column)
            if row < height, column < width, left[leftLine] == right[rightLine] {
                rows += paired(onlyLeft, onlyRight, left, right) + [Row(left: leftLine, right: rightLine)]
                (onlyLeft, onlyRight) = ([], [])
                (row, column) = (row + 1, column + 1)
            } else if column == width
                || (row < height
                    && lengths[(row + 1) * (width + 1) + column] >= lengths[row * (width + 1) + column + 1])
            {
                onlyLeft.append(leftLine)
                row += 1
            } else {
                onlyRight.append(rightLine)
                column += 1
            }
        }
        return rows + paired(onlyLeft, onlyRight, left, right)
    }

    /// One by one.
    private static func paired(_ left: [Int], _ right: [Int], _ leftLines: [String], _ rightLines: [String]) -> [Row] {
        (0..<max(left.count, right.count)).map { index in
            let (first, second) = (
                index < left.count ? left[index] : nil, index < right.count ? right[index] : nil
            )
            var row = Row(left: first, right: second)
            if let first, let second { row.isChanged = leftLines[first] != rightLines[second] }
            return row
        }
    }
}

/// A line in three parts, of which the middle one differs from the other side's.
struct ChangedLine: Equatable {
    var before: String
    var changed: String
    var after: String

    static func pair(_ left: String, _ right: String) -> (ChangedLine, ChangedLine) {
        let (first, second) = (Array(left), Array(right))
        let limit = min(first.count, second.count)
        var head = 0
        while head < limit, first[head] == second[head] { head += 1 }
        var tail = 0
        while tail < limit - head, first[first.count - 1 - tail] == second[second.count - 1 - tail] { tail += 1 }
        func line(_ characters: [Character]) -> ChangedLine {
            ChangedLine(
                before: String(characters[..<head]), changed: String(characters[head..<characters.count - tail]),
                after: String(characters[(characters.count - tail)...]))
        }
        return (line(first), line(second))
    }
}
