import AWSAPI
import JSON

/// The text of a policy: kept as it came.
enum PolicyDocument {
    /// As IAM gives it back: percent-encoded (RFC 3986), everything but letters, digits and `-_.~`.
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 2)
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// White space does not count.
    static func size(_ text: String) -> Int {
        text.utf8.count { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    /// What says who may take a role.
    static func checkTrust(_ text: String) throws(AWSError) {
        for statement in try statements(text, "This policy contains invalid Json") {
            guard statement["Resource"] == nil, statement["NotResource"] == nil else {
                throw malformed("Has prohibited field Resource")
            }
            guard statement["Principal"] != nil || statement["NotPrincipal"] != nil else {
                throw malformed("Missing required field Principal")
            }
            try checkCommon(statement)
        }
    }

    /// What says what a role may do.
    static func checkPermissions(_ text: String) throws(AWSError) {
        for statement in try statements(text, "Syntax errors in policy.") {
            guard statement["Principal"] == nil, statement["NotPrincipal"] == nil else {
                throw malformed("Policy document should not specify a principal.")
            }
            try checkCommon(statement)
            guard statement["Resource"] != nil || statement["NotResource"] != nil else {
                throw malformed("Policy statement must contain resources.")
            }
        }
    }

    private static func checkCommon(_ statement: JSON) throws(AWSError) {
        guard let effect = statement["Effect"] else { throw malformed("Missing required field Effect") }
        guard effect == "Allow" || effect == "Deny" else {
            throw malformed("Invalid effect: \(effect.stringValue ?? effect.text)")
        }
        guard statement["Action"] != nil || statement["NotAction"] != nil else {
            throw malformed("Policy statement must contain actions.")
        }
    }

    private static func statements(_ text: String, _ otherwise: String) throws(AWSError) -> [JSON] {
        // What is wrong with a text that is no JSON is said in AWS's words.
        guard let document = try? JSON(parsing: text), document.objectValue != nil else { throw malformed(otherwise) }
        guard let statement = document["Statement"] else { throw malformed("Missing required field Statement") }
        let statements = statement.arrayValue ?? [statement]
        guard statements.allSatisfy({ $0.objectValue != nil }) else { throw malformed(otherwise) }
        return statements
    }

    private static func malformed(_ message: String) -> AWSError { AWSError("MalformedPolicyDocument", message) }
}
