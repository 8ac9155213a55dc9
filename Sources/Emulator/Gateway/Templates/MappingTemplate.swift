import JSON

/// A mapping template of a REST API: the part of Velocity that API Gateway's MOCK integrations are written in.
///
/// Text, references (`$input.params('x')`, `$context.x`, `$stageVariables.x`, `$util.x()`, variables), `#set`, `#if`,
/// `#elseif`, `#else`; no loops and no macros, so that what a template costs is bounded by its length. Source: API Gateway
/// Developer Guide, "Mapping template and access logging variable reference".
struct MappingTemplate: Sendable {
    /// AWS's limit on a template, in bytes.
    static let maximumLength = 300 << 10

    let nodes: [Node]

    indirect enum Node: Sendable {
        case text(String)
        case reference(Reference)
        case set(Reference, Expression)
        /// The first branch whose condition is true; the last one may have none.
        case choice([Branch])
    }

    struct Branch: Sendable {
        var condition: Expression?
        var nodes: [Node]
    }

    /// `$name`, with what follows it.
    struct Reference: Sendable {
        var name: String
        var steps: [Step]
        /// As written: what Velocity prints where there is no value.
        var source: String
        /// `$!name`: nothing is printed where there is no value.
        var isQuiet: Bool

        enum Step: Sendable {
            case member(String)
            case method(String, [Expression])
            case index(Expression)
        }
    }

    indirect enum Expression: Sendable {
        case literal(JSON)
        /// A text in double quotes, in which references are filled in.
        case interpolated([Node])
        case reference(Reference)
        case not(Expression)
        case operation(Operator, Expression, Expression)
    }

    enum Operator: String, Sendable {
        case or = "||"
        case and = "&&"
        case equal = "=="
        case unequal = "!="
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
        case plus = "+"
    }

    /// - Throws: what cannot be carried out, in one sentence.
    init(parsing text: String) throws(TemplateError) {
        guard text.utf8.count <= Self.maximumLength else {
            throw TemplateError("the template has \(text.utf8.count) bytes, more than \(Self.maximumLength)")
        }
        var parser = TemplateParser(text)
        nodes = try parser.document()
    }
}

/// Why a template cannot be carried out.
struct TemplateError: Error, Equatable {
    var sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}
