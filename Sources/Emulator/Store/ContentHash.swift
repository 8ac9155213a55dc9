import Crypto

/// SHA-256 of a zip: the name of its unpacked folder.
enum ContentHash {
    static func hex(of bytes: [UInt8]) -> String {
        var text = ""
        for byte in SHA256.hash(data: bytes) { text += Hex.text(of: UInt64(byte), digits: 2) }
        return text
    }
}
