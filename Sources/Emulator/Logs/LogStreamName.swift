/// `YYYY/MM/DD/[VERSION]32hex`: one log stream per environment.
enum LogStreamName {
    static func generate(version: String) -> String {
        let date = WallClock.datePath(epochMilliseconds: WallClock.epochMilliseconds())
        return "\(date)/[\(version)]"
            + Hex.text(of: RandomBits.next(), digits: 16) + Hex.text(of: RandomBits.next(), digits: 16)
    }
}
