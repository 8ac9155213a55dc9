import Cloud
import JSON
import NIOHTTP1

/// `ListFunctions`: GET `/2015-03-31/functions`, `$LATEST` of every function of the caller's account and region.
///
/// Source: AWS Lambda API Reference, "ListFunctions". All fit on one page here.
struct ListFunctionsOperation {
    let cloud: Cloud
    let defaults: Scope

    func answer(_ request: HTTPRequest) -> HTTPAnswer {
        let scope = CredentialScope(request)?.scope(defaults: defaults) ?? defaults
        let functions = cloud.functions.filter { $0.account == scope.account && $0.region == scope.region }
        return .json(
            .ok, ["Functions": .array(functions.map { FunctionConfiguration.json($0.latest) })],
            headers: ["x-amzn-RequestId": RequestID.generate()])
    }
}

/// The `FunctionConfiguration` shape of the Lambda API. What the emulator does not know is left out, as the model
/// allows.
enum FunctionConfiguration {
    static func json(_ function: FunctionVersion) -> JSON {
        var members = [
            JSON.Member("FunctionName", .string(function.name)),
            JSON.Member("FunctionArn", .string(arn(function))),
            JSON.Member("Runtime", .string(function.runtime)),
            JSON.Member("Handler", .string(function.handler)),
            JSON.Member("Timeout", .number(String(function.timeoutSeconds))),
            JSON.Member("MemorySize", .number(String(function.memorySizeMB))),
            JSON.Member("Version", .string(function.version)),
            JSON.Member("PackageType", "Zip"),
            JSON.Member("Architectures", [.string(function.architecture.rawValue)]),
        ]
        if !function.environment.isEmpty {
            let variables = function.environment.sorted { $0.key < $1.key }
            members.append(
                JSON.Member(
                    "Environment", ["Variables": .object(variables.map { JSON.Member($0.key, .string($0.value)) })]))
        }
        return .object(members)
    }

    /// Published versions carry their number.
    private static func arn(_ function: FunctionVersion) -> String {
        function.version == "$LATEST" ? function.unqualifiedARN : "\(function.unqualifiedARN):\(function.version)"
    }
}
