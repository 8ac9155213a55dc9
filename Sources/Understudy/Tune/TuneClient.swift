import Foundation
import JSON

/// The calls to the emulator that measuring takes.
struct TuneClient {
    let client: EndpointClient
    /// The function's.
    let name: String

    func function() async throws -> TunedFunction {
        try TunedFunction(await json("/_understudy/api/functions/" + URLText.encode(name)))
    }

    func throttle() async throws -> Throttle {
        Throttle(health: try await json("/_understudy/health"))
    }

    private func json(_ path: String) async throws -> JSON {
        let answer = try await client.call("GET", path)
        guard answer.status == 200 else { throw CommandFailure(answer.awsError) }
        return try JSON(parsing: [UInt8](answer.body))
    }

    /// In an environment of the given size: the header is the emulator's own, AWS has nothing like it.
    func invoke(_ event: [UInt8], memorySizeMB: Int) async throws -> MeasuredInvocation {
        let answer = try await client.call(
            "POST", InvokeCommand.path(function: name),
            headers: [
                "Content-Type": "application/json", "X-Amz-Log-Type": "Tail",
                "X-Understudy-Memory-Size": "\(memorySizeMB)",
            ], body: Data(event))
        return try MeasuredInvocation(answer, memorySizeMB: memorySizeMB)
    }
}
