import CZlib

/// With ``Gzip`` the only file that calls zlib.
enum Inflate {
    /// Unpacks raw deflate data that must come to exactly `size` bytes; nil if it does not, or is damaged.
    ///
    /// Never holds more than `size` bytes, whatever the data would unpack to.
    static func inflate(_ packed: ArraySlice<UInt8>, to size: Int) -> [UInt8]? {
        var stream = z_stream()
        guard understudy_inflate_start(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var isWhole = false
        let content = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { space, count in
            packed.withUnsafeBufferPointer { input in
                // zlib does not write through next_in; its C type merely lacks the const.
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = space.baseAddress
                stream.avail_out = UInt32(space.count)
                isWhole = CZlib.inflate(&stream, Z_FINISH) == Z_STREAM_END
            }
            count = Int(stream.total_out)
        }
        return isWhole && content.count == size ? content : nil
    }

    static func crc(of bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count))
    }
}
