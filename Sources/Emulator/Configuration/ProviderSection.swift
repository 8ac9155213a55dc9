import Cloud
import Settings

/// `provider`: what holds for all functions, and the settings of the APIs.
struct ProviderSection {
    let settings: FunctionSettings
    let environment: EnvironmentSection
    let rest: APISettings
    let http: APISettings

    struct APISettings {
        var id: String?
        var name: String?
        var binaryMediaTypes: [String] = []
        var cors: HTTPAPICORS?
        var payloadFormat = Route.PayloadFormat.two
    }

    init(_ file: Section) throws(ConfigurationError) {
        guard let provider = try Self.section(of: file) else {
            throw file.error("provider", "is missing: it needs at least 'name: aws'")
        }
        guard try provider.text("name") == "aws" else { throw provider.error("name", "must be aws") }
        try provider.check(Self.keys)
        settings = try FunctionSettings(provider, logs: try provider.section("logs")?.section("lambda"))
        environment = try EnvironmentSection(provider)
        rest = try Self.restSettings(provider)
        http = try Self.httpSettings(provider)
    }

    /// `provider: aws` is short for `provider: {name: aws}`.
    private static func section(of file: Section) throws(ConfigurationError) -> Section? {
        guard var value = try file.value("provider") else { return nil }
        if case .scalar = value.content {
            value.content = .mapping([.init(key: "name", value: value)])
            return try file.subsection("provider", value)
        }
        return try file.section("provider")
    }

    private static func restSettings(_ provider: Section) throws(ConfigurationError) -> APISettings {
        var settings = APISettings(name: try provider.text("apiName"))
        guard let section = try provider.section("apiGateway") else { return settings }
        try section.check(
            KnownKeys(
                followed: ["restApiId", "binaryMediaTypes", "shouldStartNameWithService"],
                indifferent: ["description", "restApiRootResourceId", "metrics", "disableDefaultEndpoint"],
                unsupported: [
                    "apiKeys": "API keys are not demanded", "usagePlan": "usage plans are not enforced",
                    "minimumCompressionSize": "answers are not compressed",
                    "resourcePolicy": "resource policies are not enforced",
                    "request": "requests are not validated", "apiKeySourceType": "API keys are not demanded",
                    "websocketApiId": "WebSocket APIs are not emulated", "timeoutInMillis": "set it on the http event",
                ]))
        settings.id = try section.text("restApiId")
        for value in try section.list("binaryMediaTypes") {
            guard case .scalar(let type) = value.content else {
                throw section.error("binaryMediaTypes", "must be a list of media types", at: value)
            }
            settings.binaryMediaTypes.append(type)
        }
        return settings
    }

    private static func httpSettings(_ provider: Section) throws(ConfigurationError) -> APISettings {
        guard let section = try provider.section("httpApi") else { return APISettings() }
        try section.check(
            KnownKeys(
                followed: ["id", "name", "payload", "cors"],
                indifferent: ["metrics", "disableDefaultEndpoint", "shouldStartNameWithService", "timeout"],
                unsupported: ["authorizers": "requests are not authorized"]))
        let payload = try section.choice("payload", ["1.0", "2.0"]).flatMap(Route.PayloadFormat.init)
        return APISettings(
            id: try section.text("id"), name: try section.text("name"), cors: try HTTPAPICORS(section),
            payloadFormat: payload ?? .two)
    }

    private static let keys = KnownKeys(
        followed: FunctionSettings.keys.union([
            "name", "stage", "region", "environment", "apiGateway", "apiName", "httpApi", "logs",
        ]),
        indifferent: [
            "profile", "stackName", "deploymentBucket", "deploymentMethod", "deploymentPrefix", "iam", "role",
            "rolePermissionsBoundary", "iamRoleStatements", "tags", "stackTags", "stackPolicy", "stackParameters",
            "notificationArns", "disableRollback", "rollbackConfiguration", "tracing", "vpc", "endpointType",
            "lambdaHashingVersion", "logRetentionInDays", "logDataProtectionPolicy", "kmsKeyArn", "versionFunctions",
            "versionFunction", "resourcePolicy", "eventBridge", "s3", "vpcEndpointIds", "cfnRole", "build",
            "runtimeManagement", "websocketsApiName", "resolver",
        ],
        unsupported: [
            "layers": "layers are not added to functions", "alb": "load balancers are not emulated",
            "ecr": "container images are not run", "cloudFront": "CloudFront is not emulated",
            "websocketsApiRouteSelectionExpression": "WebSocket APIs are not emulated",
            "provisionedConcurrency": "environments start on demand",
            "reservedConcurrency": "concurrency is not limited",
        ])
}
