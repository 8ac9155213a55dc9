internal import AWSAPI
internal import JSON

extension Evaluator {
    /// Decides every condition of a template; conditions may use each other, in any order.
    mutating func decideConditions(of template: Template) throws(AWSError) {
        for condition in template.conditions { _ = try decide(condition.key, template, within: []) }
    }

    private mutating func decide(
        _ name: String, _ template: Template, within: [String]
    ) throws(AWSError) -> Bool {
        if let known = conditions[name] { return known }
        guard !within.contains(name) else {
            throw .validation(
                "Template format error: Circular dependency between conditions: [\(within.joined(separator: ", "))]")
        }
        guard let condition = template.conditions.last(where: { $0.key == name }) else {
            throw .validation("Template error: unresolved condition dependency \(name) in \(within.last ?? name)")
        }
        let result = try holds(condition.value, template, within: within + [name])
        conditions[name] = result
        return result
    }

    private mutating func holds(
        _ json: JSON, _ template: Template, within: [String]
    ) throws(AWSError) -> Bool {
        guard case .object(let members) = json, members.count == 1, let function = Intrinsic(rawValue: members[0].key)
        else { throw Self.noCondition }
        let argument = members[0].value
        switch function {
        case .condition: return try decide(argument.stringValue ?? argument.text, template, within: within)
        case .equals: return try areEqual(argument, template, within: within)
        case .not:
            guard let operands = argument.arrayValue, operands.count == 1 else {
                throw .validation(
                    "Template error: every Fn::Not object requires a list with exactly 1 boolean parameter.")
            }
            return try !holds(operands[0], template, within: within)
        case .and: return try operands(argument, function, template, within: within).allSatisfy { $0 }
        case .or: return try operands(argument, function, template, within: within).contains(true)
        case .ref, .base64, .findInMap, .getAtt, .getAZs, .if, .importValue, .join, .select, .split, .sub:
            throw Self.noCondition
        }
    }

    private static let noCondition = AWSError.validation(
        "Template format error: Conditions can only be boolean operations on parameters and other conditions")

    private mutating func operands(
        _ argument: JSON, _ function: Intrinsic, _ template: Template, within: [String]
    ) throws(AWSError) -> [Bool] {
        guard let operands = argument.arrayValue, (2...10).contains(operands.count) else {
            throw .validation(
                "Template error: every \(function.rawValue) object requires a list of at least 2 and at most 10 boolean parameters."
            )
        }
        var values: [Bool] = []
        for operand in operands { values.append(try holds(operand, template, within: within)) }
        return values
    }

    /// Compared as texts: `1` and `"1"` are the same. An operand may choose by another condition.
    private mutating func areEqual(
        _ argument: JSON, _ template: Template, within: [String]
    ) throws(AWSError) -> Bool {
        guard let operands = argument.arrayValue, operands.count == 2 else {
            throw .validation("Template error: every Fn::Equals object requires a list of 2 string parameters.")
        }
        for name in try References(in: argument).conditions { _ = try decide(name, template, within: within) }
        let first = try value(operands[0])
        let second = try value(operands[1])
        guard let left = first?.scalarText, let right = second?.scalarText else { return first == second }
        return left == right
    }
}
