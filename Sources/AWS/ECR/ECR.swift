public import AWSAPI
import Cloud
import JSON

/// The registry of container images, of which there are none here. Deploy tools ask whether theirs is there.
///
/// Source of shapes: botocore's service model of 2015-09-21.
public enum ECR {
    public static func service() -> Service {
        Service(
            "ecr", wire: .json(version: "1.1", targetPrefix: "AmazonEC2ContainerRegistry_V20150921"),
            operations: [DescribeRepositories()])
    }
}

struct DescribeRepositories: Operation {
    static let name = "DescribeRepositories"

    /// Whoever names none gets the list of all; who names some is told that the first is missing.
    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let names = try input.strings("repositoryNames") ?? []
        let registry = try input.string("registryId") ?? call.scope.account
        guard let name = names.first else { return Output(["repositories": []]) }
        throw AWSError(
            "RepositoryNotFoundException",
            "The repository with name '\(name)' does not exist in the registry with id '\(registry)'")
    }
}
