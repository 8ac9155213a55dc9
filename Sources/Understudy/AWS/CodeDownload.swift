import Emulator
import FoundationEssentials
import LambdaAPI
import NIOCore
import NIOHTTP1

/// Answers the URLs that Lambda gives out for the zips of functions and layers.
enum CodeDownload {
    /// nil for a request that is not for one of them.
    static func answer(_ request: HTTPRequest, _ lambda: Lambda) async -> HTTPAnswer? {
        guard request.path.hasPrefix(CodeLocation.prefix) else { return nil }
        let path = PercentCoding.decode(request.path)
        guard let file = await lambda.codePath(at: path), let zip = FileManager.default.contents(atPath: file) else {
            return HTTPAnswer(
                status: .notFound, headers: ["Content-Type": "text/plain"],
                body: ByteBuffer(
                    string: "There is no code at \(path): the function, layer or version does not exist.\n"))
        }
        return HTTPAnswer(
            status: .ok, headers: ["Content-Type": "application/zip"], body: ByteBuffer(bytes: zip))
    }
}
