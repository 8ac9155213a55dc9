import JSON
import NIOCore

/// Whether a body is JSON, and if not, where it stops being it in the form of Lambda's own message (Jackson's).
enum JSONCheck {
    static func problem(in body: ByteBuffer) -> String? {
        do {
            try body.withUnsafeReadableBytes { bytes in try JSON.check(bytes) }
            return nil
        } catch let error as JSON.ParseError {
            let place = position(of: error.offset, in: body)
            return "\(error.message)\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); "
                + "line: \(place.line), column: \(place.column)]"
        } catch {
            return "\(error)"
        }
    }

    /// Both count from 1; columns count bytes.
    private static func position(of offset: Int, in body: ByteBuffer) -> (line: Int, column: Int) {
        let before = body.readableBytesView.prefix(offset)
        let line = before.count { $0 == 0x0A } + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? before.startIndex
        return (line, before.endIndex - lineStart + 1)
    }
}
