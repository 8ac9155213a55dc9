import AWSAPI
import Cloud
import ECR
import JSON
import Testing

@Suite struct ECRTests {
    @Test("no repository is there")
    func missing() async {
        let directory = ServiceDirectory([ECR.service()])
        let call = Call(scope: Scope(), requestID: "r", time: 0)
        await #expect(
            throws: AWSError(
                "RepositoryNotFoundException",
                "The repository with name 'serverless-a-dev' does not exist in the registry with id '000000000000'")
        ) {
            try await directory.call("ecr", "DescribeRepositories", ["repositoryNames": ["serverless-a-dev"]], call)
        }
    }
}
