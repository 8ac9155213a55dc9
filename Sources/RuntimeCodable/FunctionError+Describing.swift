public import LambdaRuntime

extension FunctionError {
    /// A function error stays what it is; of any other error callers see the type's name and the description.
    public init(describing error: any Error) {
        self =
            error as? FunctionError
            ?? FunctionError(type: "Function.\(Swift.type(of: error))", message: String(describing: error))
    }

    /// Says which key was wrong and why.
    init(unexpectedEvent error: any Error) {
        self.init(
            type: "Function.UnexpectedEvent",
            message: "The event is not what this function expects: "
                + Self.sentence(error))
    }

    private static func sentence(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, let context): "\(path(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            "\(path(context.codingPath)): \(context.debugDescription)"
        default: String(describing: error)
        }
    }

    /// As JavaScript would write it: `orders[2].price`.
    private static func path(_ keys: [any CodingKey]) -> String {
        let path = keys.reduce(into: "") { path, key in
            path += key.intValue.map { "[\($0)]" } ?? (path.isEmpty ? key.stringValue : ".\(key.stringValue)")
        }
        return path.isEmpty ? "the whole event" : path
    }
}
