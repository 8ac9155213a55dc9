import AWSAPI
import JSON

extension REST {
    struct CreateResource: GatewayOperation {
        static let name = "CreateResource"
        static let binding: HTTPBinding? = HTTPBinding(
            "POST", "/restapis/{restApiId}/resources/{parentId}", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let parent = try input.required("parentId")
            let part = try input.string("pathPart") ?? ""
            let resource = try await gateway.change(
                .rest, try input.required("restApiId"), call
            ) { definition throws(AWSError) in
                try definition.addResource(part, below: parent)
            }
            return Output(resource)
        }
    }
}

extension Definition {
    /// AWS's quota on resources of an API.
    static let maximumResources = 300

    mutating func addResource(_ part: String, below parent: String) throws(AWSError) -> JSON {
        let above = try resource(parent)
        try PathPart.check(part)
        try checkPlace(of: part, below: above, except: nil)
        guard count(.resource) < Self.maximumResources else {
            throw AWSError(
                "LimitExceededException", "Maximum number of Resources for this API has been reached", status: 429)
        }
        let base = above["path"]?.stringValue ?? "/"
        let path = base == "/" ? "/\(part)" : "\(base)/\(part)"
        let id = freshResourceID(path: path)
        let resource: JSON = [
            "id": .string(id), "parentId": .string(parent), "pathPart": .string(part), "path": .string(path),
        ]
        self[.resource, id] = resource
        return resource
    }

    /// Whether a part may stand below a resource, next to what is there.
    func checkPlace(of part: String, below parent: JSON, except own: String?) throws(AWSError) {
        if let greedy = parent["pathPart"]?.stringValue, PathPart.isGreedy(greedy) {
            throw .badRequest("Cannot create a child of a resource with a greedy path variable: \(greedy)")
        }
        for sibling in children(of: parent["id"]?.stringValue ?? "") where sibling["id"]?.stringValue != own {
            let other = sibling["pathPart"]?.stringValue ?? ""
            guard other != part else {
                throw .conflict("Another resource with the same parent already has this name: \(part)")
            }
            if PathPart.isVariable(other), PathPart.isVariable(part) {
                throw .badRequest(
                    "A sibling (\(other)) of this resource already has a variable path part -- only one is allowed")
            }
        }
    }
}

/// `pets`, `{id}`, `{proxy+}`.
enum PathPart {
    static func isVariable(_ part: String) -> Bool { part.hasPrefix("{") }
    static func isGreedy(_ part: String) -> Bool { part.hasPrefix("{") && part.hasSuffix("+}") }

    static func check(_ part: String) throws(AWSError) {
        guard !part.isEmpty else { throw .badRequest("Resource's path part must be specified") }
        var name = part[...]
        if name.hasPrefix("{"), name.hasSuffix("}") {
            name = name.dropFirst().dropLast()
            if name.hasSuffix("+") { name = name.dropLast() }
        }
        let isLegal = name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "._-:".utf8.contains(byte)
        }
        guard isLegal, !name.isEmpty else {
            throw .badRequest(
                "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the "
                    + "beginning and the end.")
        }
    }
}
