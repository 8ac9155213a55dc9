private import JSON

extension ResourcePolicy {
    /// Lambda's quota on a function's resource-based policy.
    public static let maximumBytes = 20_480

    /// The policy document, in the order of members that AWS writes.
    public var text: String {
        let document: JSON = [
            "Version": "2012-10-17", "Id": "default", "Statement": .array(statements.map(\.json)),
        ]
        return document.text
    }
}

extension PolicyStatement {
    /// The statement as it stands in the document, and in AddPermission's answer.
    public var text: String { json.text }

    fileprivate var json: JSON {
        var members: [JSON.Member] = [
            JSON.Member("Sid", .string(sid)), JSON.Member("Effect", "Allow"),
            JSON.Member("Principal", principal.json), JSON.Member("Action", .string(action)),
            JSON.Member("Resource", .string(resource)),
        ]
        if !conditions.isEmpty { members.append(JSON.Member("Condition", conditionJSON)) }
        return .object(members)
    }

    /// Conditions of one test stand together.
    private var conditionJSON: JSON {
        var tests: [JSON.Member] = []
        for condition in conditions {
            let member = JSON.Member(condition.key, .string(condition.value))
            if let index = tests.firstIndex(where: { $0.key == condition.test }) {
                tests[index].value = .object((tests[index].value.objectValue ?? []) + [member])
            } else {
                tests.append(JSON.Member(condition.test, .object([member])))
            }
        }
        return .object(tests)
    }
}

extension PolicyStatement.Principal {
    fileprivate var json: JSON {
        switch self {
        case .everybody: "*"
        case .service(let name): ["Service": .string(name)]
        case .aws(let arn): ["AWS": .string(arn)]
        }
    }
}
