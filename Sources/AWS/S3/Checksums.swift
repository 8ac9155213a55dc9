import AWSAPI
import Crypto
import FoundationEssentials

/// The checksums that go with bytes, in base64, by member: `ChecksumCRC32`.
struct Checksums: Codable, Hashable, Sendable {
    var values: [String: String] = [:]
    /// Of all bytes, or of the parts' checksums.
    var kind: Kind?

    enum Kind: String, Codable, Sendable {
        case fullObject = "FULL_OBJECT"
        case composite = "COMPOSITE"
    }
}

/// What S3 can compute. Others that a client sends are kept and given back, and not verified.
enum ChecksumAlgorithm: String, CaseIterable, Sendable {
    case crc32 = "CRC32"
    case crc32C = "CRC32C"
    case crc64NVME = "CRC64NVME"
    case sha1 = "SHA1"
    case sha256 = "SHA256"

    var member: String { "Checksum\(rawValue)" }
    var header: String { "x-amz-checksum-\(rawValue.lowercased())" }

    /// Every member that the service model has, ours first.
    static let members =
        allCases.map(\.member) + [
            "ChecksumSHA512", "ChecksumMD5", "ChecksumXXHASH64", "ChecksumXXHASH3", "ChecksumXXHASH128",
        ]

    static func header(of member: String) -> String {
        "x-amz-checksum-" + member.dropFirst("Checksum".count).lowercased()
    }

    /// In network byte order.
    func digest(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .crc32: Self.bigEndian(CRCs.crc32.value(bytes))
        case .crc32C: Self.bigEndian(CRCs.crc32C.value(bytes))
        case .crc64NVME: Self.bigEndian(CRCs.crc64NVME.value(bytes))
        case .sha1: Array(Insecure.SHA1.hash(data: bytes))
        case .sha256: Array(SHA256.hash(data: bytes))
        }
    }

    func text(_ bytes: [UInt8]) -> String { Data(digest(bytes)).base64EncodedString() }

    private static func bigEndian(_ word: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: word.bigEndian) { Array($0) }
    }
}

extension Checksums {
    /// Compares what a client says of bytes with the bytes.
    ///
    /// - Returns: what is kept: what the client says, or what it wants computed, or S3's own choice.
    static func verified(_ bytes: [UInt8], _ input: Parameters) throws(AWSError) -> Checksums {
        if let text = try input.string("ContentMD5") {
            guard let expected = Data(base64Encoded: text), expected.count == 16 else { throw .invalidMD5 }
            guard Array(expected) == Array(Insecure.MD5.hash(data: bytes)) else { throw .badMD5 }
        }
        var checksums = Checksums(kind: .fullObject)
        for member in ChecksumAlgorithm.members {
            guard let text = try input.string(member) else { continue }
            if let algorithm = ChecksumAlgorithm.allCases.first(where: { $0.member == member }) {
                try algorithm.verify(text, bytes)
            }
            checksums.values[member] = text
        }
        if checksums.values.isEmpty {
            let asked = try input.string("ChecksumAlgorithm").flatMap(ChecksumAlgorithm.init)
            let algorithm = asked ?? .crc64NVME
            checksums.values[algorithm.member] = algorithm.text(bytes)
        }
        return checksums
    }
}

extension ChecksumAlgorithm {
    fileprivate func verify(_ text: String, _ bytes: [UInt8]) throws(AWSError) {
        let actual = digest(bytes)
        guard let expected = Data(base64Encoded: text), expected.count == actual.count else {
            throw .invalidRequest("Value for \(header) header is invalid.")
        }
        guard Array(expected) == actual else { throw .badDigest(rawValue) }
    }
}
