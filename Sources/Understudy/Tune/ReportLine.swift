/// The REPORT line that ends the log of an invocation, in AWS's text form (https://docs.aws.amazon.com/lambda/latest/dg/
/// python-logging.html shows one): fields separated by tabs, times with two decimals.
struct ReportLine: Equatable {
    /// How Lambda itself ended the invocation. A handler that returns an error leaves none.
    enum Status: Equatable {
        case timeout
        case error(type: String?)
    }

    var durationMilliseconds: Double
    var billedMilliseconds: Int
    var memorySizeMB: Int
    var maxMemoryUsedMB: Int
    /// Only the first invocation of an environment has one.
    var initMilliseconds: Double?
    var status: Status?
}

extension ReportLine {
    /// - Parameter log: the end of an invocation's log. Of several such lines the last counts, for Lambda writes after
    ///   the function. Nil when there is none, or it lacks one of the four numbers that every REPORT has.
    init?(inLog log: String) {
        let lines = log.split(whereSeparator: \.isNewline)
        guard let line = lines.last(where: { $0.hasPrefix("REPORT RequestId: ") }) else { return nil }
        let fields = Self.fields(of: line)
        guard let duration = Self.number(fields["Duration"], unit: "ms"),
            let billed = Self.number(fields["Billed Duration"], unit: "ms").flatMap(Int.init(exactly:)),
            let size = Self.number(fields["Memory Size"], unit: "MB").flatMap(Int.init(exactly:)),
            let used = Self.number(fields["Max Memory Used"], unit: "MB").flatMap(Int.init(exactly:))
        else { return nil }
        durationMilliseconds = duration
        billedMilliseconds = billed
        memorySizeMB = size
        maxMemoryUsedMB = used
        initMilliseconds = Self.number(fields["Init Duration"], unit: "ms")
        status = Self.status(fields["Status"], type: fields["Error Type"])
    }

    private static func fields(of line: Substring) -> [Substring: Substring] {
        var fields: [Substring: Substring] = [:]
        for field in line.split(separator: "\t") {
            guard let colon = field.firstIndex(of: ":") else { continue }
            fields[field[..<colon]] = field[field.index(after: colon)...].drop { $0 == " " }
        }
        return fields
    }

    private static func number(_ text: Substring?, unit: String) -> Double? {
        guard let text, text.hasSuffix(" " + unit), let number = Double(text.dropLast(unit.count + 1)),
            number.isFinite, number >= 0
        else { return nil }
        return number
    }

    private static func status(_ text: Substring?, type: Substring?) -> Status? {
        switch text {
        case "timeout": .timeout
        case "error": .error(type: type.map(String.init))
        default: nil
        }
    }
}
