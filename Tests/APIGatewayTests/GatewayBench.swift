import APIGateway
import AWSAPI
import Cloud
import JSON
import StateStore
import Synchronization
import Testing

/// An API Gateway whose APIs are published to a model of our own, called as CloudFormation calls it.
final class GatewayBench: Sendable {
    let records: any Records
    let gateway: APIGateway
    private let directory: ServiceDirectory
    private let model: PublishedModel

    /// What was published, and what was said.
    private final class PublishedModel: Sendable {
        let cloud = Mutex(Cloud())
        let warnings = Mutex<[String]>([])
    }

    init(records: any Records = MemoryRecords()) {
        let model = PublishedModel()
        self.model = model
        self.records = records
        gateway = APIGateway(records: records) { warning in
            model.warnings.withLock { $0.append(warning) }
        } publish: { commands throws(AWSError) in
            let result = model.cloud.withLock { cloud in
                Result { () throws(CloudError) in for command in commands { try cloud.apply(command) } }
            }
            if case .failure(let error) = result { throw AWSError(error) }
        }
        directory = ServiceDirectory(gateway.services)
    }

    var published: [API] { model.cloud.withLock { $0.apis } }
    var warnings: [String] { model.warnings.withLock { $0 } }

    func rest(_ operation: String, _ input: JSON) async throws(AWSError) -> JSON {
        checked(try await directory.call("apigateway", operation, input, Self.call), operation)
    }

    func http(_ operation: String, _ input: JSON) async throws(AWSError) -> JSON {
        checked(try await directory.call("apigatewayv2", operation, input, Self.call), operation)
    }

    /// AWS leaves out what has no value.
    private func checked(_ output: JSON, _ operation: String) -> JSON {
        #expect(!output.hasNull, "\(operation) answers a null: \(output.text)")
        return output
    }

    static let call = Call(
        scope: Scope(), requestID: "8476a536-e9f4-11e8-9739-2dfe598c3fcd", time: 1_600_000_000_123,
        endpoint: "http://localhost:4567")

    static let function = "arn:aws:lambda:eu-west-1:000000000000:function:round"
    static let uri = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/\(function)/invocations"
}

extension JSON {
    var hasNull: Bool {
        isNull || (arrayValue ?? []).contains(where: \.hasNull) || (objectValue ?? []).contains { $0.value.hasNull }
    }

    /// A text that has to be there.
    func text(_ key: String) throws -> String {
        guard let text = self[key]?.stringValue else { throw Missing(key: key, json: text) }
        return text
    }

    struct Missing: Error {
        var key: String
        var json: String
    }
}

extension GatewayBench {
    /// A REST API with `GET /round`, deployed to `dev`.
    func sampleREST(uri: String = GatewayBench.uri, variables: JSON = [:]) async throws -> (
        api: String, resource: String
    ) {
        let api = try await rest("CreateRestApi", ["name": "dev-app"])
        let id = try api.text("id")
        let resource = try await rest(
            "CreateResource",
            ["restApiId": .string(id), "parentId": .string(try api.text("rootResourceId")), "pathPart": "round"])
        let resourceID = try resource.text("id")
        let place: JSON = ["restApiId": .string(id), "resourceId": .string(resourceID), "httpMethod": "GET"]
        _ = try await rest("PutMethod", place.with(["authorizationType": "NONE"]))
        _ = try await rest(
            "PutIntegration",
            place.with(["type": "AWS_PROXY", "integrationHttpMethod": "POST", "uri": .string(uri)]))
        _ = try await rest(
            "CreateDeployment", ["restApiId": .string(id), "stageName": "dev", "variables": variables])
        return (id, resourceID)
    }
}

extension JSON {
    func with(_ other: JSON) -> JSON { .object((objectValue ?? []) + (other.objectValue ?? [])) }
}
