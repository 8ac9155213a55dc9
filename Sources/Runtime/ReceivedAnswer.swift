/// Gathers the pieces of an answer as libcurl hands them over.
final class ReceivedAnswer {
    /// More than any event: the platform's own limit is 6,291,556 bytes.
    static let maximumBodyBytes = 16 * 1_048_576

    private var headers = Headers()
    private var body: [UInt8] = []
    private(set) var headIsComplete = false

    func clear() {
        headers = Headers()
        body = []
        headIsComplete = false
    }

    /// A line of the head, with its line end; the last one is empty. Another head may follow, after `100 Continue`.
    func append(header line: UnsafeRawBufferPointer) -> Bool {
        headIsComplete = line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8)
        headers.add(line: line)
        return true
    }

    /// False when the body would grow too large; libcurl then gives up with a write error.
    func append(body piece: UnsafeRawBufferPointer) -> Bool {
        guard body.count + piece.count <= Self.maximumBodyBytes else { return false }
        body.append(contentsOf: piece)
        return true
    }

    func answer(status: Int) -> RuntimeAPIAnswer {
        RuntimeAPIAnswer(status: status, headers: headers, body: body)
    }

    /// The body of libcurl's callbacks: they must return how many bytes they took, anything less means failure.
    ///
    /// `context` is the `ReceivedAnswer` that the transport set; it owns both it and the handle, so it is alive
    /// whenever libcurl calls.
    static func take(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
        _ append: (ReceivedAnswer, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let context else { return 0 }
        let answer = Unmanaged<ReceivedAnswer>.fromOpaque(context).takeUnretainedValue()
        return append(answer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }
}
