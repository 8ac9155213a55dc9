import ArgumentParser
import Foundation

/// `understudy invoke`: the payload on standard output; a function error makes the exit status 1.
struct InvokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoke", abstract: "Invokes a function and prints what it answers.",
        discussion: "Exit status: 0 for an answer, 1 for a function error or a refused call.")

    @Argument(help: "A function's name, or its partial or full ARN; a qualifier may follow a colon.")
    var function: String

    @OptionGroup var event: EventOptions

    @Option(help: "A version number, $LATEST, or an alias.")
    var qualifier: String?

    @Flag(help: "Print the invocation's log on standard error.")
    var log = false

    @OptionGroup var endpoint: EndpointOptions

    func run() async throws {
        let answer = try await endpoint.client.call(
            "POST", Self.path(function: function, qualifier: qualifier),
            headers: ["Content-Type": "application/json", "X-Amz-Log-Type": log ? "Tail" : "None"],
            body: Data(try event.bytes() ?? Array("{}".utf8)))
        guard answer.status == 200 else { throw CommandFailure(answer.awsError) }
        if log, let tail = answer.header("x-amz-log-result"), let bytes = Data(base64Encoded: tail) {
            FileHandle.standardError.write(bytes)
        }
        FileHandle.standardOutput.write(answer.body + Data("\n".utf8))
        if answer.header("x-amz-function-error") != nil { throw ExitCode(1) }
    }

    static func path(function: String, qualifier: String? = nil) -> String {
        let query = qualifier.map { "?Qualifier=" + URLText.encode($0) } ?? ""
        return "/2015-03-31/functions/\(URLText.encode(function))/invocations\(query)"
    }
}

/// Percent-encoding of one path segment or query value (RFC 3986: all but unreserved characters).
enum URLText {
    static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (hex.utf8.count == 1 ? "0" : "") + hex
            }
        }
        return encoded
    }
}
