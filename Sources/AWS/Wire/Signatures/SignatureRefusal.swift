import AWSAPI
import JSON

/// What is said about a signature that is not accepted. Codes and statuses differ by protocol.
struct SignatureRefusal {
    private let wire: WireProtocol

    init(_ wire: WireProtocol) { self.wire = wire }

    private var isS3: Bool { if case .restXML = wire { true } else { false } }

    /// JSON services answer 400, all others 403.
    private var status: Int { if case .json = wire { 400 } else { 403 } }

    private func error(query: String, json: String, s3: String, _ message: String, status: Int? = nil) -> AWSError {
        let code =
            switch wire {
            case .query: query
            case .json, .restJSON: json
            case .restXML: s3
            }
        return AWSError(code, message, status: status ?? self.status)
    }

    func malformed(_ problem: Signature.Problem) -> AWSError {
        switch problem {
        case .missing:
            error(
                query: "MissingAuthenticationToken", json: "MissingAuthenticationTokenException", s3: "AccessDenied",
                isS3 ? "Access Denied" : "Missing Authentication Token")
        case .incomplete(let sentence):
            error(
                query: "IncompleteSignature", json: "IncompleteSignatureException",
                s3: "AuthorizationHeaderMalformed", sentence, status: 400)
        }
    }

    func unknownKey(_ signature: Signature) -> AWSError {
        var refusal = error(
            query: "InvalidClientTokenId", json: "UnrecognizedClientException", s3: "InvalidAccessKeyId",
            isS3
                ? "The AWS Access Key Id you provided does not exist in our records."
                : "The security token included in the request is invalid.")
        if isS3 { refusal.members = [JSON.Member("AWSAccessKeyId", .string(signature.credential.accessKeyID))] }
        return refusal
    }

    func mismatch(_ signature: Signature) -> AWSError {
        error(
            query: "SignatureDoesNotMatch", json: "InvalidSignatureException", s3: "SignatureDoesNotMatch",
            isS3
                ? "The request signature we calculated does not match the signature you provided. Check your key and "
                    + "signing method."
                : "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                    + "Access Key and signing method. Consult the service documentation for details.")
    }

    func skewed(_ signature: Signature, _ time: Int, _ now: Int) -> AWSError {
        if isS3 {
            return AWSError(
                "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.",
                status: 403)
        }
        let edge = now + (time < now ? -1 : 1) * SignatureVerifier.toleranceMilliseconds
        let (word, comparison, sign) = time < now ? ("expired", "earlier", "-") : ("not yet current", "later", "+")
        return error(
            query: "SignatureDoesNotMatch", json: "InvalidSignatureException", s3: "",
            "Signature \(word): \(signature.date) is now \(comparison) than \(Self.basic(edge)) "
                + "(\(Self.basic(now)) \(sign) 15 min.)")
    }

    func expired(_ signature: Signature, _ time: Int, _ now: Int) -> AWSError {
        isS3
            ? AWSError("AccessDenied", time > now ? "Request is not valid yet" : "Request has expired", status: 403)
            : skewed(signature, time, now)
    }

    var wrongToken: AWSError {
        isS3
            ? AWSError("InvalidToken", "The provided token is malformed or otherwise invalid.", status: 400)
            : error(
                query: "InvalidClientTokenId", json: "UnrecognizedClientException", s3: "",
                "The security token included in the request is invalid.")
    }

    var expiredToken: AWSError {
        error(
            query: "ExpiredToken", json: "ExpiredTokenException", s3: "ExpiredToken",
            isS3 ? "The provided token has expired." : "The security token included in the request is expired",
            status: isS3 ? 400 : nil)
    }

    func wrongBody(sent: String, computed: String) -> AWSError {
        guard isS3 else {
            return error(
                query: "SignatureDoesNotMatch", json: "InvalidSignatureException", s3: "",
                "The value of x-amz-content-sha256 is not the SHA-256 of the request's body.")
        }
        return AWSError(
            "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.",
            members: [
                JSON.Member("ClientComputedContentSHA256", .string(sent)),
                JSON.Member("S3ComputedContentSHA256", .string(computed)),
            ])
    }

    /// `20130524T000000Z`
    private static func basic(_ milliseconds: Int) -> String {
        Timestamp.iso8601Seconds(milliseconds).filter { $0 != "-" && $0 != ":" }
    }
}
