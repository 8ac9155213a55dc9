/// A regular expression that takes time in proportion to the text, whatever it says: it cannot be made to hang.
///
/// All ways through the expression are followed side by side, one character at a time (K. Thompson, "Regular expression
/// search algorithm", CACM 11, 1968; R. Cox, "Regular expression matching: the virtual machine approach", 2009), and of
/// several matches the one is taken that a backtracking engine would find first. What cannot be matched this way -
/// references back, looks ahead and behind - is refused. `\d`, `\w`, `\s` and `\b` mean ASCII.
public struct Pattern: Sendable, Hashable {
    /// A text that is no pattern, and why.
    public struct Mistake: Error, Hashable, CustomStringConvertible {
        public let description: String
    }

    /// Of the pattern's text, in characters, and of what becomes of it.
    static let lengthLimit = 1_000
    static let programLimit = 5_000
    /// How many steps one answer may take, some tenth of a second: a step is one way through the pattern at one
    /// character.
    public static let stepLimit = 10_000_000

    enum Instruction: Sendable, Hashable {
        case take(ScalarSet)
        /// Both ways; the first is preferred.
        case split(Int, Int)
        case jump(Int)
        case check(Anchor)
        case match
    }

    enum Anchor: Sendable, Hashable { case start, end, wordEdge, noWordEdge }

    let program: [Instruction]

    public init(_ text: String) throws(Mistake) {
        var parser = try PatternParser(text)
        program = try parser.program()
    }

    /// The text with everything that the pattern finds replaced.
    ///
    /// - Parameter steps: how many may still be taken; those that were are subtracted.
    /// - Returns: nil when they do not suffice.
    func replacing(in text: String, with replacement: String, steps: inout Int) -> String? {
        let scalars = Array(text.unicodeScalars)
        var search = PatternSearch(program, scalars)
        var result = String.UnicodeScalarView()
        var position = 0
        while position <= scalars.count {
            let found = search.first(from: position, steps: &steps)
            guard steps >= 0 else { return nil }
            guard let found else { break }
            result.append(contentsOf: scalars[position..<found.lowerBound])
            result.append(contentsOf: replacement.unicodeScalars)
            position = found.upperBound
            guard found.isEmpty else { continue }
            if position < scalars.count { result.append(scalars[position]) }
            position += 1
        }
        if position < scalars.count { result.append(contentsOf: scalars[position...]) }
        return String(result)
    }
}

/// Looks for a pattern in one text.
struct PatternSearch {
    private struct Way {
        var instruction: Int
        var start: Int
    }

    private let program: [Pattern.Instruction]
    private let scalars: [Unicode.Scalar]
    /// When an instruction was last followed, so that it is followed once per position: the present position is `now`, the
    /// next one `now + 1`.
    private var followed: [Int]
    private var now = 0
    /// What `follow` has still to look at; kept for its room.
    private var open: [Int] = []

    init(_ program: [Pattern.Instruction], _ scalars: [Unicode.Scalar]) {
        self.program = program
        self.scalars = scalars
        followed = [Int](repeating: -1, count: program.count)
    }

    /// The leftmost match, and of those there the preferred one.
    mutating func first(from begin: Int, steps: inout Int) -> Range<Int>? {
        var ways: [Way] = []
        var next: [Way] = []
        var found: Range<Int>?
        var position = begin
        now += 2
        while position <= scalars.count {
            if ways.isEmpty {
                if found != nil { break }
                skip(&position, &steps)
            }
            // Ways that begin later are less preferred, and pointless after a match.
            if found == nil { follow(Way(instruction: 0, start: position), position, at: now, &ways, &steps) }
            steps -= 1 + ways.count
            guard steps >= 0 else { return nil }
            for way in ways {
                guard case .take(let set) = program[way.instruction] else {
                    // The ways behind this match are less preferred.
                    found = way.start..<position
                    break
                }
                guard position < scalars.count, set.contains(scalars[position]) else { continue }
                follow(
                    Way(instruction: way.instruction + 1, start: way.start), position + 1, at: now + 1, &next, &steps)
            }
            swap(&ways, &next)
            next.removeAll(keepingCapacity: true)
            position += 1
            now += 1
        }
        return found
    }

    /// To where a match can begin, where the pattern begins with a character.
    private func skip(_ position: inout Int, _ steps: inout Int) {
        guard case .take(let set) = program[0] else { return }
        let begin = position
        while position < scalars.count, !set.contains(scalars[position]) { position += 1 }
        steps -= position - begin
    }

    /// Adds what an instruction leads to without taking a character, in order of preference.
    private mutating func follow(
        _ way: Way, _ position: Int, at time: Int, _ ways: inout [Way], _ steps: inout Int
    ) {
        open.append(way.instruction)
        while let instruction = open.popLast() {
            guard followed[instruction] != time else { continue }
            followed[instruction] = time
            steps -= 1
            switch program[instruction] {
            case .take, .match: ways.append(Way(instruction: instruction, start: way.start))
            case .jump(let target): open.append(target)
            case .split(let first, let second):
                open.append(second)
                open.append(first)
            case .check(let anchor): if holds(anchor, position) { open.append(instruction + 1) }
            }
        }
    }

    private func holds(_ anchor: Pattern.Anchor, _ position: Int) -> Bool {
        func isWord(_ index: Int) -> Bool { scalars.indices.contains(index) && ScalarSet.word.contains(scalars[index]) }
        switch anchor {
        case .start: return position == 0
        case .end: return position == scalars.count
        case .wordEdge: return isWord(position - 1) != isWord(position)
        case .noWordEdge: return isWord(position - 1) == isWord(position)
        }
    }
}
