import Crypto

/// A bucket without its objects. Names are unique among all accounts.
struct Bucket: Codable, Hashable, Sendable {
    var name: String
    /// Whose it is.
    var account: String
    var region: String
    /// Milliseconds since 1970, whole seconds.
    var created: Int
    /// JSON texts by the kind of the configuration.
    var configurations: [String: String] = [:]

    subscript(configuration: BucketConfiguration) -> String? {
        get { configurations[configuration.rawValue] }
        set { configurations[configuration.rawValue] = newValue }
    }
}

/// Whom S3 calls the owner of something: an account's canonical user id.
enum CanonicalUser {
    static func id(of account: String) -> String {
        Hexadecimal.text(SHA256.hash(data: Array("understudy \(account)".utf8)))
    }
}

enum Hexadecimal {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        let digits = Array("0123456789abcdef".utf8)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// nil for what is no pairs of digits.
    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let digits = text.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
