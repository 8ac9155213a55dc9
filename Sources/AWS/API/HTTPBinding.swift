/// Where an operation of a rest protocol is found, and which of its members travel outside the body.
///
/// The same facts as `http` and `location` in botocore's service models.
public struct HTTPBinding: Sendable, Hashable {
    /// `GET`, `PUT` and the like.
    public var method: String
    /// `/2015-03-31/functions/{FunctionName}/code`; `{Key+}` takes slashes, too. A query that belongs to the path, such as
    /// `?uploads` or `?list-type=2`, is part of it; so are the names of parameters that must be there, as in
    /// `?partNumber&uploadId`. Of several bindings that fit a request, the one that names most of its query and
    /// ``demandedHeaders`` is meant.
    public var path: String
    /// Headers, in lower case, without which a request means another operation: CopyObject's `x-amz-copy-source`.
    public var demandedHeaders: [String] = []
    /// Of success.
    public var status: Int
    /// Query parameters of the request: name in the query to member.
    public var query: [String: String]
    /// Query parameters that may be there several times, such as `tagKeys`: name in the query to member, a list.
    public var queryLists: [String: String] = [:]
    /// Headers of the request: name, in lower case, to member. A name that ends in a dash stands for all headers that
    /// begin so, whose member is a map: `x-amz-meta-` to `Metadata`.
    public var headers: [String: String]
    /// Headers of the answer: name to member of the output, which is then not in the body. A name that ends in a dash
    /// stands for a map, as in ``headers``.
    public var answerHeaders: [String: String]
    /// Members of the request's body that go by another name there: name in the body to member.
    public var body: [String: String]
    /// The member that is the whole body of the request, bytes or a structure; nil where the body holds all members that
    /// travel nowhere else.
    public var payload: String?
    /// The payload is bytes or a text, which reach the operation as `Parameters.payload`; not a structure.
    public var takesBytes = false
    /// The member of the output that is the whole body of the answer.
    public var answerPayload: String?
    /// How the request's body reads in rest-xml.
    public var xml = XMLShape()
    /// How the answer's body is written in rest-xml.
    public var answerXML = XMLShape()
    /// The root element of the answer's body in rest-xml, such as `ListBucketResult`; nil for an answer without a body.
    public var answerRoot: String?

    public init(
        _ method: String, _ path: String, status: Int = 200, query: [String: String] = [:],
        headers: [String: String] = [:], answerHeaders: [String: String] = [:], payload: String? = nil,
        answerPayload: String? = nil, body: [String: String] = [:], queryLists: [String: String] = [:]
    ) {
        self.method = method
        self.path = path
        self.status = status
        self.query = query
        self.headers = headers
        self.answerHeaders = answerHeaders
        self.payload = payload
        self.body = body
        self.queryLists = queryLists
        self.answerPayload = answerPayload
    }
}
