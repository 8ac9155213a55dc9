public import Cloud
public import JSON

/// A refusal in AWS's words. How it looks on the wire is the protocol's business.
public struct AWSError: Error, Sendable, Hashable, CustomStringConvertible {
    /// As the service model spells it: `ResourceNotFoundException`, `NoSuchBucket`.
    public var code: String
    public var message: String
    /// The HTTP status; 400 unless the model says otherwise. Never a 5xx for something that we lack: clients would try
    /// it again, and again.
    public var status: Int
    /// Further members of the exception's shape, such as Lambda's `Type` and `Reason`.
    public var members: [JSON.Member]
    /// The key of the message in JSON protocols.
    public var messageKey: String

    public init(
        _ code: String, _ message: String, status: Int = 400, members: [JSON.Member] = [],
        messageKey: String = "message"
    ) {
        self.code = code
        self.message = message
        self.status = status
        self.members = members
        self.messageKey = messageKey
    }

    public var description: String { "\(code): \(message)" }

    /// Whose fault it is, in the words of the query protocol.
    public var isSenders: Bool { status < 500 }
}

extension AWSError {
    /// Lambda's refusals, which ``Cloud`` knows.
    public init(_ error: CloudError) {
        var members: [JSON.Member] = []
        if let reason = error.reason { members.append(JSON.Member("Reason", .string(reason))) }
        if let type = error.type { members.append(JSON.Member("Type", .string(type.rawValue))) }
        self.init(
            error.code.rawValue, error.message, status: error.httpStatus, members: members,
            messageKey: error.messageKey)
    }
}
