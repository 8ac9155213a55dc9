import AWSAPI
import JSON

/// A response of a method, or of its integration: by its status code.
struct ResponsePlace: Sendable {
    enum Side: String, Sendable {
        case method = "methodResponses"
        case integration = "integrationResponses"
    }

    let method: MethodPlace
    let status: String
    let side: Side

    init(_ input: Parameters, _ side: Side) throws(AWSError) {
        method = try MethodPlace(input)
        status = try input.required("statusCode")
        self.side = side
        guard let code = Int(status), (100...599).contains(code), status.utf8.count == 3 else {
            throw .badRequest("Invalid statusCode specified: \(status)")
        }
    }

    /// - Throws: NotFoundException.
    func response(in definition: Definition) throws(AWSError) -> JSON {
        guard let response = try holder(in: definition)[side.rawValue]?[status] else {
            throw .notFound("Invalid Response status code specified")
        }
        return response
    }

    /// - Parameter response: nil takes it away.
    func set(_ response: JSON?, in definition: inout Definition) throws(AWSError) {
        var holder = try holder(in: definition)
        holder.set(side.rawValue, (holder[side.rawValue] ?? [:]).setting(status, response).ifNotEmpty)
        switch side {
        case .method: try definition.setMethod(method, holder)
        case .integration:
            try definition.setMethod(method, try definition.method(method).setting("methodIntegration", holder))
        }
    }

    private func holder(in definition: Definition) throws(AWSError) -> JSON {
        switch side {
        case .method: try definition.method(method)
        case .integration: try definition.integration(method)
        }
    }
}

/// What AWS demands of an integration's response before it takes it.
enum IntegrationResponseRules {
    /// Every header that it sets has to be one that the method's response of the same status code declares.
    static func check(_ response: JSON, _ place: ResponsePlace, in definition: Definition) throws(AWSError) {
        guard let declared = try definition.method(place.method)["methodResponses"]?[place.status] else {
            throw .notFound("Invalid Response status code specified")
        }
        let known = Set((declared["responseParameters"]?.objectValue ?? []).map(\.key))
        let unknown = (response["responseParameters"]?.objectValue ?? []).map(\.key).filter { !known.contains($0) }
        guard unknown.isEmpty else {
            let errors = unknown.map { "Invalid mapping expression parameter specified: \($0)" }
            throw .badRequest(
                "Invalid mapping expression specified: Validation Result: warnings : [], errors : "
                    + "[\(errors.joined(separator: ", "))]")
        }
    }
}
