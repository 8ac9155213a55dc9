/// The one seam of the runtime: one HTTP exchange with the Runtime API. Tests put a scripted one in its place.
package protocol Transport {
    /// Sends a request and waits for the whole answer, for as long as it takes.
    ///
    /// An answer of any status is not an error. Throws when there is no complete answer: the connection was refused,
    /// broke, or ended half-way.
    mutating func exchange(_ request: RuntimeAPIRequest) throws(TransportError) -> RuntimeAPIAnswer
}

package struct RuntimeAPIRequest: Equatable, Sendable {
    /// After the host: begins with `/2018-06-01/runtime/`.
    package let path: String
    /// Nil makes it a GET, anything else a POST.
    package let body: [UInt8]?
    /// Sent as `Lambda-Runtime-Function-Error-Type`.
    package let errorType: String?

    package init(path: String, body: [UInt8]? = nil, errorType: String? = nil) {
        self.path = path
        self.body = body
        self.errorType = errorType
    }
}

package struct RuntimeAPIAnswer: Equatable, Sendable {
    package let status: Int
    package let headers: Headers
    package let body: [UInt8]

    package init(status: Int, headers: Headers = Headers(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

package struct TransportError: Error, Equatable, Sendable {
    /// One sentence, with the transport's own words.
    package let message: String

    package init(_ message: String) {
        self.message = message
    }
}
