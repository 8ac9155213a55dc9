import ArgumentParser
import Foundation
import FoundationNetworking
import Glibc
import JSON

/// `--endpoint`, on every command that talks to a running emulator.
struct EndpointOptions: ParsableArguments {
    @Option(help: "The emulator's AWS endpoint (default: AWS_ENDPOINT_URL, else http://localhost:4566).")
    var endpoint: String?

    var client: EndpointClient {
        get throws {
            let text = endpoint ?? getenv("AWS_ENDPOINT_URL").map { String(cString: $0) } ?? "http://localhost:4566"
            guard let url = URL(string: text), url.scheme == "http" || url.scheme == "https", url.host != nil else {
                throw ValidationError("'\(text)' is not the URL of an endpoint, such as http://localhost:4566.")
            }
            return EndpointClient(base: url)
        }
    }
}

/// Calls the emulator's APIs, unsigned.
struct EndpointClient {
    struct Answer {
        var status: Int
        var headers: [String: String]
        var body: Data

        /// A header by its lower-case name.
        func header(_ name: String) -> String? { headers[name] }
    }

    let base: URL

    /// - Parameter path: percent-encoded, with its query.
    func call(_ method: String, _ path: String, headers: [String: String] = [:], body: Data? = nil) async throws
        -> Answer
    {
        let text = base.absoluteString.hasSuffix("/") ? String(base.absoluteString.dropLast()) : base.absoluteString
        guard let url = URL(string: text + path) else { throw CommandFailure("'\(text + path)' is not a URL.") }
        var request = URLRequest(url: url, timeoutInterval: 1_000)
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        do {
            let (data, response) = try await URLSession.shared.data(for: request)
            guard let http = response as? HTTPURLResponse else { throw CommandFailure("\(text) does not speak HTTP.") }
            var found: [String: String] = [:]
            for (name, value) in http.allHeaderFields { found["\(name)".lowercased()] = "\(value)" }
            return Answer(status: http.statusCode, headers: found, body: data)
        } catch let error as URLError {
            throw CommandFailure(
                "No emulator answers at \(text) (\(error.localizedDescription)). Start one with `understudy start`, or "
                    + "name another with --endpoint.")
        }
    }
}

extension EndpointClient.Answer {
    /// AWS's error in one line: `ResourceNotFoundException: Function not found: ...`.
    var awsError: String {
        let json = try? JSON(parsing: [UInt8](body))
        let message = json?["message"]?.stringValue ?? json?["Message"]?.stringValue ?? "status \(status)"
        return header("x-amzn-errortype").map { "\($0): \(message)" } ?? message
    }
}
