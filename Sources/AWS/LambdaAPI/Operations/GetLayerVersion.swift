import AWSAPI
import Cloud
import ControlPlane

struct GetLayerVersion: Operation {
    static let name = "GetLayerVersion"
    static let binding: HTTPBinding? = HTTPBinding("GET", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}")
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let place = try Layers.place(input, call)
        let number = try input.integer("VersionNumber") ?? 0
        guard number >= 1 else {
            throw AWSError(CloudError(.invalidParameterValue, "Layer Version Cannot be less than 1."))
        }
        let layer = await lambda.plane.cloud.layer(named: place.name, in: place.scope)
        guard let version = layer?.versions.first(where: { $0.number == number }) else {
            throw AWSError(CloudError(.resourceNotFound, "The resource you requested does not exist."))
        }
        return Layers.output(version, call)
    }
}
