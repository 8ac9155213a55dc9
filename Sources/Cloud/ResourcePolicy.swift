/// Who may call a function, or one of its versions or aliases: what AddPermission has collected.
public struct ResourcePolicy: Sendable, Hashable, Codable {
    /// In the order in which they were added.
    public var statements: [PolicyStatement]
    /// A UUID that changes with the policy.
    public var revisionID: String

    public init(statements: [PolicyStatement] = [], revisionID: String = "") {
        self.statements = statements
        self.revisionID = revisionID
    }
}

public struct PolicyStatement: Sendable, Hashable, Codable {
    /// The statement's id.
    public var sid: String
    /// `lambda:InvokeFunction`
    public var action: String
    public var principal: Principal
    /// The function's ARN, with the qualifier if there is one.
    public var resource: String
    /// In the order in which AWS writes them.
    public var conditions: [Condition]

    public enum Principal: Sendable, Hashable, Codable {
        case everybody
        /// `s3.amazonaws.com`
        case service(String)
        /// An ARN.
        case aws(String)
    }

    /// `{"ArnLike": {"AWS:SourceArn": "arn:..."}}`
    public struct Condition: Sendable, Hashable, Codable {
        public var test: String
        public var key: String
        public var value: String

        public init(_ test: String, _ key: String, _ value: String) {
            self.test = test
            self.key = key
            self.value = value
        }
    }

    public init(sid: String, action: String, principal: Principal, resource: String, conditions: [Condition] = []) {
        self.sid = sid
        self.action = action
        self.principal = principal
        self.resource = resource
        self.conditions = conditions
    }
}

extension PolicyStatement.Principal {
    /// Reads AddPermission's `Principal`: `*`, an account, an ARN or a service.
    ///
    /// - Throws: InvalidParameterValueException for anything else.
    public init(parsing text: String) throws(CloudError) {
        if text == "*" {
            self = .everybody
        } else if text.utf8.count == 12, text.utf8.allSatisfy(\.isDigit) {
            self = .aws("arn:aws:iam::\(text):root")
        } else if text.hasPrefix("arn:") {
            self = .aws(text)
        } else if text.hasSuffix(".amazonaws.com") || text.hasSuffix(".amazon.com") {
            self = .service(text)
        } else {
            throw CloudError(
                .invalidParameterValue,
                "The provided principal was invalid. Please check the principal and try again.")
        }
    }
}
