internal import AWSAPI
internal import JSON

/// One of CloudFormation's operations: what stands around each.
protocol CloudFormationOperation: Operation {
    var stacks: Stacks { get }
    /// What the operation itself does, with no stack left in the midst of something from an earlier life.
    func answer(_ input: Parameters, _ call: Call) async throws(AWSError) -> JSON
}

extension CloudFormationOperation {
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        await stacks.ready(call)
        // Whatever services do for a stack is acknowledged together, once.
        return try await Settling.once(stacks.records) { () async throws(AWSError) in
            Output(try await answer(input, call))
        }
    }
}

extension Parameters {
    /// - Throws: ValidationError for a member that is not there or empty.
    func required(_ name: String) throws(AWSError) -> String {
        guard let text = try string(name) else {
            let member = name.prefix(1).lowercased() + name.dropFirst()
            throw .validation(
                "1 validation error detected: Value null at '\(member)' failed to satisfy constraint: Member must not be null"
            )
        }
        guard !text.isEmpty else {
            let member = name.prefix(1).lowercased() + name.dropFirst()
            throw .constraint(text, at: member, "Member must have length greater than or equal to 1")
        }
        return text
    }
}

/// Names as the service model has them.
enum Names {
    /// `[a-zA-Z][-a-zA-Z0-9]*`, at most 128 characters.
    static func check(_ name: String, at member: String) throws(AWSError) {
        guard isName(name) else {
            throw .constraint(
                name, at: member, "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*")
        }
        guard name.utf8.count <= 128 else {
            throw .constraint(name, at: member, "Member must have length less than or equal to 128")
        }
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first.isLetterOrDigit, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
    }
}
