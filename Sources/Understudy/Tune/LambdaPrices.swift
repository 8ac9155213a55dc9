/// What Lambda charges for on-demand invocations, first tier, before the free tier.
struct LambdaPrices: Equatable {
    /// The day of the price list, or what a file of prices says in its place.
    var asOf: String
    var region: String
    /// Dollars per GB-second of billed duration; a GB is 1,024 MB.
    var x86PerGBSecond: Double
    var armPerGBSecond: Double
    /// Dollars.
    var perMillionRequests: Double

    /// AWS's price list for US East (N. Virginia), version 20260831092318: `Lambda-GB-Second` up to 6 billion GB-seconds a
    /// month, `Lambda-GB-Second-ARM` up to 7.5 billion, `Request`. Most regions charge the same.
    /// https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AWSLambda/current/us-east-1/index.csv, explained at
    /// https://aws.amazon.com/lambda/pricing/.
    static let current = LambdaPrices(
        asOf: "2026-08-31", region: "us-east-1", x86PerGBSecond: 0.0000166667, armPerGBSecond: 0.0000133334,
        perMillionRequests: 0.20)

    func perGBSecond(_ architecture: Architecture) -> Double {
        switch architecture {
        case .x86_64: x86PerGBSecond
        case .arm64: armPerGBSecond
        }
    }

    /// Dollars for one request.
    func cost(billedMilliseconds: Int, memorySizeMB: Int, _ architecture: Architecture) -> Double {
        let gigabyteSeconds = Double(billedMilliseconds) / 1_000 * Double(memorySizeMB) / 1_024
        return gigabyteSeconds * perGBSecond(architecture) + perMillionRequests / 1_000_000
    }
}
