import JSON

/// Reads a ``MappingTemplate``: its text and directives. Expressions are in a file of their own.
struct TemplateParser {
    let bytes: [UInt8]
    var position = 0
    /// Of parentheses, conditions and quoted texts within each other.
    var depth = 0
    static let maximumDepth = 64

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func document() throws(TemplateError) -> [MappingTemplate.Node] {
        let nodes = try nodes()
        guard position == bytes.count else { throw error("a directive ends that did not begin") }
        return nodes
    }

    /// Up to the end, or to an `#end`, `#else` or `#elseif`, which is left for the caller.
    private mutating func nodes() throws(TemplateError) -> [MappingTemplate.Node] {
        var nodes: [MappingTemplate.Node] = []
        var text: [UInt8] = []
        func flush() {
            guard !text.isEmpty else { return }
            nodes.append(.text(String(decoding: text, as: UTF8.self)))
            text = []
        }
        while let byte = peek {
            if byte == UInt8(ascii: "\\"), let next = peek(1), [UInt8(ascii: "$"), UInt8(ascii: "#")].contains(next) {
                text.append(next)
                position += 2
            } else if byte == UInt8(ascii: "$"), let reference = try reference() {
                flush()
                nodes.append(.reference(reference))
            } else if byte == UInt8(ascii: "#") {
                if isAtBranchEnd { break }
                if let node = try directive() {
                    flush()
                    nodes.append(node)
                } else if !skipComment() {
                    text.append(byte)
                    position += 1
                }
            } else {
                text.append(byte)
                position += 1
            }
        }
        flush()
        return nodes
    }

    private var isAtBranchEnd: Bool { ["#end", "#{end}", "#else", "#{else}"].contains(where: isAt) }

    // MARK: Directives

    private mutating func directive() throws(TemplateError) -> MappingTemplate.Node? {
        if take("#set") { return try set() }
        if take("#if") { return try choice() }
        for unsupported in ["#foreach", "#macro", "#parse", "#include", "#define", "#evaluate", "#break", "#stop"]
        where isAt(unsupported) {
            throw error("'\(unsupported)' is not emulated")
        }
        return nil
    }

    private mutating func set() throws(TemplateError) -> MappingTemplate.Node {
        try expect("(")
        skipSpace()
        guard let target = try reference() else { throw error("#set needs a variable") }
        try expect("=")
        let value = try expression()
        try expect(")")
        return .set(target, value)
    }

    private mutating func choice() throws(TemplateError) -> MappingTemplate.Node {
        try descend()
        defer { depth -= 1 }
        var branches = [MappingTemplate.Branch(condition: try condition(), nodes: try nodes())]
        while take("#elseif") {
            branches.append(MappingTemplate.Branch(condition: try condition(), nodes: try nodes()))
        }
        if take("#{else}") || take("#else") { branches.append(MappingTemplate.Branch(nodes: try nodes())) }
        guard take("#{end}") || take("#end") else { throw error("an #if has no #end") }
        return .choice(branches)
    }

    private mutating func condition() throws(TemplateError) -> MappingTemplate.Expression {
        try expect("(")
        let expression = try expression()
        try expect(")")
        return expression
    }

    /// `## to the end of the line`, or `#* ... *#`.
    private mutating func skipComment() -> Bool {
        if take("##") {
            while let byte = peek, byte != 0x0A { position += 1 }
            if peek == 0x0A { position += 1 }
            return true
        }
        guard take("#*") else { return false }
        while peek != nil, !take("*#") { position += 1 }
        return true
    }
}

// MARK: Characters

extension TemplateParser {
    var peek: UInt8? { peek(0) }

    func peek(_ ahead: Int) -> UInt8? {
        bytes.indices.contains(position + ahead) ? bytes[position + ahead] : nil
    }

    func isAt(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

    mutating func take(_ text: String) -> Bool {
        guard isAt(text) else { return false }
        position += text.utf8.count
        return true
    }

    mutating func skipSpace() {
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    /// Space, and then the text.
    mutating func expect(_ text: String) throws(TemplateError) {
        skipSpace()
        guard take(text) else { throw error("'\(text)' is missing") }
    }

    mutating func descend() throws(TemplateError) {
        depth += 1
        guard depth <= Self.maximumDepth else { throw error("it nests deeper than \(Self.maximumDepth)") }
    }

    func error(_ sentence: String) -> TemplateError {
        let line = bytes[..<position].count { $0 == 0x0A } + 1
        return TemplateError("line \(line) of the template: \(sentence)")
    }
}
