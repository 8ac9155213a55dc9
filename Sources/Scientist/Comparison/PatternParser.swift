/// Reads a pattern and writes its program.
struct PatternParser {
    private indirect enum Node {
        case nothing
        case set(ScalarSet)
        case check(Pattern.Anchor)
        case sequence([Node])
        case choice([Node])
        case times(Node, least: Int, most: Int?, isGreedy: Bool)
    }

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private var ignoresCase = false
    private var depth = 0

    private static let depthLimit = 50
    private static let repeatLimit = 1_000

    init(_ text: String) throws(Pattern.Mistake) {
        scalars = Array(text.unicodeScalars)
        guard scalars.count <= Pattern.lengthLimit else {
            throw Pattern.Mistake(
                description: "it has \(scalars.count) characters, at most \(Pattern.lengthLimit) may be")
        }
    }

    mutating func program() throws(Pattern.Mistake) -> [Pattern.Instruction] {
        if scalars.starts(with: "(?i)".unicodeScalars) {
            ignoresCase = true
            position = 4
        }
        let node = try choice()
        guard position == scalars.count else { throw mistake("')' closes nothing") }
        var program: [Pattern.Instruction] = []
        try Self.write(node, to: &program)
        return program + [.match]
    }

    // MARK: Reading

    private var here: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private mutating func takes(_ text: String) -> Bool {
        guard scalars[position...].starts(with: text.unicodeScalars) else { return false }
        position += text.unicodeScalars.count
        return true
    }

    private func mistake(_ text: String) -> Pattern.Mistake {
        Pattern.Mistake(description: "\(text) (at character \(position + 1))")
    }

    private mutating func choice() throws(Pattern.Mistake) -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw mistake("more than \(Self.depthLimit) groups in each other") }
        var choices = [try sequence()]
        while takes("|") { choices.append(try sequence()) }
        return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func sequence() throws(Pattern.Mistake) -> Node {
        var nodes: [Node] = []
        while let scalar = here, scalar != "|", scalar != ")" { nodes.append(try repeated(try atom())) }
        return nodes.isEmpty ? .nothing : .sequence(nodes)
    }

    private mutating func repeated(_ atom: Node) throws(Pattern.Mistake) -> Node {
        var node = atom
        while let (least, most) = try times() {
            if takes("+") { throw mistake("possessive repetition cannot be matched in linear time") }
            node = .times(node, least: least, most: most, isGreedy: !takes("?"))
        }
        return node
    }

    private mutating func times() throws(Pattern.Mistake) -> (Int, Int?)? {
        if takes("*") { return (0, nil) }
        if takes("+") { return (1, nil) }
        if takes("?") { return (0, 1) }
        guard here == "{", let end = scalars[position...].firstIndex(of: "}") else { return nil }
        let text = String(String.UnicodeScalarView(scalars[position + 1..<end]))
        let bounds = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        // Anything else is a brace.
        guard let least = Int(bounds[0]), bounds.count == 1 || bounds[1].isEmpty || Int(bounds[1]) != nil else {
            return nil
        }
        let most = bounds.count == 1 ? least : Int(bounds[1])
        guard least >= 0, most ?? least >= least, most ?? least <= Self.repeatLimit else {
            throw mistake("'{\(text)}' is no range up to \(Self.repeatLimit)")
        }
        position = end + 1
        return (least, most)
    }

    private mutating func atom() throws(Pattern.Mistake) -> Node {
        let scalar = scalars[position]
        position += 1
        switch scalar {
        case "(": return try group()
        case "[": return .set(cased(try characters()))
        case ".": return .set(.any)
        case "^": return .check(.start)
        case "$": return .check(.end)
        case "*", "+", "?": throw mistake("'\(scalar)' repeats nothing")
        case "\\":
            if takes("b") { return .check(.wordEdge) }
            if takes("B") { return .check(.noWordEdge) }
            return .set(cased(try escape()))
        default: return .set(cased(ScalarSet(scalar)))
        }
    }

    private func cased(_ set: ScalarSet) -> ScalarSet { ignoresCase ? set.ignoringCase : set }

    private mutating func group() throws(Pattern.Mistake) -> Node {
        if takes("?"), !takes(":") {
            let isNamed = takes("P<") || (here == "<" && ![nil, "=", "!"].contains(following) && takes("<"))
            guard isNamed, let end = scalars[position...].firstIndex(of: ">") else {
                throw mistake(
                    "of groups that begin with '(?' only (?:...) and (?<name>...) can be matched in linear time")
            }
            position = end + 1
        }
        let node = try choice()
        guard takes(")") else { throw mistake("')' is missing") }
        return node
    }

    private var following: Unicode.Scalar? { position + 1 < scalars.count ? scalars[position + 1] : nil }

    /// After `[`.
    private mutating func characters() throws(Pattern.Mistake) -> ScalarSet {
        let isInverted = takes("^")
        var set = ScalarSet([])
        var isFirst = true
        while let scalar = here, scalar != "]" || isFirst {
            isFirst = false
            guard let more = set.union(try member(scalar)) else {
                throw mistake("\\D, \\W and \\S cannot stand among others in brackets")
            }
            set = more
        }
        guard takes("]") else { throw mistake("']' is missing") }
        return isInverted ? set.inverted : set
    }

    /// A character, a range of them, or a class.
    private mutating func member(_ scalar: Unicode.Scalar) throws(Pattern.Mistake) -> ScalarSet {
        let low = try single(scalar)
        guard here == "-", let next = following, next != "]" else { return low }
        position += 1
        let high = try single(next)
        guard let first = low.only, let last = high.only, first <= last else { throw mistake("that range is empty") }
        return ScalarSet([first...last])
    }

    private mutating func single(_ scalar: Unicode.Scalar) throws(Pattern.Mistake) -> ScalarSet {
        position += 1
        return scalar == "\\" ? try escape() : ScalarSet(scalar)
    }

    /// After a backslash.
    private mutating func escape() throws(Pattern.Mistake) -> ScalarSet {
        guard let scalar = here else { throw mistake("the pattern ends in a backslash") }
        position += 1
        switch scalar {
        case "d": return .digits
        case "D": return ScalarSet.digits.inverted
        case "w": return .word
        case "W": return ScalarSet.word.inverted
        case "s": return .blanks
        case "S": return ScalarSet.blanks.inverted
        case "n": return ScalarSet("\n")
        case "r": return ScalarSet("\r")
        case "t": return ScalarSet("\t")
        case "f": return ScalarSet("\u{C}")
        case "v": return ScalarSet("\u{B}")
        case "x": return try code(digits: 2)
        case "u": return try code(digits: 4)
        case "1"..."9": throw mistake("references back cannot be matched in linear time")
        case "0", "a"..."z", "A"..."Z": throw mistake("'\\\(scalar)' is not understood")
        default: return ScalarSet(scalar)
        }
    }

    private mutating func code(digits: Int) throws(Pattern.Mistake) -> ScalarSet {
        let text = String(String.UnicodeScalarView(scalars[position...].prefix(digits)))
        guard text.utf8.count == digits, let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value) else {
            throw mistake("\(digits) hexadecimal digits of a character are missing")
        }
        position += digits
        return ScalarSet(scalar)
    }

    // MARK: Writing

    private static func write(_ node: Node, to program: inout [Pattern.Instruction]) throws(Pattern.Mistake) {
        guard program.count < Pattern.programLimit else {
            throw Pattern.Mistake(
                description: "it repeats too much: written out it has more than \(Pattern.programLimit) steps")
        }
        switch node {
        case .nothing: break
        case .set(let set): program.append(.take(set))
        case .check(let anchor): program.append(.check(anchor))
        case .sequence(let nodes): for node in nodes { try write(node, to: &program) }
        case .choice(let nodes): try write(choices: nodes[...], to: &program)
        case .times(let node, let least, let most, let isGreedy):
            for _ in 0..<least {
                let length = program.count
                try write(node, to: &program)
                // What is nothing stays nothing, however often.
                if program.count == length { break }
            }
            if let most {
                try write(node, upTo: most - least, isGreedy, to: &program)
            } else {
                let start = program.count
                program.append(.jump(0))
                try write(node, to: &program)
                program.append(.jump(start))
                program[start] = split(start + 1, program.count, isGreedy)
            }
        }
    }

    private static func write(
        choices: ArraySlice<Node>, to program: inout [Pattern.Instruction]
    ) throws(Pattern.Mistake) {
        guard let first = choices.first else { return }
        guard choices.count > 1 else { return try write(first, to: &program) }
        let start = program.count
        program.append(.jump(0))
        try write(first, to: &program)
        let end = program.count
        program.append(.jump(0))
        program[start] = .split(start + 1, program.count)
        try write(choices: choices.dropFirst(), to: &program)
        program[end] = .jump(program.count)
    }

    private static func write(
        _ node: Node, upTo most: Int, _ isGreedy: Bool, to program: inout [Pattern.Instruction]
    ) throws(Pattern.Mistake) {
        var starts: [Int] = []
        for _ in 0..<most {
            starts.append(program.count)
            program.append(.jump(0))
            try write(node, to: &program)
        }
        for start in starts { program[start] = split(start + 1, program.count, isGreedy) }
    }

    private static func split(_ on: Int, _ off: Int, _ isGreedy: Bool) -> Pattern.Instruction {
        isGreedy ? .split(on, off) : .split(off, on)
    }
}
