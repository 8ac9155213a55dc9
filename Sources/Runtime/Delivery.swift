/// What became of an answer that was handed in.
///
/// Statuses: AWS's own Runtime API, https://github.com/aws/aws-lambda-runtime-interface-emulator
enum Delivery: Equatable {
    case accepted
    /// Over 6,291,556 bytes (status 413). Lambda tells the caller: `Function.ResponseSizeTooLarge`.
    case tooLarge(String)
    /// Not or no longer wanted: another or an answered request (400), a wrong moment (403), over time (410).
    case unwanted(String)

    /// Throws for what leaves the process no way on: 500, by AWS's word, and statuses that it does not know.
    init(_ answer: RuntimeAPIAnswer) throws(RuntimeAPIFailure) {
        switch answer.status {
        case 200..<300: self = .accepted
        case 413: self = .tooLarge("The Runtime API refused the answer as too large: \(answer.text)")
        case 400, 403, 410:
            self = .unwanted("The Runtime API did not want the answer (status \(answer.status)): \(answer.text)")
        default: throw .refused("The Runtime API answered \(answer.status) to an answer: \(answer.text)")
        }
    }

    /// What to log; nil when all is well.
    var complaint: String? {
        switch self {
        case .accepted: nil
        case .tooLarge(let message), .unwanted(let message): message
        }
    }
}
