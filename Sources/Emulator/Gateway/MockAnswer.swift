import Cloud
import JSON
import NIOCore
import NIOHTTP1

/// A MOCK integration made ready: answers requests of a REST API without a function.
struct MockAnswer: Sendable {
    /// By content type, in lower case.
    private let requestTemplates: [String: Result<MappingTemplate, TemplateError>]
    private let responses: [Response]
    private let integration: MockIntegration

    private struct Response: Sendable {
        var definition: MockIntegration.Response
        /// By content type; the first of them in the order of their names where nothing fits.
        var templates: [(type: String, template: Result<MappingTemplate, TemplateError>)]
    }

    init(_ integration: MockIntegration) {
        self.integration = integration
        requestTemplates = Dictionary(
            integration.requestTemplates.map { ($0.key.lowercased(), Self.compile($0.value)) }
        ) { first, _ in first }
        responses = integration.responses.map { response in
            Response(
                definition: response,
                templates: response.templates.sorted { $0.key < $1.key }.map { ($0.key, Self.compile($0.value)) })
        }
    }

    private static func compile(_ text: String) -> Result<MappingTemplate, TemplateError> {
        Result { () throws(TemplateError) in try MappingTemplate(parsing: text) }
    }

    func answer(_ request: Request) -> Routed {
        do throws(Failure) {
            return .answer(try respond(request))
        } catch {
            let answer = error.refusal.answer(.rest, request.stamp)
            return error.sentence.map { .misconfigured(answer, "\(request.match.route.key): \($0)") } ?? .answer(answer)
        }
    }

    /// What the client is told, and what whoever defined the API is.
    private struct Failure: Error {
        var refusal = GatewayRefusal.misconfigured
        var sentence: String?
    }

    private func respond(_ request: Request) throws(Failure) -> HTTPAnswer {
        var run = TemplateRun(request)
        let status = try chosenStatus(request, &run)
        guard let response = response(for: status) else {
            throw Failure(sentence: "no integration response fits the mock's status code \(status)")
        }
        let (type, body) = try body(of: response, request, &run)
        var headers: HTTPHeaders = [:]
        for (name, value) in parameters(of: response.definition, request) + run.headerOverrides {
            guard let header = try? FunctionHeader(name: name, value: .string(value)) else {
                throw Failure(sentence: "the header \(name) has a name or value that HTTP does not allow")
            }
            headers.replaceOrAdd(name: header.name, value: header.value)
        }
        if !headers.contains(name: "content-type") { headers.add(name: "Content-Type", value: type) }
        headers.add(name: "x-amzn-RequestId", value: request.stamp.requestID)
        headers.add(name: "x-amz-apigw-id", value: request.stamp.extendedRequestID)
        let code = run.statusOverride.flatMap { (200...599).contains($0) ? $0 : nil } ?? response.definition.status
        let answerStatus = HTTPResponseStatus(statusCode: code)
        return HTTPAnswer(
            status: answerStatus, headers: headers,
            body: answerStatus.mayHaveResponseBody ? ByteBuffer(string: body) : ByteBuffer())
    }
}

// MARK: The request's side

extension MockAnswer {
    /// What the request's template says: JSON with a `statusCode`.
    private func chosenStatus(_ request: Request, _ run: inout TemplateRun) throws(Failure) -> Int {
        let type = request.contentType
        if type.isListed(in: request.stage.stage.binaryMediaTypes), !integration.convertsToText {
            throw Failure(refusal: .binaryUnmappable)
        }
        let rendered: String
        if let template = requestTemplates[type.text] {
            rendered = run.render(try get(template))
        } else {
            let isRefused =
                integration.passthrough == .never
                || integration.passthrough == .whenNoTemplates && !requestTemplates.isEmpty
            if isRefused { throw Failure(refusal: .unsupportedMediaType) }
            rendered = request.body
        }
        guard let status = Self.statusCode(in: rendered) else {
            throw Failure(
                sentence: "the mock's request template must make JSON with a statusCode from 100 to 599, not "
                    + "\(rendered.prefix(200).debugDescription)")
        }
        return status
    }

    /// AWS reads this JSON leniently: keys may lack their quotes, as in `{statusCode:200}`.
    static func statusCode(in text: String) -> Int? {
        guard text.contains("{"), let key = text.firstRange(of: "statusCode") else { return nil }
        let rest = text[key.upperBound...].drop { "'\" \t\r\n".contains($0) }
        guard rest.first == ":" else { return nil }
        let digits = rest.dropFirst().drop { "'\" \t\r\n".contains($0) }.prefix { $0.isASCII && $0.isNumber }
        guard let code = Int(digits), (100...599).contains(code) else { return nil }
        return code
    }

    private func get(_ template: Result<MappingTemplate, TemplateError>) throws(Failure) -> MappingTemplate {
        switch template {
        case .success(let template): return template
        case .failure(let error): throw Failure(sentence: error.sentence)
        }
    }
}

// MARK: The response's side

extension MockAnswer {
    /// The one whose pattern fits the status code, else the one without a pattern.
    private func response(for status: Int) -> Response? {
        let text = String(status)
        return responses.first { response in
            guard let pattern = response.definition.selectionPattern, !pattern.isEmpty else { return false }
            // A pattern that is none fits nothing.
            return (try? Regex(pattern).wholeMatch(in: text)) != nil
        } ?? responses.first { $0.definition.selectionPattern?.isEmpty ?? true }
    }

    private func body(
        of response: Response, _ request: Request, _ run: inout TemplateRun
    ) throws(Failure) -> (type: String, text: String) {
        let accepted = MediaType(request.request.headers.first(name: "accept") ?? "").text
        guard
            let chosen = response.templates.first(where: { $0.type.lowercased() == accepted })
                ?? response.templates.first(where: { $0.type == "application/json" }) ?? response.templates.first
        else { return ("application/json", "") }
        return (chosen.type, run.render(try get(chosen.template)))
    }

    private func parameters(
        of response: MockIntegration.Response, _ request: Request
    ) -> [(name: String, value: String)] {
        response.parameters.sorted { $0.key < $1.key }.compactMap { key, expression in
            guard let name = key.after("method.response.header."), let value = request.value(of: expression) else {
                return nil
            }
            return (String(name), value)
        }
    }
}

extension String {
    fileprivate func after(_ prefix: String) -> Substring? { self[...].after(prefix) }
}
