import Cloud
import Scientist

/// Holds a definition against what is deployed.
struct ExperimentCheck {
    /// The control, then the candidates; nil for those that do not exist.
    let functions: [FunctionVersion?]
    /// Sentences.
    private(set) var problems: [String] = []
    /// What is allowed, and perhaps not meant.
    let notice: String?

    /// The candidates that can be called; none without a control.
    let callable: Set<String>

    /// - Parameter canSeal: whether functions can be denied the network on this machine.
    init(_ experiment: Experiment, cloud: Cloud, scope: Scope, canSeal: Bool) {
        var problems: [String] = []
        let subjects = [experiment.control] + experiment.candidates.map(\.subject)
        functions = subjects.map { subject in
            do throws(CloudError) {
                let reference = try FunctionReference(parsing: subject.arn)
                return try cloud.function(reference, scope: scope.completed(by: reference)) { 0 }.version
            } catch {
                problems.append("\(subject.name) (\(subject.arn)) cannot be called: \(error.message)")
                return nil
            }
        }
        for candidate in experiment.candidates where candidate.isDeniedNetwork && !canSeal {
            problems.append(
                "candidate '\(candidate.key)' is not called: it is to be denied the network, for which this machine would "
                    + "have to allow user namespaces, or the emulator to run as root.")
        }
        let exist = zip(experiment.candidates, functions.dropFirst()).filter {
            $1 != nil && (canSeal || !$0.isDeniedNetwork)
        }
        callable = functions[0] == nil ? [] : Set(exist.map(\.0.key))
        self.problems = problems
        let (conflicts, methods) = Self.routes(of: experiment, cloud, scope)
        self.problems += conflicts
        notice = experiment.unsafeMethodNotice(routeMethods: methods)
    }

    /// Routes of the path that lead elsewhere, and the methods of those that lead to the control.
    private static func routes(
        of experiment: Experiment, _ cloud: Cloud, _ scope: Scope
    ) -> (conflicts: [String], methods: [String]) {
        guard let control = try? FunctionReference(parsing: experiment.control.arn) else { return ([], []) }
        var problems: [String] = []
        var methods: Set<String> = []
        for api in cloud.apis {
            for route in api.routes where route.path.text == "/\(experiment.path)" {
                if route.function.means(control, from: api.scope, otherFrom: scope) {
                    methods.insert(route.method)
                } else {
                    problems.append(
                        "the route \(route.key) of API \(api.name) leads to \(route.function.name), not to the control "
                            + "\(control.name); its requests are left alone.")
                }
            }
        }
        return (problems, methods.sorted())
    }
}
