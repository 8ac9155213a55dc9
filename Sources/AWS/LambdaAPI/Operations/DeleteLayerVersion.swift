import AWSAPI
import Cloud
import ControlPlane

/// Deletes a version of a layer; one that does not exist is deleted just as well. Functions that use it keep it.
struct DeleteLayerVersion: Operation {
    static let name = "DeleteLayerVersion"
    static let binding: HTTPBinding? = HTTPBinding(
        "DELETE", "/2018-10-31/layers/{LayerName}/versions/{VersionNumber}", status: 204)
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let place = try Layers.place(input, call)
        let number = try input.integer("VersionNumber") ?? 0
        guard number >= 1 else {
            throw AWSError(CloudError(.invalidParameterValue, "Layer Version Cannot be less than 1."))
        }
        try await lambda.plane.apply(.deleteLayerVersion(name: place.name, number: number, scope: place.scope))
        return Output()
    }
}
