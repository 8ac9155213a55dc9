import Cloud
import JSON
import NIOHTTP1

/// GET `/_understudy/api/functions/NAME`: what the emulator knows of one function, beyond what AWS tells. The name may be
/// an ARN, and carry a qualifier.
struct FunctionDetail {
    let cloud: Cloud
    let defaults: Scope

    func answer(_ request: HTTPRequest, name: String) -> HTTPAnswer {
        do {
            let reference = try FunctionReference(parsing: name)
            let version = try cloud.function(reference, scope: defaults.completed(by: reference)) { 0 }.version
            return .json(.ok, Self.json(version))
        } catch {
            return LambdaError.answer(error, requestID: RequestID.generate())
        }
    }

    private static func json(_ function: FunctionVersion) -> JSON {
        var members = [
            JSON.Member("name", .string(function.name)),
            JSON.Member("arn", .string(function.unqualifiedARN)),
            JSON.Member("version", .string(function.version)),
            JSON.Member("memorySizeMB", .number(String(function.memorySizeMB))),
            JSON.Member("cpus", .number(String(function.cpuAllotment.share))),
            JSON.Member("timeoutSeconds", .number(String(function.timeoutSeconds))),
            JSON.Member("architecture", .string(function.architecture.rawValue)),
        ]
        // It was read once already, when the configuration was.
        if let event = function.sampleEvent, let json = try? JSON(parsing: event) {
            members.append(JSON.Member("sampleEvent", json))
        }
        return .object(members)
    }
}
