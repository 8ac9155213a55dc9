import AWSAPI
import JSON

extension HTTP {
    struct CreateStage: GatewayOperation {
        static let name = "CreateStage"
        static let binding: HTTPBinding? = HTTPBinding("POST", "/v2/apis/{apiId}/stages", status: 201)
        let gateway: APIGateway

        func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
            let input = input.onTheWire
            let name = try input.required("stageName")
            try Self.check(name)
            let stage = try Self.merged(input, onto: newStage(name, call).setting("tags", input["tags"] ?? [:]))
            let made = try await gateway.change(
                .http, try input.required("apiId"), call
            ) { definition throws(AWSError) in
                guard definition[.stage, name] == nil else { throw .conflict("Stage already exists") }
                try definition.setStage(name, stage, call)
                return definition[.stage, name] ?? [:]
            }
            return Output(made)
        }

        private static func check(_ name: String) throws(AWSError) {
            let isLegal = name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "_-".utf8.contains(byte)
            }
            guard name == "$default" || isLegal, name.utf8.count <= 128 else {
                throw .badRequest(
                    "Stage name must be $default, or only contain alphanumeric characters, hyphens, and underscores")
            }
        }

        /// What the input has, in the place of what there was.
        static func merged(_ input: Parameters, onto stage: JSON) throws(AWSError) -> JSON {
            var merged = stage
            for member in input.members(["clientCertificateId", "deploymentId", "description"]) {
                merged.set(member.key, member.value.ifNotEmpty)
            }
            for member in input.members(["accessLogSettings", "routeSettings", "stageVariables"]) {
                merged.set(member.key, member.value)
            }
            if let settings = input["defaultRouteSettings"]?.objectValue {
                // Tools send flags as texts, too.
                var all = merged["defaultRouteSettings"] ?? [:]
                for setting in settings {
                    let flag = setting.value.stringValue.flatMap { Bool($0) }
                    all.set(setting.key, flag.map { .bool($0) } ?? setting.value)
                }
                merged.set("defaultRouteSettings", all)
            }
            if let isAutomatic = try input.boolean("autoDeploy") { merged.set("autoDeploy", .bool(isAutomatic)) }
            return merged
        }
    }

    static func newStage(_ name: String, _ call: Call) -> JSON {
        [
            "createdDate": .isoTime(call.time), "defaultRouteSettings": ["detailedMetricsEnabled": false],
            "lastUpdatedDate": .isoTime(call.time), "routeSettings": [:], "stageName": .string(name),
            "stageVariables": [:], "tags": [:],
        ]
    }
}

extension Definition {
    /// Keeps a stage. One that begins to deploy by itself is deployed; one that ends it goes on with what it ran.
    mutating func setStage(_ name: String, _ stage: JSON, _ call: Call) throws(AWSError) {
        if let id = stage["deploymentId"]?.stringValue, self[.deployment, id] == nil {
            throw .notFound("Invalid Deployment identifier specified \(id)")
        }
        let wasAutomatic = self[.stage, name]?["autoDeploy"]?.boolValue == true
        let isAutomatic = stage["autoDeploy"]?.boolValue == true
        self[.stage, name] = stage.setting("lastUpdatedDate", .isoTime(call.time))
        if isAutomatic, !wasAutomatic { deployAutomatically(call) }
        if wasAutomatic, !isAutomatic, let id = stage["deploymentId"]?.stringValue,
            let deployment = self[.deployment, id], deployment["_snapshot"] == nil
        {
            self[.deployment, id] = deployment.setting("_snapshot", snapshot)
        }
    }
}
