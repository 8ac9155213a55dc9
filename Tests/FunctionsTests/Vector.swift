import PBKDF2Endpoint
import Testing

/// A key that is known to be right.
struct Vector: Sendable, CustomTestStringConvertible {
    let derivation: KeyDerivation
    /// In hex.
    let key: String

    init(_ hash: KeyDerivation.Hash, _ password: String, _ salt: String, _ iterations: Int, _ key: String) {
        derivation = KeyDerivation(
            hash: hash, password: Array(password.utf8), salt: Array(salt.utf8), iterations: iterations,
            keyLength: key.utf8.count / 2)
        self.key = key
    }

    var testDescription: String { "\(derivation.hash.rawValue) \(derivation.iterations) \(key.prefix(8))" }

    /// RFC 6070, without the one of 16,777,216 iterations.
    static let rfc6070 = [
        Vector(
            .sha1, "password", "salt", 1,
            "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
        Vector(
            .sha1, "password", "salt", 2,
            "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
        Vector(
            .sha1, "password", "salt", 4096,
            "4b007901b765489abead49d926f721d065a429c1"),
        Vector(
            .sha1, "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096,
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038"),
        Vector(
            .sha1, "pass\0word", "sa\0lt", 4096,
            "56fa6aa75548099dcc37d7f03425e0c3"),
    ]

    /// RFC 7914 section 11.
    static let rfc7914 = [
        Vector(
            .sha256, "passwd", "salt", 1,
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"),
        Vector(
            .sha256, "Password", "NaCl", 80000,
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d"),
    ]

    /// From Python's hashlib: SHA-512; keys, salts and passwords on both sides of a block's limits; several blocks.
    static let hashlib = [
        Vector(
            .sha512, "password", "salt", 1,
            "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
                + "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce"),
        Vector(
            .sha512, "password", "salt", 2,
            "e1d9c16aa681708a45f5c7c4e215ceb66e011a2e9f0040713f18aefdb866d53c"
                + "f76cab2868a39b9f7840edce4fef5a82be67335c77a6068e04112754f27ccf4e"),
        Vector(
            .sha512, "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 64,
            "1346a800515a5d73bfc53eac1b51899a0419fbd91cbfad5596810321e1a44491"
                + "d7892c202e34aa46ce46c782c08ff939fb75baa993953ca4124e7f7f8e341bba"
                + "953ea6d0440d2c1f7e3535b5b526a57e4feba92cd6e26ff74a7ff0ee49369d07" + "8b0d8eb4"),
        Vector(
            .sha512, String(repeating: "k", count: 129), "NaCl", 3,
            "294c6764000488359f203197069a741a7a30587ea2da4e0f874840e856782978"
                + "4d014957b109eee19bb6320b3f708846db5e8086c5a2f023071b582c13d35b66"),
        Vector(
            .sha256, String(repeating: "k", count: 65), "NaCl", 3,
            "d7db791edf6769773aefcdbf13529c45703984dc219e1d9a30899a6b8604a55d" + "d04b605740d5ffa1"),
        Vector(
            .sha1, String(repeating: "k", count: 65), String(repeating: "s", count: 200), 3,
            "de56b1753a87496475441a553b72dba8a9fcd6a2df36e2dfdbded363baa93ec9" + "6e4dd8bd4eb0c59545"),
        Vector(
            .sha512, "", "", 1,
            "6d2ecbbbfb2e6dcd7056"),
        Vector(
            .sha256, "", "", 1,
            "f7"),
        Vector(
            .sha256, "p", String(repeating: "s", count: 51), 2,
            "4b5125a14826c10e8848dfa61c1a17defbfd46a1450c6040aa1320cfebfb2b8a"),
        Vector(
            .sha256, "p", String(repeating: "s", count: 52), 2,
            "3491b998a5fd44cdc89c054a0973bae6ced52421c1a4cd8aded0bf230f19816d"),
        Vector(
            .sha512, "p", String(repeating: "s", count: 107), 2,
            "4219475a5b0832210bffecf03927bfca16ecf75aec28d5052b0c4fd667c66e39"
                + "9dfcf6e1ff7b45aa204c7f51ff2fadd2a2d3a98f456a0ca27a4afe5bf1a6b987"),
        Vector(
            .sha512, "p", String(repeating: "s", count: 108), 2,
            "7419e2c253e5f475e4005d0716d58931ac52bf54d20a9d5796de717b55ab03f7"
                + "49df95f1a93f56e15e860a3d77c1ceb86bfce8d8cffcdb0acd3e65e7ca11215c"),
        Vector(
            .sha256, "pässwörd", "sält", 5,
            "62ac18af8ec288763be3d168849b34bc119f0cdab30a48fc9155f60faff3c701"),
    ]
}
