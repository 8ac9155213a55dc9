/// What a function answered, as a client would see it.
public struct Answer: Sendable, Hashable {
    public var status: Int
    /// In the order of the wire; names in lower case.
    public var headers: [Header]
    public var body: [UInt8]

    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(status: Int, headers: [Header] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// How a function failed to answer.
public struct Failure: Error, Sendable, Hashable {
    /// AWS's word: `Runtime.ExitError`, `Sandbox.Timedout`, or the function's own.
    public var type: String
    public var message: String

    public init(type: String, message: String) {
        self.type = type
        self.message = message
    }
}
