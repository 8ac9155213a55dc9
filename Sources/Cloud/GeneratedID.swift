/// Ids in the forms that AWS gives out, computed from what they stand for: the same configuration always gets the same
/// URLs, without anything being stored.
public enum GeneratedID {
    /// An API's id: ten lower-case letters and digits.
    public static func api(name: String, kind: String, scope: Scope) -> String {
        text(of: "\(scope.account)/\(scope.region)/\(kind)/\(name)", length: 10)
    }

    /// A function URL's id: 32 lower-case letters and digits.
    public static func functionURL(name: String, qualifier: String?, scope: Scope) -> String {
        let seed = "\(scope.account)/\(scope.region)/url/\(name)/\(qualifier ?? "$LATEST")"
        return (0..<4).map { text(of: "\($0)/\(seed)", length: 8) }.joined()
    }

    /// A REST resource's id: six lower-case letters and digits.
    ///
    /// - Parameter api: the id of its API; two APIs' resources of the same path have different ids.
    public static func resource(path: String, api: String = "") -> String {
        text(of: api + path, length: 6)
    }

    /// The first `length` digits, base 36, of the text's FNV-1a hash (64 bits, so at most 12 digits mean anything).
    private static func text(of seed: String, length: Int) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in seed.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        var digits = ""
        for _ in 0..<length {
            digits.append(alphabet[Int(hash % 36)])
            hash /= 36
        }
        return digits
    }

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
}
