import CSHA256

/// SHA-256's compression by the processor's own instructions. To be used only where `isAvailable` says so.
enum SHA256WithExtensions: Compression {
    static let isAvailable = csha256_is_available()

    static var initialState: [UInt32] { SHA256.initialState }

    @inline(__always)
    static func compress(
        _ state: UnsafeMutablePointer<UInt32>, _ block: UnsafePointer<UInt32>, scratch: UnsafeMutablePointer<UInt32>
    ) {
        csha256_compress(state, block)
    }
}
