import AWSAPI
import Cloud
import ControlPlane
import JSON

struct PublishLayerVersion: Operation {
    static let name = "PublishLayerVersion"
    static let binding: HTTPBinding? = HTTPBinding("POST", "/2018-10-31/layers/{LayerName}/versions", status: 201)
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let place = try Layers.place(input, call)
        let content = try input.structure("Content")
        try check(input, hasContent: content != nil)
        let zip = try await SentCode(content ?? Parameters([:])).zip(lambda, call)
        let version = LayerVersion(
            name: place.name, scope: call.scope, description: try input.string("Description") ?? "",
            codeSHA256: CodeName.of(zip).base64, codeSizeBytes: zip.count,
            compatibleRuntimes: try input.strings("CompatibleRuntimes"),
            compatibleArchitectures: try input.strings("CompatibleArchitectures"),
            licenseInfo: try input.string("LicenseInfo"), created: call.time)
        let cloud = try await lambda.plane.storing(zip) { _ async throws(AWSError) in
            try await lambda.plane.apply(.publishLayer(version))
        }
        let published = cloud.layer(named: place.name, in: call.scope)?.versions.last
        return Layers.output(published ?? version, call)
    }

    private func check(_ input: Parameters, hasContent: Bool) throws(AWSError) {
        var requirements = Requirements()
        requirements.present(hasContent, "content")
        requirements.text(try input.string("Description"), "description", length: 0...256)
        requirements.text(try input.string("LicenseInfo"), "licenseInfo", length: 0...512)
        requirements.list(try input.strings("CompatibleRuntimes"), "compatibleRuntimes", size: 0...15)
        requirements.list(
            try input.strings("CompatibleArchitectures"), "compatibleArchitectures", size: 0...2,
            oneOf: ["x86_64", "arm64"])
        try requirements.check()
    }
}
