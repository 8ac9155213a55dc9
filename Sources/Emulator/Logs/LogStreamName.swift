/// `YYYY/MM/DD/[VERSION]32hex`: one log stream per environment.
enum LogStreamName {
    static func generate(version: String) -> String {
        var random = SystemRandomNumberGenerator()
        let date = WallClock.datePath(epochMilliseconds: WallClock.epochMilliseconds())
        return "\(date)/[\(version)]"
            + Hex.text(of: random.next(), digits: 16) + Hex.text(of: random.next(), digits: 16)
    }
}
