/// A change to the ``Cloud``. Every door (a `serverless.yml`, the AWS APIs, `understudy deploy`) issues these.
public enum Command: Sendable, Hashable {
    /// Creates a function, or replaces its `$LATEST`; what was published of it stays.
    case putFunction(FunctionVersion, origin: Origin)
    /// Freezes `$LATEST` under the next number; nothing happens if it was published unchanged just before.
    case publishVersion(FunctionReference, scope: Scope)
    /// Creates an alias or replaces it.
    case putAlias(Alias, function: FunctionReference, scope: Scope)
    case deleteAlias(name: String, function: FunctionReference, scope: Scope)
    /// Deletes a function; with a qualifier, only that published version.
    case deleteFunction(FunctionReference, scope: Scope)
    /// Creates an API, or replaces the one with the same id.
    case putAPI(API)
    case deleteAPI(id: String, scope: Scope)
    /// What a configuration file says now: everything else that came from a file goes, what did not change keeps its
    /// environments.
    case replaceFileResources(functions: [FunctionVersion], apis: [API])
}
