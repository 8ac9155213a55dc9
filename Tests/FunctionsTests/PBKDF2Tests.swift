import FunctionSupport
import JSON
import LambdaRuntime
import PBKDF2Endpoint
import Testing

@testable import candidate_pbkdf2_fast
@testable import control_pbkdf2

@Suite("pbkdf2")
struct PBKDF2Tests {
    private let control = PBKDF2Endpoint(deriveKey: control_pbkdf2.PBKDF2.key)
    private let fast = PBKDF2Endpoint(deriveKey: candidate_pbkdf2_fast.PBKDF2.key)

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test("the control derives known keys", arguments: Vector.rfc6070 + Vector.rfc7914.prefix(1) + Vector.hashlib)
    func controlVectors(vector: Vector) {
        #expect(hex(control_pbkdf2.PBKDF2.key(vector.derivation)) == vector.key)
    }

    @Test("the fast candidate derives known keys", arguments: Vector.rfc6070 + Vector.rfc7914 + Vector.hashlib)
    func fastVectors(vector: Vector) {
        #expect(hex(candidate_pbkdf2_fast.PBKDF2.key(vector.derivation)) == vector.key)
    }

    @Test("SHA-256 in plain Swift, for processors without the extensions", arguments: Vector.hashlib)
    func plainSHA256(vector: Vector) {
        guard vector.derivation.hash == .sha256 else { return }
        #expect(
            hex(candidate_pbkdf2_fast.PBKDF2.key(vector.derivation, candidate_pbkdf2_fast.SHA256.self)) == vector.key)
    }

    private let key = "{\"key\":\"55ac046e56e3089f\",\"keyLength\":8,\"iterations\":1,\"prf\":\"SHA-256\"}"

    @Test("answers in all ways of asking")
    func asking() throws {
        let query = ["password": "passwd", "salt": "salt", "iterations": "1", "keyLength": "8"]
        let body = #"{"password": "passwd", "salt": "salt", "iterations": 1, "keyLength": 8}"#
        for endpoint in [control, fast] {
            #expect(try endpoint.rest("GET", query) == HTTPResult(200, "application/json", key))
            #expect(try endpoint.http("GET", query) == HTTPResult(200, "application/json", key))
            #expect(try endpoint.rest("POST", body: body) == HTTPResult(200, "application/json", key))
            #expect(try endpoint.http("POST", body: body) == HTTPResult(200, "application/json", key))
            #expect(try endpoint.invoke(body) == key)
        }
    }

    @Test("defaults are 1,000 iterations, 32 bytes and SHA-256")
    func defaults() throws {
        let answer = try JSON(parsing: try fast.invoke(#"{"password": "p", "salt": "s"}"#))
        #expect(answer["iterations"] == 1000)
        #expect(answer["keyLength"] == 32)
        #expect(answer["prf"] == "SHA-256")
        #expect(answer["key"]?.stringValue?.utf8.count == 64)
    }

    @Test(
        "knows hashes by their common spellings",
        arguments: [
            ("SHA-1", "SHA-1"), ("sha1", "SHA-1"), ("HmacSHA256", "SHA-256"), ("HMAC-SHA-256", "SHA-256"),
            ("sha-512", "SHA-512"), ("hmac_sha512", "SHA-512"),
        ])
    func spellings(prf: String, name: String) throws {
        let answer = try fast.invoke(#"{"password": "p", "salt": "s", "iterations": 1, "prf": "\#(prf)"}"#)
        #expect(try JSON(parsing: answer)["prf"] == .string(name))
    }

    @Test(
        "bad parameters are refused by name, without repeating secrets",
        arguments: [
            (#"{"salt": "s"}"#, "password is missing"), (#"{"password": "p"}"#, "salt is missing"),
            (#"{"password": 7, "salt": "s"}"#, "password must be a string"),
            (#"{"password": "p", "salt": "s", "iterations": 0}"#, "iterations must be from 1 to 250000"),
            (#"{"password": "p", "salt": "s", "iterations": 1.5}"#, "iterations must be a whole number"),
            (#"{"password": "p", "salt": "s", "iterations": "1"}"#, "iterations must be a whole number"),
            (#"{"password": "p", "salt": "s", "iterations": 250001}"#, "iterations must be from 1 to 250000"),
            (#"{"password": "p", "salt": "s", "keyLength": 0}"#, "keyLength must be from 1 to 1024"),
            (#"{"password": "p", "salt": "s", "keyLength": 1025}"#, "keyLength must be from 1 to 1024"),
            (#"{"password": "p", "salt": "s", "prf": "MD5"}"#, "prf must be SHA-1, SHA-256 or SHA-512"),
            (
                #"{"password": "p", "salt": "s", "keyLength": 33, "iterations": 125001}"#,
                "iterations must be at most 125000 for a keyLength of 33: "
                    + "the key takes 2 blocks of 32 bytes, each with all iterations"
            ), ("[]", "Parameters must come as a JSON object"),
        ])
    func refused(body: String, message: String) throws {
        #expect(try control.http("POST", body: body) == .badRequest(message))
        #expect(throws: FunctionError(type: "Function.BadRequest", message: message)) { try control.invoke(body) }
    }

    @Test("long passwords and salts are refused", arguments: ["password", "salt"])
    func long(name: String) throws {
        var query = ["password": "p", "salt": "s", "iterations": "1"]
        query[name] = String(repeating: "x", count: 1024)
        #expect(try fast.rest("GET", query).status == 200)
        query[name] = String(repeating: "x", count: 1025)
        #expect(try fast.rest("GET", query) == .badRequest("\(name) must be at most 1024 bytes"))
    }
}
