import Cloud
import Scientist

/// Holds a definition against what is deployed.
struct ExperimentCheck: Equatable {
    /// The control, then the candidates; nil for those that do not exist.
    let functions: [FunctionVersion?]
    /// Sentences.
    private(set) var problems: [String] = []
    /// What is allowed, and perhaps not meant.
    let notice: String?
    /// Those that reach the control on this path: of the routes that lead to it, or `ANY` where there are none.
    let methods: [String]

    /// The candidates that can be called; none without a control.
    let callable: Set<String>

    /// - Parameter canSealNetwork: whether functions can be denied the network on this machine; asked only if one is to
    ///   be.
    init(_ experiment: Experiment, cloud: Cloud, scope: Scope, canSealNetwork: () -> Bool) {
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
        let sealed = experiment.candidates.filter(\.isDeniedNetwork).map(\.key)
        let unsealable = sealed.isEmpty || canSealNetwork() ? [] : sealed
        for key in unsealable {
            problems.append(
                "candidate '\(key)' is not called: it is to be denied the network, for which this machine would "
                    + "have to allow user namespaces, or the emulator to run as root.")
        }
        let exist = zip(experiment.candidates, functions.dropFirst()).filter {
            $1 != nil && !unsealable.contains($0.key)
        }
        callable = functions[0] == nil ? [] : Set(exist.map(\.0.key))
        self.problems = problems
        let (conflicts, methods) = Self.routes(of: experiment, cloud, scope)
        self.problems += conflicts
        self.methods = methods.isEmpty ? ["ANY"] : methods
        notice = experiment.unsafeMethodNotice(routeMethods: self.methods)
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
                guard let function = route.function else { continue }
                if function.means(control, from: api.scope, otherFrom: scope) {
                    methods.insert(route.method)
                } else {
                    problems.append(
                        "the route \(route.key) of API \(api.name) leads to \(function.name), not to the control "
                            + "\(control.name); its requests are left alone.")
                }
            }
        }
        // A route of the REST API and one of the HTTP API may read alike.
        var seen: Set<String> = []
        return (problems.filter { seen.insert($0).inserted }, methods.sorted())
    }
}
