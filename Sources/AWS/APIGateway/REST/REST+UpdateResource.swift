import AWSAPI
import JSON

extension REST {
    /// Renames a resource, or moves it with all that is below it.
    struct UpdateResource: GatewayOperation {
        static let name = "UpdateResource"
        static let binding: HTTPBinding? = HTTPBinding("PATCH", "/restapis/{restApiId}/resources/{resourceId}")
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let operations = try Patch.operations(in: input)
            let id = try input.required("resourceId")
            let resource = try await gateway.change(
                .rest, try input.required("restApiId"), call
            ) { definition throws(AWSError) in
                for operation in operations { try Self.apply(operation, to: id, &definition) }
                return try definition.resource(id)
            }
            return Output(resource.resource(embedsMethods: false))
        }

        private static func apply(
            _ operation: Patch.Operation, to id: String, _ definition: inout Definition
        ) throws(AWSError) {
            var resource = try definition.resource(id)
            try check(operation)
            let value = operation.value ?? ""
            if operation.path == "/parentId" {
                _ = try definition.resource(value)
                guard !definition.isBelow(value, id) else { throw .badRequest("Resources cannot be cyclical.") }
                resource.set("parentId", .string(value))
            } else {
                try PathPart.check(value)
                resource.set("pathPart", .string(value))
            }
            let parent = try definition.resource(resource["parentId"]?.stringValue ?? "")
            try definition.checkPlace(of: resource["pathPart"]?.stringValue ?? "", below: parent, except: id)
            definition[.resource, id] = resource
            definition.renewPaths(below: id)
        }

        private static func check(_ operation: Patch.Operation) throws(AWSError) {
            let place = "Invalid patch path  '\(operation.path)' specified for op '\(operation.op)'."
            guard operation.op == "replace" else { throw .badRequest("\(place) Please choose supported operations") }
            guard ["/parentId", "/pathPart"].contains(operation.path) else {
                throw .badRequest("\(place) Must be one of: [/parentId, /pathPart]")
            }
        }
    }
}

extension Definition {
    /// Whether a resource is another, or below it.
    func isBelow(_ id: String, _ ancestor: String) -> Bool {
        var next: String? = id
        while let id = next {
            if id == ancestor { return true }
            next = self[.resource, id]?["parentId"]?.stringValue
        }
        return false
    }
}
