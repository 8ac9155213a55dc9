import AWSAPI
import JSON

/// An OpenAPI document (2.0 or 3.0) with API Gateway's extensions, as far as APIs are made from it: paths, methods and
/// `x-amazon-apigateway-integration`. Schemas, security and validators are not read.
///
/// Source: API Gateway Developer Guide, "OpenAPI extensions".
struct OpenAPIDocument: Sendable {
    /// API Gateway's quota, in bytes.
    static let maximumLength = 6 << 20

    let json: JSON

    /// - Parameter text: JSON; API Gateway takes YAML as well, which is refused here.
    init(_ text: [UInt8]) throws(AWSError) {
        guard text.count <= Self.maximumLength else {
            throw .badRequest("Invalid OpenAPI input: it is larger than \(Self.maximumLength) bytes")
        }
        do {
            json = try JSON(parsing: text)
        } catch {
            throw .badRequest("Unable to parse the OpenAPI document as JSON (YAML is not read here): \(error.message)")
        }
        guard json["swagger"] != nil || json["openapi"] != nil, json["paths"]?.objectValue != nil else {
            throw .badRequest("Invalid OpenAPI input: it needs 'openapi' or 'swagger', and 'paths'")
        }
    }

    var title: String? { json["info"]?["title"]?.stringValue }

    struct Method: Sendable {
        /// `/pets/{id}`
        var path: String
        /// `GET`, or `ANY`.
        var method: String
        var operation: JSON
        /// `x-amazon-apigateway-integration`
        var integration: JSON?
    }

    /// In the order of the document.
    var methods: [Method] {
        var methods: [Method] = []
        for path in json["paths"]?.objectValue ?? [] {
            for operation in path.value.objectValue ?? [] {
                let method =
                    operation.key == "x-amazon-apigateway-any-method" ? "ANY" : operation.key.uppercased()
                guard MethodRules.methods.contains(method), let operationJSON = resolved(operation.value) else {
                    continue
                }
                methods.append(
                    Method(
                        path: path.key, method: method, operation: operationJSON,
                        integration: operationJSON["x-amazon-apigateway-integration"].flatMap(resolved)))
            }
        }
        return methods
    }

    /// What a `$ref` within the document leads to; nil for one that leads nowhere.
    private func resolved(_ value: JSON) -> JSON? {
        guard let reference = value["$ref"]?.stringValue else { return value }
        guard reference.hasPrefix("#/") else { return nil }
        return reference.dropFirst(2).split(separator: "/").reduce(json as JSON?) { $0?[String($1)] }
    }
}
