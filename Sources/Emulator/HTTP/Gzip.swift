import CZlib
package import NIOCore

/// Packs answers for clients that take them so.
package enum Gzip {
    /// Nil where zlib has no memory left.
    package static func packed(_ bytes: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        guard understudy_gzip_start(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let most = Int(deflateBound(&stream, UInt(bytes.readableBytes)))
        var packed = ByteBuffer()
        var isWhole = false
        packed.writeWithUnsafeMutableBytes(minimumWritableBytes: most) { space in
            bytes.withUnsafeReadableBytes { input in
                // zlib does not write through next_in; its C type merely lacks the const.
                stream.next_in = UnsafeMutablePointer(
                    mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
                stream.avail_in = UInt32(input.count)
                stream.next_out = space.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.avail_out = UInt32(space.count)
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
                return Int(stream.total_out)
            }
        }
        return isWhole ? packed : nil
    }
}
