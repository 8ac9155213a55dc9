import AWSAPI
import Testing

@testable import S3

@Suite struct BindingTests {
    @Test("every operation is found by a method and path of its own")
    func bindings() async throws {
        let service = S3.service(try Desk().storage)
        var places: Set<String> = []
        for operation in service.operations {
            let binding = try #require(type(of: operation).binding, "\(type(of: operation).name)")
            places.insert("\(binding.method) \(binding.path) \(binding.demandedHeaders)")
        }
        #expect(places.count == service.operations.count)
    }
}
