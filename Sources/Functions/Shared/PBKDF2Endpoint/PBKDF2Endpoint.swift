public import FunctionSupport
private import JSON

/// `GET /pbkdf2?password=...&salt=...`, or `POST` with the same names in a JSON object, derives a key from a password
/// (RFC 8018 section 5.2) and answers JSON with the key in lower-case hex.
///
/// `iterations` defaults to 1,000, `keyLength` to 32 bytes, `prf` to SHA-256; SHA-1 and SHA-512 are the others.
/// Passwords and salts count as UTF-8. Neither ever appears in an answer or a message.
public struct PBKDF2Endpoint: Endpoint {
    /// Of a password or a salt.
    public static let maximumTextBytes = 1024
    public static let maximumKeyBytes = 1024
    /// Iterations times blocks of the hash that the key is made of. The control takes up to 6 us for each on a whole
    /// CPU, and on the fourteenth of one that comes with 128 MB still less than the timeout of 29 s.
    public static let maximumWork = 250_000

    private let deriveKey: (KeyDerivation) -> [UInt8]

    public init(deriveKey: @escaping (KeyDerivation) -> [UInt8]) {
        self.deriveKey = deriveKey
    }

    public func answer(_ input: Input) throws(BadRequest) -> Answer {
        let derivation = try derivation(input)
        return .json([
            "key": .string(hex(deriveKey(derivation))),
            "keyLength": .number(String(derivation.keyLength)),
            "iterations": .number(String(derivation.iterations)),
            "prf": .string(derivation.hash.rawValue),
        ])
    }

    private func derivation(_ input: Input) throws(BadRequest) -> KeyDerivation {
        let derivation = KeyDerivation(
            hash: try hash(input), password: try bytes(input, "password"), salt: try bytes(input, "salt"),
            iterations: try input.wholeNumber("iterations", in: 1...Self.maximumWork) ?? 1000,
            keyLength: try input.wholeNumber("keyLength", in: 1...Self.maximumKeyBytes) ?? 32)
        let digestBytes = derivation.hash.digestBytes
        let blocks = (derivation.keyLength + digestBytes - 1) / digestBytes
        guard derivation.iterations * blocks <= Self.maximumWork else {
            throw BadRequest(
                "iterations must be at most \(Self.maximumWork / blocks) for a keyLength of \(derivation.keyLength): "
                    + "the key takes \(blocks) blocks of \(digestBytes) bytes, each with all iterations")
        }
        return derivation
    }

    private func hash(_ input: Input) throws(BadRequest) -> KeyDerivation.Hash {
        guard let name = try input.text("prf") else { return .sha256 }
        guard let hash = KeyDerivation.Hash(spelling: name) else {
            throw BadRequest("prf must be SHA-1, SHA-256 or SHA-512")
        }
        return hash
    }

    private func bytes(_ input: Input, _ name: String) throws(BadRequest) -> [UInt8] {
        guard let text = try input.text(name) else { throw BadRequest("\(name) is missing") }
        guard text.utf8.count <= Self.maximumTextBytes else {
            throw BadRequest("\(name) must be at most \(Self.maximumTextBytes) bytes")
        }
        return Array(text.utf8)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
