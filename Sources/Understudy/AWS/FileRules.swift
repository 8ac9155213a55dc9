import AWSAPI
import Cloud
import Emulator
import EventBridge

extension ServerlessFile {
    /// The rules that its functions' schedules stand for.
    ///
    /// - Throws: ``CommandFailure`` for an expression that is none.
    func rules(account: String) throws -> [FileRule] {
        var rules: [FileRule] = []
        for function in functions {
            for (index, schedule) in function.schedules.enumerated() {
                let rule = FileRule(
                    name: schedule.name ?? Self.name(of: function, index + 1),
                    scope: Scope(account: account, region: region), expression: schedule.expression,
                    isEnabled: schedule.isEnabled, description: schedule.description,
                    functionARN: function.version.unqualifiedARN, input: schedule.input)
                do throws(AWSError) {
                    try rule.check()
                } catch {
                    throw CommandFailure(
                        "\(schedule.place): functions.\(function.key).events: the schedule '\(schedule.expression)' is not "
                            + "taken: \(error.message) Write for instance rate(5 minutes) or cron(0 12 * * ? *).")
                }
                rules.append(rule)
            }
        }
        return rules
    }

    /// Names of rules have at most 64 characters; the end tells several of one function apart.
    private static func name(of function: DeclaredFunction, _ number: Int) -> String {
        let suffix = "-schedule-\(number)"
        return function.version.name.prefix(64 - suffix.count) + suffix
    }
}
