import Demo
import Foundation
import FoundationNetworking

/// Asks the emulator: its API as clients do, and what the Scientist has found.
struct Client {
    /// The two ways into the same function: a REST API under its stage, an HTTP API beside it.
    enum Door: CaseIterable {
        case rest, http

        var prefix: String { self == .rest ? "/dev/" : "/" }
    }

    /// `http://127.0.0.1:PORT`
    let api: String
    let awsEndpoint: String

    /// - Returns: whether the control answered.
    func ask(_ sample: Sample, through door: Door) async -> Bool {
        let request = sample.request
        let message = message(
            api + door.prefix + sample.endpoint.rawValue + request.query, body: request.body)
        // Why a request failed is in the emulator's log; the story misses it in any case.
        guard let message, let (_, response) = try? await URLSession.shared.data(for: message),
            let http = response as? HTTPURLResponse
        else { return false }
        return http.statusCode < 500
    }

    func findings() async throws -> [String: [String: Finding]] {
        try Finding.all(in: try await call("GET", "/_understudy/api/experiments"))
    }

    func accept(_ candidate: Candidate, reason: String) async throws {
        let body = try JSONEncoder().encode(["candidate": candidate.key, "reason": reason])
        _ = try await call(
            "POST", "/_understudy/api/experiments/\(candidate.experiment)/acceptances",
            body: String(decoding: body, as: UTF8.self))
    }

    private func call(_ method: String, _ path: String, body: String? = nil) async throws -> Data {
        guard var message = message(awsEndpoint + path, body: body) else { throw DemoFailure("\(path) is no path.") }
        message.httpMethod = method
        let (data, response) = try await URLSession.shared.data(for: message)
        guard let http = response as? HTTPURLResponse, http.statusCode < 300 else {
            throw DemoFailure("\(method) \(path): \(String(decoding: data, as: UTF8.self))")
        }
        return data
    }

    private func message(_ url: String, body: String?) -> URLRequest? {
        guard let url = URL(string: url) else { return nil }
        var message = URLRequest(url: url, timeoutInterval: 60)
        if let body {
            message.httpMethod = "POST"
            message.httpBody = Data(body.utf8)
            message.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        return message
    }
}
