package import JSON
import NIOCore
package import NIOHTTP1

extension HTTPAnswer {
    /// `{"message": ...}`: what our own refusals look like.
    package static func message(_ status: HTTPResponseStatus, _ text: String) -> HTTPAnswer {
        .json(status, ["message": .string(text)])
    }

    package static func json(_ status: HTTPResponseStatus, _ value: JSON, headers: HTTPHeaders = [:]) -> HTTPAnswer {
        var answer = HTTPAnswer(status: status, headers: headers, body: ByteBuffer(bytes: value.bytes))
        answer.headers.replaceOrAdd(name: "Content-Type", value: "application/json")
        return answer
    }
}
