import AWSAPI
import Cloud
import ControlPlane
import JSON

/// The newest first; an unknown layer has none.
struct ListLayerVersions: Operation {
    static let name = "ListLayerVersions"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2018-10-31/layers/{LayerName}/versions",
        query: [
            "CompatibleRuntime": "CompatibleRuntime", "CompatibleArchitecture": "CompatibleArchitecture",
            "Marker": "Marker", "MaxItems": "MaxItems",
        ])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let place = try Layers.place(input, call)
        let matches = try Layers.filter(input)
        let versions = await lambda.plane.cloud.layer(named: place.name, in: place.scope)?.versions.filter(matches)
        return try Page(
            input, maximum: 50,
            of: (versions ?? []).reversed().map { version in
                // Descending numbers in ascending keys.
                let key = Page.key(version: String(999_999_999_999 - version.number))
                return (key: key, value: { .object(Layers.json(version)) })
            }
        ).output("LayerVersions")
    }
}
