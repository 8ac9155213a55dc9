/// Where an operation of a rest protocol is found, and which of its members travel outside the body.
///
/// The same facts as `http` and `location` in botocore's service models.
public struct HTTPBinding: Sendable, Hashable {
    /// `GET`, `PUT` and the like.
    public var method: String
    /// `/2015-03-31/functions/{FunctionName}/code`; `{Key+}` takes slashes, too. A query that belongs to the path, such as
    /// `?uploads`, is part of it.
    public var path: String
    /// Of success.
    public var status: Int
    /// Query parameters of the request: name in the query to member.
    public var query: [String: String]
    /// Headers of the request: name, in lower case, to member.
    public var headers: [String: String]
    /// Headers of the answer: name to member of the output, which is then not in the body.
    public var answerHeaders: [String: String]
    /// The member that is the whole body of the request, bytes or a structure; nil where the body holds all members that
    /// travel nowhere else.
    public var payload: String?
    /// The member of the output that is the whole body of the answer.
    public var answerPayload: String?

    public init(
        _ method: String, _ path: String, status: Int = 200, query: [String: String] = [:],
        headers: [String: String] = [:], answerHeaders: [String: String] = [:], payload: String? = nil,
        answerPayload: String? = nil
    ) {
        self.method = method
        self.path = path
        self.status = status
        self.query = query
        self.headers = headers
        self.answerHeaders = answerHeaders
        self.payload = payload
        self.answerPayload = answerPayload
    }
}
