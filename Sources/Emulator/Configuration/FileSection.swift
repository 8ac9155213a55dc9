import Cloud
import Settings

/// The file as a whole: its top-level keys.
struct FileSection {
    let service: String
    let stage: String
    let region: String
    private let section: Section
    private let provider: ProviderSection
    private let reading: Reading
    private let resolver: VariableResolver

    init(
        _ root: ConfigurationValue, _ reading: Reading, _ resolver: VariableResolver
    ) throws(ConfigurationError) {
        section = try Section(root, path: "", reading)
        reading.isLenient = try section.text("configValidationMode") == "off"
        try section.check(Self.keys)
        service = try Self.serviceName(section)
        stage = try resolver.stage()
        region = try resolver.region()
        provider = try ProviderSection(section)
        self.reading = reading
        self.resolver = resolver
    }

    private static func serviceName(_ section: Section) throws(ConfigurationError) -> String {
        guard let name = try section.text("service") else {
            throw section.error("service", "is missing: it names the application, as in 'service: my-app'")
        }
        return name
    }

    private static let keys = KnownKeys(
        followed: ["service", "provider", "functions", "package", "params", "custom", "configValidationMode"],
        indifferent: [
            "frameworkVersion", "useDotenv", "variablesResolutionMode", "deprecationNotificationMode",
            "disabledDeprecations", "org", "app", "stages", "console", "dashboard", "outputs", "build", "state",
        ],
        unsupported: [
            "resources": "resources of CloudFormation are not created",
            "layers": "layers are not added to functions",
            "plugins": "plugins of Serverless are not run",
        ])
}

// MARK: Functions

extension FileSection {
    func functions() throws(ConfigurationError) -> [DeclaredFunction] {
        let defaults = try self.defaults()
        var functions: [DeclaredFunction] = []
        let sections = try functionSections()
        for (key, section) in sections {
            let function = try FunctionSection(section, key: key, defaults)
            guard let declared = try function.declared() else { continue }
            if let other = functions.first(where: { $0.version.name == declared.version.name }) {
                throw section.error("name", "'\(declared.version.name)' is also the name of functions.\(other.key)")
            }
            functions.append(declared)
        }
        try defaults.understudy.checkFunctions(exist: sections.map(\.key))
        return functions
    }

    private func defaults() throws(ConfigurationError) -> FunctionDefaults {
        FunctionDefaults(
            service: service, stage: stage, region: region, folder: resolver.folder, options: resolver.options,
            settings: provider.settings, environment: provider.environment,
            artifact: try PackageSection.artifact(of: section), understudy: try UnderstudySection(section))
    }

    /// `functions` may also be a list of mappings, for instance of several files.
    private func functionSections() throws(ConfigurationError) -> [(key: String, section: Section)] {
        guard let value = try section.value("functions") else { return [] }
        var parts = [value]
        if case .sequence = value.content { parts = try section.list("functions") }
        var sections: [(key: String, section: Section)] = []
        for part in parts {
            let functions = try Section(part, path: "functions", reading)
            for key in functions.keys {
                guard let function = try functions.section(key) else {
                    throw functions.error(key, "is empty: it needs at least a handler")
                }
                sections.append((key, function))
            }
        }
        return sections
    }
}

// MARK: APIs

extension FileSection {
    func apis(of functions: [DeclaredFunction]) throws(ConfigurationError) -> [API] {
        var apis: [API] = []
        for kind in DeclaredRoute.Kind.allCases {
            let routes = try routes(of: functions, kind)
            if !routes.isEmpty { apis.append(api(kind, routes)) }
        }
        return apis
    }

    private func routes(
        of functions: [DeclaredFunction], _ kind: DeclaredRoute.Kind
    ) throws(ConfigurationError) -> [Route] {
        var owners: [String: String] = [:]
        var routes: [Route] = []
        for function in functions {
            for declared in function.routes where declared.kind == kind {
                if let owner = owners.updateValue(function.key, forKey: declared.route.key) {
                    throw ConfigurationError(
                        declared.place, "functions.\(function.key).events",
                        "'\(declared.route.key)' is also a route of functions.\(owner)")
                }
                routes.append(declared.route)
            }
        }
        return routes + preflights(of: functions.flatMap(\.routes).filter { $0.kind == kind })
    }

    /// The OPTIONS routes that `cors` of events asks for, one per path. Routes that the file has itself come first.
    private func preflights(of routes: [DeclaredRoute]) -> [Route] {
        var paths: [RoutePath] = []
        var merged: [RoutePath: RESTCORS] = [:]
        for declared in routes {
            guard let cors = declared.cors else { continue }
            let path = declared.route.path
            if merged[path] == nil { paths.append(path) }
            merged[path] = merged[path].map { cors.united(with: $0) } ?? cors
        }
        return paths.compactMap { path in
            merged[path].flatMap { cors in
                // OPTIONS is a method that it knows.
                try? Route(method: "OPTIONS", path: path, target: .mock(cors.integration), timeout: .seconds(29))
            }
        }
    }

    /// Ids come from names, so URLs stay the same from start to start.
    private func api(_ kind: DeclaredRoute.Kind, _ routes: [Route]) -> API {
        let scope = Scope(account: resolver.options.account, region: region)
        let settings = kind == .rest ? provider.rest : provider.http
        let name = settings.name ?? "\(stage)-\(service)"
        let id = settings.id ?? GeneratedID.api(name: name, kind: kind.rawValue, scope: scope)
        let stageName = kind == .rest ? stage : "$default"
        var routes = routes
        for index in routes.indices {
            routes[index].resourceID = GeneratedID.resource(path: routes[index].path.text, api: id)
            routes[index].payloadFormat = settings.payloadFormat
        }
        return API(
            id: id, name: name, account: scope.account, region: scope.region, origin: .file,
            kind: kind == .rest ? .rest : .http,
            stages: [
                API.Stage(
                    name: stageName, deploymentID: GeneratedID.resource(path: "\(id)/\(stageName)"), routes: routes,
                    binaryMediaTypes: settings.binaryMediaTypes, cors: settings.cors?.configuration(for: routes))
            ])
    }
}
