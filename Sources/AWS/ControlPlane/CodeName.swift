import Cloud
import Crypto
import Foundation

/// The SHA-256 of a zip in its two spellings: hexadecimal names the file, base64 is AWS's `CodeSha256`.
public struct CodeName: Sendable, Hashable {
    public let hex: String
    public let base64: String

    public static func of(_ bytes: [UInt8]) -> CodeName { CodeName(digest: Data(SHA256.hash(data: bytes))) }

    /// nil for what is no SHA-256.
    public init?(base64: String) {
        guard let digest = Data(base64Encoded: base64), digest.count == 32 else { return nil }
        self.init(digest: digest)
    }

    private init(digest: Data) {
        hex = digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        base64 = digest.base64EncodedString()
    }

    /// Of a function's zip, or its `bootstrap` where the code is a folder; nil if it cannot be read: whoever starts the
    /// function says why.
    static func ofFile(_ code: FunctionVersion.CodeReference) -> (base64: String, sizeBytes: Int)? {
        let path =
            switch code {
            case .zip(let path): path
            case .folder(let path): path + "/bootstrap"
            }
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return (Data(SHA256.hash(data: data)).base64EncodedString(), data.count)
    }
}
