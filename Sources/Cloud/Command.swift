/// A change to the ``Cloud``. Every door (a `serverless.yml`, the AWS APIs, `understudy deploy`) issues these.
public enum Command: Sendable, Hashable {
    /// Creates a function, or replaces its `$LATEST`; what was published of it stays.
    case putFunction(FunctionVersion, origin: Origin)
    /// Creates a function that does not exist yet, or takes one over that only a file declares.
    case createFunction(FunctionVersion, tags: [String: String] = [:])
    /// Changes a function, or something that belongs to it. The reference's qualifier plays no part: the change says
    /// itself what it is about.
    case change(FunctionReference, scope: Scope, FunctionChange, Stamp = Stamp())
    /// Deletes a function; with a qualifier, only that published version.
    case deleteFunction(FunctionReference, scope: Scope)
    /// Publishes a version of a layer under the next number; the given one does not count.
    case publishLayer(LayerVersion)
    /// Nothing happens if there is no such version.
    case deleteLayerVersion(name: String, number: Int, scope: Scope)
    /// Creates an API, or replaces the one with the same id.
    case putAPI(API)
    case deleteAPI(id: String, scope: Scope)
    /// What a configuration file says now: everything else that came from a file goes, what did not change keeps its
    /// environments.
    case replaceFileResources(functions: [FunctionVersion], apis: [API])
}

extension Command {
    /// The one function that a command is about; nil for those that are about none or many.
    public var function: (name: String, scope: Scope)? {
        switch self {
        case .putFunction(let version, _), .createFunction(let version, _): (version.name, version.scope)
        case .change(let reference, let scope, _, _), .deleteFunction(let reference, let scope):
            (reference.name, scope)
        case .publishLayer, .deleteLayerVersion, .putAPI, .deleteAPI, .replaceFileResources: nil
        }
    }

    /// The layer that a command is about.
    public var layer: (name: String, scope: Scope)? {
        switch self {
        case .publishLayer(let version): (version.name, version.scope)
        case .deleteLayerVersion(let name, _, let scope): (name, scope)
        default: nil
        }
    }
}
