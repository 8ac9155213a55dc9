import Cloud

/// The function URLs of a model, by their ids.
struct FunctionURLTable {
    struct Entry {
        var url: FunctionURL
        /// With the alias, if the URL is one's.
        var function: FunctionReference
        var scope: Scope
    }

    private var entries: [String: Entry] = [:]

    init(_ cloud: Cloud) {
        for function in cloud.functions {
            for (qualifier, url) in function.urls {
                let reference = FunctionReference(
                    name: function.name, qualifier: qualifier == "$LATEST" ? nil : qualifier)
                entries[url.id] = Entry(url: url, function: reference, scope: function.scope)
            }
        }
    }

    subscript(id: String) -> Entry? { entries[id] }
}
