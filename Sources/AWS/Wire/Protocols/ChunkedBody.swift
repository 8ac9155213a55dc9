import AWSAPI

/// Bodies with `Content-Encoding: aws-chunked`: chunks within the body itself, each with a signature or none, and headers
/// behind the last.
///
/// ```
/// 400;chunk-signature=...      or just its length, in hexadecimal
/// (1024 bytes)
/// 0;chunk-signature=...
/// x-amz-checksum-crc32:DUoRhQ==
/// ```
/// Source: Amazon S3 API Reference, "Signature Calculations: Transferring Payload in Multiple Chunks".
struct ChunkedBody: Equatable {
    struct Chunk: Equatable {
        /// Where its bytes lie in the body as sent.
        var range: Range<Int>
        /// nil where it is not signed.
        var signature: String?
    }

    /// The last one is empty.
    var chunks: [Chunk] = []
    var trailers: [WireHeaders.Field] = []

    static func isUsed(by request: WireRequest) -> Bool {
        request.headers["x-amz-content-sha256"]?.hasPrefix("STREAMING-") == true
            || request.headers["content-encoding"]?.lowercased().contains("aws-chunked") == true
    }

    /// The request as it would have been without: the bytes alone, what came behind them among the headers.
    static func decoded(_ request: WireRequest) throws(AWSError) -> WireRequest {
        guard isUsed(by: request) else { return request }
        let chunked = try ChunkedBody(request.body)
        var decoded = request
        decoded.body = []
        decoded.body.reserveCapacity(request.body.count)
        for chunk in chunked.chunks { decoded.body += request.body[chunk.range] }
        if let length = request.headers["x-amz-decoded-content-length"], Int(length) != decoded.body.count {
            throw incomplete
        }
        for trailer in chunked.trailers where !reserved.contains(trailer.name) {
            decoded.headers[trailer.name] = trailer.value
        }
        decoded.headers["content-encoding"] = otherEncodings(request.headers["content-encoding"])
        return decoded
    }

    init(_ body: [UInt8]) throws(AWSError) {
        var position = 0
        while true {
            let line = try Self.line(body, &position)
            let parts = line.split(separator: ";", maxSplits: 1)
            guard let length = parts.first.flatMap({ Int($0.filter { $0 != " " }, radix: 16) }), length >= 0,
                length <= body.count - position
            else { throw Self.incomplete }
            let signature = parts.dropFirst().first.flatMap { $0.split(separator: "=").last.map(String.init) }
            chunks.append(Chunk(range: position..<position + length, signature: signature))
            position += length
            if length == 0 { break }
            guard try Self.line(body, &position).isEmpty else { throw Self.incomplete }
        }
        while position < body.count {
            let line = try Self.line(body, &position)
            guard let colon = line.firstIndex(of: ":") else {
                // The end, or what stands between the chunk and its trailers.
                continue
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            trailers.append(WireHeaders.Field(String(line[..<colon]), String(value)))
            guard trailers.count <= Self.trailerLimit else { throw Self.incomplete }
        }
    }

    /// Up to a line break, which some clients leave out at the very end.
    private static func line(_ body: [UInt8], _ position: inout Int) throws(AWSError) -> String {
        guard position < body.count else { throw incomplete }
        let end = body[position...].prefix(lineLimitBytes).firstIndex(of: 0x0A)
        guard let end = end ?? (body.count - position < lineLimitBytes ? body.count : nil) else { throw incomplete }
        var line = body[position..<end]
        if line.last == 0x0D { line.removeLast() }
        position = min(end + 1, body.count)
        return String(decoding: line, as: UTF8.self)
    }

    private static func otherEncodings(_ value: String?) -> String? {
        let others = (value ?? "").split(separator: ",").map { $0.filter { $0 != " " } }.filter {
            $0.lowercased() != "aws-chunked"
        }
        return others.isEmpty ? nil : others.joined(separator: ",")
    }

    private static let lineLimitBytes = 4096
    private static let trailerLimit = 32
    /// What a body must not say in place of the request.
    private static let reserved: Set<String> = ["authorization", "host", "content-length", "x-amz-content-sha256"]

    static let incomplete = AWSError(
        "IncompleteBody", "The request body terminated unexpectedly")
}
