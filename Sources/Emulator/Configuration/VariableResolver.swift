import Settings

/// Replaces Serverless variables by what they stand for, when and where a value is read.
///
/// What is never read is never resolved, so a variable that only AWS can answer does no harm in a part of the file
/// that concerns AWS alone.
struct VariableResolver {
    let root: ConfigurationValue
    let options: ServerlessFile.Options
    /// The folder of the configuration file, where relative paths begin.
    let folder: String
    /// The variables of the process and of `.env` files.
    var environment: [String: String]

    /// Variables that refer to each other this deep are taken to go in circles.
    private static let maximumDepth = 50

    /// The value without variables on its own level; members of lists and mappings are left for their turn.
    ///
    /// - Parameter key: for messages.
    func resolve(
        _ value: ConfigurationValue, key: String, depth: Int = 0
    ) throws(ConfigurationError) -> ConfigurationValue {
        guard case .scalar(let text) = value.content, text.contains("${") else { return value }
        let site = Site(key: key, place: value.place, depth: depth)
        guard depth < Self.maximumDepth else {
            throw site.error("the variables in '\(text)' refer to each other in circles")
        }
        guard let pieces = VariableText.pieces(of: text) else { throw site.error("'\(text)' lacks a closing brace") }
        if case .variable(let variable)? = pieces.first, pieces.count == 1 {
            return try self.value(of: variable, site) ?? ConfigurationValue(content: .null, place: value.place)
        }
        var resolved = value
        resolved.content = .scalar(try interpolate(pieces, site))
        return resolved
    }

    /// The stage: of the command line, else of the file, else `dev`.
    func stage(depth: Int = 0) throws(ConfigurationError) -> String {
        if let stage = options.stage { return stage }
        return try providerText("stage", depth) ?? "dev"
    }

    /// The region: of the command line, else of the file, else the emulator's own default.
    func region(depth: Int = 0) throws(ConfigurationError) -> String {
        if let region = options.region { return region }
        return try providerText("region", depth) ?? Self.defaultRegion
    }

    /// Serverless' own is us-east-1.
    static let defaultRegion = "eu-west-1"

    private func providerText(_ name: String, _ depth: Int) throws(ConfigurationError) -> String? {
        guard let value = root["provider"]?[name] else { return nil }
        let resolved = try resolve(value, key: "provider.\(name)", depth: depth + 1)
        guard case .scalar(let text) = resolved.content else { return nil }
        return text
    }
}

/// Where a variable stands, for messages and against circles.
private struct Site {
    var key: String
    var place: ConfigurationValue.Place
    var depth: Int

    func error(_ sentence: String) -> ConfigurationError {
        ConfigurationError(place, key, sentence)
    }
}

// MARK: Evaluating

extension VariableResolver {
    /// The first alternative that has a value; nil if that value is `null`.
    private func value(of variable: String, _ site: Site) throws(ConfigurationError) -> ConfigurationValue? {
        for alternative in VariableText.alternatives(of: variable) {
            guard let source = VariableSource(alternative) else {
                throw site.error(
                    "'\(alternative)' in '${\(variable)}' is neither a variable nor a text in quotes, a number, true, "
                        + "false or null")
            }
            if let value = try self.value(of: source, site) { return value }
            if source == .literal(nil) { return nil }
        }
        throw site.error("'${\(variable)}' has no value and no default: add one as in '${\(variable), 'default'}'")
    }

    /// nil if the source has no value, so that the next alternative gets its turn.
    private func value(of source: VariableSource, _ site: Site) throws(ConfigurationError) -> ConfigurationValue? {
        switch source {
        case .literal(let text):
            return text.map { ConfigurationValue(content: .scalar($0), place: site.place) }
        case .variable(let text):
            let value = ConfigurationValue(content: .scalar(text), place: site.place)
            return try resolve(value, key: site.key, depth: site.depth + 1)
        case .lookUp(let type, let parameter, let address):
            let parameter = try parameter.map { text throws(ConfigurationError) in try plain(text, site) }
            let address = try address.map { text throws(ConfigurationError) in try plain(text, site) }
            return try lookUp(type, parameter, address ?? "", site)
        }
    }

    /// The text with its inner variables replaced.
    private func plain(_ text: String, _ site: Site) throws(ConfigurationError) -> String {
        guard let pieces = VariableText.pieces(of: text) else { throw site.error("'\(text)' lacks a closing brace") }
        return try interpolate(pieces, site)
    }

    private func interpolate(_ pieces: [VariableText.Piece], _ site: Site) throws(ConfigurationError) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let plain): text += plain
            case .variable(let variable): text += try self.text(of: variable, site)
            }
        }
        return text
    }

    private func text(of variable: String, _ site: Site) throws(ConfigurationError) -> String {
        guard let value = try value(of: variable, site) else { return "" }
        switch try resolve(value, key: site.key, depth: site.depth + 1).content {
        case .scalar(let text): return text
        case .null: return ""
        case .sequence, .mapping:
            throw site.error("'${\(variable)}' is \(value.kind), which cannot be part of a text")
        }
    }
}

// MARK: Sources

extension VariableResolver {
    private func lookUp(
        _ type: String, _ parameter: String?, _ address: String, _ site: Site
    ) throws(ConfigurationError) -> ConfigurationValue? {
        func scalar(_ text: String?) -> ConfigurationValue? {
            text.map { ConfigurationValue(content: .scalar($0), place: site.place) }
        }
        switch type {
        case "self": return try own(address, site)
        case "opt": return scalar(option(address))
        case "env": return scalar(environment[address])
        case "sls": return scalar(try serverless(address, site))
        case "param": return try parameterValue(address, site)
        case "aws": return scalar(try aws(address, site))
        case "file": return try file(parameter ?? "", address, site)
        default:
            throw site.error(
                "'${\(type):...}' can only be answered by AWS or by a plugin; understood are self, opt, env, sls, param, "
                    + "aws and file")
        }
    }

    private func option(_ name: String) -> String? {
        switch name {
        case "stage": options.stage
        case "region": options.region
        default: options.others[name]
        }
    }

    private func serverless(_ name: String, _ site: Site) throws(ConfigurationError) -> String {
        switch name {
        case "stage": return try stage(depth: site.depth + 1)
        case "instanceId": return "understudy"
        default: throw site.error("'sls:\(name)' is unknown: there are sls:stage and sls:instanceId")
        }
    }

    private func aws(_ name: String, _ site: Site) throws(ConfigurationError) -> String {
        switch name {
        case "accountId": return options.account
        case "region": return try region(depth: site.depth + 1)
        case "partition": return "aws"
        default:
            throw site.error(
                "'aws:\(name)' can only be answered by AWS: there are aws:accountId, :region and :partition")
        }
    }

    /// Of the command line, else of the stage, else of all stages.
    private func parameterValue(_ name: String, _ site: Site) throws(ConfigurationError) -> ConfigurationValue? {
        if let text = options.parameters[name] {
            return ConfigurationValue(content: .scalar(text), place: site.place)
        }
        guard let parameters = root["params"] else { return nil }
        let ofStage = parameters[try stage(depth: site.depth + 1)]
        guard let value = ofStage?[name] ?? parameters["default"]?[name] else { return nil }
        return try resolve(value, key: "params.\(name)", depth: site.depth + 1)
    }

    /// Stage and region have values even where the file says nothing.
    private func own(_ address: String, _ site: Site) throws(ConfigurationError) -> ConfigurationValue? {
        if let value = try member(address, of: root, site) { return value }
        switch address {
        case "provider.stage":
            return ConfigurationValue(content: .scalar(try stage(depth: site.depth + 1)), place: site.place)
        case "provider.region":
            return ConfigurationValue(content: .scalar(try region(depth: site.depth + 1)), place: site.place)
        default: return nil
        }
    }

    private func file(
        _ name: String, _ address: String, _ site: Site
    ) throws(ConfigurationError) -> ConfigurationValue? {
        guard let ending = name.split(separator: ".").last, ["yml", "yaml", "json"].contains(ending) else {
            throw site.error("'file(\(name))' must name a .yml, .yaml or .json file; code is not run")
        }
        let path = PathText.absolute(name, from: folder)
        guard let text = options.files.read(path) else { return nil }
        return try member(address, of: try YAMLReader.read(text, file: name), site)
    }

    /// The value at the end of a path of keys and indices; nil if there is none.
    private func member(
        _ address: String, of value: ConfigurationValue, _ site: Site
    ) throws(ConfigurationError) -> ConfigurationValue? {
        var value = try resolve(value, key: site.key, depth: site.depth + 1)
        for key in address.split(separator: ".") {
            guard let next = value[String(key)] else { return nil }
            value = try resolve(next, key: site.key, depth: site.depth + 1)
        }
        return value.isNull ? nil : value
    }
}
