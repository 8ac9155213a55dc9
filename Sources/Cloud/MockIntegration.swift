/// A REST API's MOCK integration: answers made of templates, without a function. The way in which REST APIs answer CORS
/// preflights.
///
/// Source: API Gateway Developer Guide, "Mock integrations for REST APIs"; members as botocore's `Integration` has them
/// (apigateway, 2015-07-09).
public struct MockIntegration: Sendable, Hashable {
    /// By content type; what one makes has to be JSON with a `statusCode`, which chooses the response.
    public var requestTemplates: [String: String]
    public var passthrough: Passthrough
    /// `CONVERT_TO_TEXT`; without it a body that is taken for binary cannot be mapped.
    public var convertsToText: Bool
    public var responses: [Response]

    /// What becomes of a request for whose content type there is no template.
    public enum Passthrough: String, Sendable, Hashable {
        case whenNoMatch = "WHEN_NO_MATCH"
        case whenNoTemplates = "WHEN_NO_TEMPLATES"
        case never = "NEVER"
    }

    public struct Response: Sendable, Hashable {
        public var status: Int
        /// A regular expression over the template's status code; the default response has none.
        public var selectionPattern: String?
        /// `method.response.header.NAME` to `'a literal'`, `context.x` or `stageVariables.x`.
        public var parameters: [String: String]
        /// By content type.
        public var templates: [String: String]

        public init(
            status: Int, selectionPattern: String? = nil, parameters: [String: String] = [:],
            templates: [String: String] = [:]
        ) {
            self.status = status
            self.selectionPattern = selectionPattern
            self.parameters = parameters
            self.templates = templates
        }
    }

    public init(
        requestTemplates: [String: String] = [:], passthrough: Passthrough = .whenNoMatch, convertsToText: Bool = false,
        responses: [Response] = []
    ) {
        self.requestTemplates = requestTemplates
        self.passthrough = passthrough
        self.convertsToText = convertsToText
        self.responses = responses
    }
}
