import AWSWire
import STS

/// The credentials that signatures are held against with `--verify-signatures`.
struct AccessKeys {
    var id: String
    var secret: String

    /// Temporary credentials count, too. An access key id that is an account's has the same secret.
    func verifier(_ sessions: Sessions) -> SignatureVerifier {
        SignatureVerifier { [self] key in
            if let session = sessions.session(key) {
                return SignatureVerifier.Secret(session.secretAccessKey, token: session.token, expires: session.expires)
            }
            return key == id ? SignatureVerifier.Secret(secret) : nil
        }
    }
}
