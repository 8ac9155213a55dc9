import AWSAPI
import Cloud
import JSON

/// The tree of a REST API: resources with their methods.
extension Definition {
    /// - Throws: NotFoundException.
    func resource(_ id: String) throws(AWSError) -> JSON {
        guard let resource = self[.resource, id] else { throw .notFound("Invalid Resource identifier specified") }
        return resource
    }

    func method(_ place: MethodPlace) throws(AWSError) -> JSON {
        guard let method = try resource(place.resource)["resourceMethods"]?[place.method] else {
            throw .notFound("Invalid Method identifier specified")
        }
        return method
    }

    func integration(_ place: MethodPlace) throws(AWSError) -> JSON {
        guard let integration = try method(place)["methodIntegration"] else {
            throw .notFound("Invalid Integration identifier specified")
        }
        return integration
    }

    /// - Parameter method: nil takes it away.
    mutating func setMethod(_ place: MethodPlace, _ method: JSON?) throws(AWSError) {
        var resource = try resource(place.resource)
        let methods = (resource["resourceMethods"] ?? [:]).setting(place.method, method)
        resource.set("resourceMethods", methods.ifNotEmpty)
        self[.resource, place.resource] = resource
    }

    func children(of id: String) -> [JSON] { all(.resource).filter { $0["parentId"]?.stringValue == id } }

    var rootID: String { api["rootResourceId"]?.stringValue ?? "" }

    /// Computed from its path, so that it stays from one deployment to the next; one by chance where a resource that was
    /// moved has it.
    func freshResourceID(path: String) -> String {
        let id = GeneratedID.resource(path: path, api: self.id)
        return self[.resource, id] == nil ? id : freshID(.resource, length: 6)
    }

    /// Gives a resource and all below it the paths that their places in the tree mean.
    mutating func renewPaths(below id: String) {
        guard var resource = self[.resource, id] else { return }
        if let parent = resource["parentId"]?.stringValue, let above = self[.resource, parent]?["path"]?.stringValue {
            let part = resource["pathPart"]?.stringValue ?? ""
            resource.set("path", .string(above == "/" ? "/\(part)" : "\(above)/\(part)"))
            self[.resource, id] = resource
        }
        for child in children(of: id) { renewPaths(below: child["id"]?.stringValue ?? "") }
    }
}

/// Which method of which resource an operation is about.
struct MethodPlace: Sendable {
    var api: String
    var resource: String
    var method: String

    init(api: String, resource: String, method: String) {
        self.api = api
        self.resource = resource
        self.method = method
    }

    init(_ input: Parameters) throws(AWSError) {
        api = try input.required("restApiId")
        resource = try input.required("resourceId")
        method = try input.required("httpMethod")
    }
}

extension APIGateway {
    /// The API of a method. One that is not there is, for operations on methods, a resource that is not there.
    func definition(of place: MethodPlace, _ call: Call) throws(AWSError) -> Definition {
        do {
            return try definition(.rest, place.api, call)
        } catch {
            throw .notFound("Invalid Resource identifier specified")
        }
    }

    func change<Value: Sendable>(
        _ place: MethodPlace, _ call: Call, _ body: @Sendable (inout Definition) throws(AWSError) -> Value
    ) async throws(AWSError) -> Value {
        _ = try definition(of: place, call)
        return try await change(.rest, place.api, call, body)
    }
}

extension JSON {
    /// A resource as operations give it back.
    ///
    /// - Parameter embedsMethods: `embed=methods`; otherwise only their names are given.
    func resource(embedsMethods: Bool) -> JSON {
        guard !embedsMethods, let methods = self["resourceMethods"]?.objectValue else { return self }
        return setting("resourceMethods", .object(methods.map { Member($0.key, [:]) }))
    }
}
