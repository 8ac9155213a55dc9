/// Where pages are.
package enum URLPath {
    package static let root = "/_understudy/"

    package static func experiment(_ name: String) -> String { "\(root)experiments/\(encoded(name))" }
    package static func mismatches(_ name: String, _ parameters: [(String, String)] = []) -> String {
        experiment(name) + "/differences" + query(parameters)
    }
    package static func mismatch(_ name: String, _ id: Int) -> String { experiment(name) + "/differences/\(id)" }
    package static let functions = "\(root)functions"
    package static func function(_ name: String) -> String { "\(functions)/\(encoded(name))" }
    /// The log of a function, of one environment if a log stream is given.
    static func log(of function: String, _ stream: String?) -> String {
        self.function(function) + query(stream.map { [("search", $0)] } ?? []) + "#logs"
    }

    static func query(_ parameters: [(String, String)]) -> String {
        guard !parameters.isEmpty else { return "" }
        return "?" + parameters.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    }

    /// Everything but the unreserved characters of RFC 3986, section 2.3.
    package static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
