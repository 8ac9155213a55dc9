import AWSAPI
import Cloud
import JSON

struct UpdateRole: Operation {
    static let name = "UpdateRole"
    let registry: IAMRegistry

    func run(_ input: Parameters, _ call: Call) async throws(AWSError) -> Output {
        let (description, seconds) = (try input.description(), try input.maxSessionSeconds())
        try await registry.change(role: try input.roleName(), in: call.scope.account) { role, _ in
            if let description { role.description = description }
            if let seconds { role.maxSessionSeconds = seconds }
        }
        return Output()
    }
}
