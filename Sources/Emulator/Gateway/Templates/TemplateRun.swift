import JSON

/// One rendering of a ``MappingTemplate``: what it may look at, its variables, and what it changes besides its text.
struct TemplateRun {
    /// `$input`, `$context`, `$stageVariables`.
    let surroundings: any TemplateSurroundings
    private var variables: [String: JSON] = [:]
    /// `$context.responseOverride.status`
    private(set) var statusOverride: Int?
    /// `$context.responseOverride.header.NAME`, in the order in which they were first set.
    private(set) var headerOverrides: [(name: String, value: String)] = []

    init(_ surroundings: any TemplateSurroundings) {
        self.surroundings = surroundings
    }

    mutating func render(_ template: MappingTemplate) -> String {
        var text = ""
        render(template.nodes, into: &text)
        return text
    }

    private mutating func render(_ nodes: [MappingTemplate.Node], into text: inout String) {
        for node in nodes {
            switch node {
            case .text(let literal): text += literal
            case .reference(let reference):
                if let value = value(of: reference) {
                    text += Self.printed(value)
                } else if !reference.isQuiet {
                    text += reference.source
                }
            case .set(let target, let expression): set(target, evaluate(expression) ?? .null)
            case .choice(let branches):
                let chosen = branches.first { $0.condition.map { Self.isTrue(evaluate($0)) } ?? true }
                if let chosen { render(chosen.nodes, into: &text) }
            }
        }
    }

    private mutating func set(_ target: MappingTemplate.Reference, _ value: JSON) {
        guard !target.steps.isEmpty else {
            variables[target.name] = value
            return
        }
        let names = target.steps.compactMap { step in
            switch step {
            case .member(let name): name
            case .index(let expression): evaluate(expression)?.stringValue
            case .method: nil
            }
        }
        guard target.name == "context", names.first == "responseOverride" else { return }
        if names.count == 2, names[1] == "status" {
            statusOverride = value.intValue ?? value.stringValue.flatMap { Int($0) }
        } else if names.count == 3, names[1] == "header" {
            headerOverrides.removeAll { $0.name.lowercased() == names[2].lowercased() }
            headerOverrides.append((names[2], Self.printed(value)))
        }
    }
}

// MARK: Values

extension TemplateRun {
    /// nil for what Velocity calls null: a reference that leads nowhere.
    mutating func evaluate(_ expression: MappingTemplate.Expression) -> JSON? {
        switch expression {
        case .literal(let value): return value.isNull ? JSON?.none : value
        case .interpolated(let nodes):
            var text = ""
            render(nodes, into: &text)
            return .string(text)
        case .reference(let reference): return value(of: reference)
        case .not(let inner): return .bool(!Self.isTrue(evaluate(inner)))
        case .operation(.and, let left, let right):
            return .bool(Self.isTrue(evaluate(left)) && Self.isTrue(evaluate(right)))
        case .operation(.or, let left, let right):
            return .bool(Self.isTrue(evaluate(left)) || Self.isTrue(evaluate(right)))
        case .operation(let operation, let left, let right):
            return Self.combine(operation, evaluate(left), evaluate(right))
        }
    }

    private mutating func value(of reference: MappingTemplate.Reference) -> JSON? {
        var steps = reference.steps[...]
        var value: JSON?
        switch reference.name {
        case "input", "util":
            guard case .method(let method, let arguments)? = steps.popFirst() else {
                if reference.name == "input", case .member("body")? = reference.steps.first {
                    value = .string(surroundings.body)
                    break
                }
                return nil
            }
            let evaluated = arguments.map { evaluate($0) }
            value =
                reference.name == "input"
                ? surroundings.input(method, evaluated) : TemplateUtility.call(method, evaluated)
        case "context": value = surroundings.context
        case "stageVariables": value = surroundings.stageVariables
        default: value = variables[reference.name]
        }
        for step in steps {
            guard let present = value else { return nil }
            switch step {
            case .member(let name): value = present[name]
            case .index(let expression):
                let index = evaluate(expression)
                value = index?.intValue.flatMap { present[$0] } ?? index?.stringValue.flatMap { present[$0] }
            case .method(let name, let arguments):
                value = TemplateUtility.call(name, on: present, arguments.map { evaluate($0) })
            }
        }
        return value.flatMap { $0.isNull ? JSON?.none : $0 }
    }

    private static func combine(_ operation: MappingTemplate.Operator, _ left: JSON?, _ right: JSON?) -> JSON? {
        let numbers = left.flatMap(number).flatMap { left in right.flatMap(number).map { (left, $0) } }
        switch operation {
        case .equal: return .bool(numbers.map { $0.0 == $0.1 } ?? (left.map(printed) == right.map(printed)))
        case .unequal: return .bool(numbers.map { $0.0 != $0.1 } ?? (left.map(printed) != right.map(printed)))
        case .less: return numbers.map { .bool($0.0 < $0.1) }
        case .greater: return numbers.map { .bool($0.0 > $0.1) }
        case .lessOrEqual: return numbers.map { .bool($0.0 <= $0.1) }
        case .greaterOrEqual: return numbers.map { .bool($0.0 >= $0.1) }
        case .plus:
            if let left = left?.intValue, let right = right?.intValue {
                let (sum, isOverflown) = left.addingReportingOverflow(right)
                return isOverflown ? nil : .number(String(sum))
            }
            guard let left, let right else { return nil }
            return .string(printed(left) + printed(right))
        case .and, .or: return nil
        }
    }

    /// Only what is written as a number is one: texts are compared as texts.
    private static func number(_ value: JSON) -> Double? { value.doubleValue }

    private static func isTrue(_ value: JSON?) -> Bool {
        switch value {
        case nil, .null: false
        case .bool(let flag): flag
        case .string, .number, .array, .object: true
        }
    }

    static func printed(_ value: JSON) -> String { value.stringValue ?? value.text }
}
