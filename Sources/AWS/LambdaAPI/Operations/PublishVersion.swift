import AWSAPI
import Cloud
import ControlPlane
import FoundationEssentials

struct PublishVersion: Operation {
    static let name = "PublishVersion"
    static let binding: HTTPBinding? = HTTPBinding(
        "POST", "/2015-03-31/functions/{FunctionName}/versions", status: 201)
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let target = try Target(input, call, Self.name)
        let description = try input.string("Description")
        var requirements = Requirements()
        requirements.text(description, "description", length: 0...256)
        try requirements.check()
        let request = PublishRequest(
            description: description, codeSHA256: try input.string("CodeSha256"),
            ifRevision: try input.string("RevisionId"))
        let function = try await lambda.function(target)
        guard let zip = changeableZip(of: function) else { return try await publish(request, target, call) }
        return try await lambda.plane.storing(zip) { path async throws(AWSError) in
            var frozen = request
            frozen.frozenCode = .zip(path: path)
            return try await publish(frozen, target, call)
        }
    }

    private func publish(_ request: PublishRequest, _ target: Target, _ call: Call) async throws(AWSError) -> Output {
        let function = try await lambda.change(target, .publish(request), .now(call.time))
        return Output(FunctionConfiguration(version: function.versions.last ?? function.latest).json)
    }

    /// The zip of a configuration file's function: whoever builds it anew would change the version, so it gets a copy.
    private func changeableZip(of function: Function) -> [UInt8]? {
        guard function.origin == .file, case .zip(let path) = function.latest.code else { return nil }
        // One that cannot be read cannot be run either, now or later.
        return FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    }
}
