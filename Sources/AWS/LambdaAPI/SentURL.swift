import AWSAPI
import Cloud
import JSON

/// `FunctionUrlConfig`, in requests and in answers.
enum SentURL {
    /// The alias, or nil for the function itself. Version numbers and `$LATEST` are refused.
    static func target(_ input: Parameters, _ call: Call, _ action: String) throws(AWSError) -> Target {
        var requirements = Requirements()
        let qualifier = try input.string("Qualifier")
        requirements.text(
            qualifier == "" ? nil : qualifier, "qualifier", pattern: #"((?!^\d+$)^[0-9a-zA-Z-_]+$)"#, length: 1...128)
        try requirements.check()
        return try Target(input, call, action)
    }

    static func read(_ input: Parameters, isNew: Bool) throws(AWSError) -> FunctionURLUpdate {
        let authType = try input.string("AuthType")
        let mode = try input.string("InvokeMode")
        let cors = try input.structure("Cors").map { members throws(AWSError) in try self.cors(members) }
        var requirements = Requirements()
        requirements.text(authType, "authType", oneOf: ["NONE", "AWS_IAM"], isRequired: isNew)
        requirements.text(mode, "invokeMode", oneOf: ["BUFFERED", "RESPONSE_STREAM"])
        requirements.number(cors?.maxAge, "cors.maxAge", 0...86_400)
        requirements.list(cors?.allowMethods, "cors.allowMethods", size: 0...6)
        requirements.list(cors?.allowOrigins, "cors.allowOrigins", size: 0...100)
        requirements.list(cors?.allowHeaders, "cors.allowHeaders", size: 0...100)
        requirements.list(cors?.exposeHeaders, "cors.exposeHeaders", size: 0...100)
        try requirements.check()
        return FunctionURLUpdate(
            authType: authType.flatMap(FunctionURL.AuthType.init(rawValue:)), cors: cors, invokeMode: mode)
    }

    private static func cors(_ members: Parameters) throws(AWSError) -> FunctionURL.CORS {
        var cors = FunctionURL.CORS()
        cors.allowCredentials = try members.boolean("AllowCredentials")
        cors.allowHeaders = try members.strings("AllowHeaders")
        cors.allowMethods = try members.strings("AllowMethods")
        cors.allowOrigins = try members.strings("AllowOrigins")
        cors.exposeHeaders = try members.strings("ExposeHeaders")
        cors.maxAge = try members.integer("MaxAge")
        return cors
    }

    /// - Parameter showsChange: whether `LastModifiedTime` is told, which CreateFunctionUrlConfig does not.
    static func json(
        _ url: FunctionURL, of function: Function, qualifier: String?, _ call: Call, showsChange: Bool = true
    ) -> JSON {
        .members([
            "FunctionUrl": .string(address(url, in: function.scope, call)),
            "FunctionArn": .string(function.scope.functionARN(function.name, qualifier: qualifier)),
            "AuthType": .string(url.authType.rawValue),
            "Cors": url.cors.map(json),
            "CreationTime": .string(TimeText.zulu(url.created)),
            "LastModifiedTime": showsChange ? .string(TimeText.zulu(url.lastModified)) : nil,
            "InvokeMode": .string(url.invokeMode),
        ])
    }

    private static func json(_ cors: FunctionURL.CORS) -> JSON {
        func list(_ values: [String]?) -> JSON? { values.map { .array($0.map(JSON.string)) } }
        return .members([
            "AllowCredentials": cors.allowCredentials.map(JSON.bool),
            "AllowHeaders": list(cors.allowHeaders), "AllowMethods": list(cors.allowMethods),
            "AllowOrigins": list(cors.allowOrigins), "ExposeHeaders": list(cors.exposeHeaders),
            "MaxAge": cors.maxAge.map { .integer($0) },
        ])
    }

    /// `http://ID.lambda-url.REGION.localhost:4566/`: every resolver takes names under localhost to this machine. On a
    /// host that is a name already, as localhost.localstack.cloud, that name stays.
    private static func address(_ url: FunctionURL, in scope: Scope, _ call: Call) -> String {
        let parts = call.endpoint.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        let scheme = parts.count > 1 ? parts[0] : "http:"
        let authority = parts.last ?? "localhost:4566"
        let colon = authority.hasPrefix("[") ? nil : authority.lastIndex(of: ":")
        let port = authority.hasSuffix("]") ? "" : portText(authority, colon)
        let host = colon.map { String(authority[..<$0]) } ?? authority
        let isName = host.contains(where: \.isLetter) && !host.hasPrefix("[") && !host.hasSuffix(".amazonaws.com")
        let base = isName ? host : "localhost"
        return "\(scheme)//\(url.id).lambda-url.\(scope.region).\(base)\(port)/"
    }

    /// With its colon; after a bracketed IPv6 address, too.
    private static func portText(_ authority: String, _ colon: String.Index?) -> String {
        if let colon { return String(authority[colon...]) }
        guard let end = authority.lastIndex(of: "]") else { return "" }
        return String(authority[authority.index(after: end)...])
    }
}
