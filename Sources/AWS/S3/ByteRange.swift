import AWSAPI

/// The `Range` header, as far as S3 follows it: one range of bytes (RFC 9110, section 14).
enum ByteRange {
    /// - Returns: nil where the whole object is meant: for no header, and for one that S3 does not understand.
    /// - Throws: InvalidRange for one that lies outside the object.
    static func parse(_ text: String?, size: Int) throws(AWSError) -> Range<Int>? {
        guard let text, text.hasPrefix("bytes="), !text.contains(",") else { return nil }
        let ends = text.dropFirst("bytes=".count).split(
            separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        let (first, last) = (Int(ends[0]), Int(ends[1]))
        switch (ends[0].isEmpty, ends[1].isEmpty) {
        case (true, false):
            guard let length = last, length >= 0 else { return nil }
            guard length > 0, size > 0 else { throw .invalidRange(text, size: size) }
            return max(0, size - length)..<size
        case (false, true):
            guard let first, first >= 0 else { return nil }
            guard first < size else { throw .invalidRange(text, size: size) }
            return first..<size
        case (false, false):
            guard let first, let last, first >= 0, first <= last else { return nil }
            guard first < size else { throw .invalidRange(text, size: size) }
            return first..<min(size, last == .max ? size : last + 1)
        case (true, true): return nil
        }
    }
}
