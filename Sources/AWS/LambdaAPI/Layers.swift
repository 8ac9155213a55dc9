import AWSAPI
import Cloud
import ControlPlane
import JSON

/// Layers by their ARNs and names.
enum Layers {
    private static let arnPattern =
        #"arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+"#

    /// What a function uses, in the order in which it is unpacked; nil if the request says nothing of layers.
    static func uses(
        of arns: [String]?, in cloud: Cloud, _ scope: Scope, path: (String) -> String?
    ) throws(AWSError) -> [LayerUse]? {
        guard let arns else { return nil }
        guard arns.count <= 5 else {
            throw AWSError(CloudError(.invalidParameterValue, "Cannot reference more than 5 layers."))
        }
        var requirements = Requirements()
        for arn in arns { requirements.text(arn, "layers", pattern: arnPattern, length: 1...140) }
        try requirements.check()
        var uses: [LayerUse] = []
        for arn in arns { uses.append(try use(of: arn, in: cloud, scope, path: path)) }
        guard Set(arns.map { $0.split(separator: ":").dropLast().joined(separator: ":") }).count == arns.count else {
            throw AWSError(
                CloudError(
                    .invalidParameterValue,
                    "Two different versions of the same layer are not allowed to be referenced in the same function. "
                        + "\(arns.joined(separator: " and "))."))
        }
        return uses
    }

    private static func use(
        of arn: String, in cloud: Cloud, _ scope: Scope, path: (String) -> String?
    ) throws(AWSError) -> LayerUse {
        guard let found = version(arn: arn, in: cloud) else {
            throw AWSError(CloudError(.invalidParameterValue, "Layer version \(arn) does not exist."))
        }
        guard found.region == scope.region else {
            throw AWSError(
                CloudError(
                    .invalidParameterValue,
                    "Layers are not in the same region as the function. Layers are expected to "
                        + "be in region \(scope.region)."))
        }
        return LayerUse(
            arn: arn, codeSizeBytes: found.codeSizeBytes, codeSHA256: found.codeSHA256,
            path: path(found.codeSHA256) ?? "")
    }

    /// `arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION`
    static func version(arn: String, in cloud: Cloud) -> LayerVersion? {
        let parts = arn.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 8, let number = Int(parts[7]) else { return nil }
        let scope = Scope(account: parts[4], region: parts[3])
        return cloud.layer(named: parts[6], in: scope)?.versions.first { $0.number == number }
    }

    /// A name, or an ARN without a version, with the place that it stands for.
    static func place(_ input: Parameters, _ call: Call) throws(AWSError) -> (name: String, scope: Scope) {
        let text = try input.string("LayerName")
        var requirements = Requirements()
        requirements.text(
            text, "layerName",
            pattern: #"(arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+)|[a-zA-Z0-9-_]+"#,
            length: 1...140, isRequired: true)
        try requirements.check()
        let parts = (text ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 7 else { return (text ?? "", call.scope) }
        return (parts[6], Scope(account: parts[4], region: parts[3]))
    }

    static func json(_ version: LayerVersion) -> [JSON.Member] {
        let json = JSON.members([
            "LayerVersionArn": .string(version.arn), "Version": .integer(version.number),
            "Description": .string(version.description), "CreatedDate": .string(TimeText.modified(version.created)),
            "CompatibleRuntimes": version.compatibleRuntimes.map { .array($0.map(JSON.string)) },
            "LicenseInfo": version.licenseInfo.map(JSON.string),
            "CompatibleArchitectures": version.compatibleArchitectures.map { .array($0.map(JSON.string)) },
        ])
        return json.objectValue ?? []
    }

    /// GetLayerVersion's answer, with where the zip is to be had.
    static func output(_ version: LayerVersion, _ call: Call) -> Output {
        let content: JSON = [
            "Location": .string(CodeLocation.url(of: version, call)), "CodeSha256": .string(version.codeSHA256),
            "CodeSize": .integer(version.codeSizeBytes),
        ]
        return Output(
            .object(
                [JSON.Member("Content", content), JSON.Member("LayerArn", .string(version.layerARN))] + json(version)))
    }

    /// Whether a listed version is for what the request asks for.
    static func filter(_ input: Parameters) throws(AWSError) -> (LayerVersion) -> Bool {
        let runtime = try input.string("CompatibleRuntime")
        let architecture = try input.string("CompatibleArchitecture")
        return { version in
            (runtime == nil || version.compatibleRuntimes?.contains(runtime ?? "") == true)
                && (architecture == nil || version.compatibleArchitectures?.contains(architecture ?? "") == true)
        }
    }
}
