import AWSAPI
import Cloud
import ControlPlane

struct GetLayerVersionByArn: Operation {
    static let name = "GetLayerVersionByArn"
    static let binding: HTTPBinding? = HTTPBinding(
        "GET", "/2018-10-31/layers?find=LayerVersion", query: ["Arn": "Arn"])
    let lambda: Lambda

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let arn = try input.string("Arn")
        var requirements = Requirements()
        requirements.text(
            arn, "arn", pattern: #"arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+"#,
            length: 1...140, isRequired: true)
        try requirements.check()
        guard let version = Layers.version(arn: arn ?? "", in: await lambda.plane.cloud) else {
            throw AWSError(CloudError(.resourceNotFound, "The resource you requested does not exist."))
        }
        return Layers.output(version, call)
    }
}
