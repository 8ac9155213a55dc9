import AWSAPI
import Cloud
import ControlPlane
import JSON

struct ListLayers: Operation {
    static let name = "ListLayers"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2018-10-31/layers",
        query: [
            "CompatibleRuntime": "CompatibleRuntime", "CompatibleArchitecture": "CompatibleArchitecture",
            "Marker": "Marker", "MaxItems": "MaxItems",
        ])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let matches = try Layers.filter(input)
        let layers = await lambda.plane.cloud.layers(in: call.scope)
        let latest = layers.compactMap { $0.layer.versions.last(where: matches) }
        return try Page(input, maximum: 50, of: latest.map { (key: $0.name, value: item($0)) }).output("Layers")
    }

    private func item(_ version: LayerVersion) -> () -> JSON {
        {
            [
                "LayerName": .string(version.name), "LayerArn": .string(version.layerARN),
                "LatestMatchingVersion": .object(Layers.json(version)),
            ]
        }
    }
}
