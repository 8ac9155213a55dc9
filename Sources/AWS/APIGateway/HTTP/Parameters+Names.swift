import AWSAPI
import JSON

extension Parameters {
    /// Members by their names on the wire, whichever of the two spellings the caller used: `apiId` for `ApiId`.
    var onTheWire: Parameters { Parameters(json.lowerCamelCased(depth: 0), payload: payload) }
}

extension JSON {
    /// Structures within, whose members have such names as well.
    private static let structures: Set<String> = [
        "corsConfiguration", "defaultRouteSettings", "accessLogSettings", "jwtConfiguration", "tlsConfig",
    ]
    /// Maps of structures: their keys are the caller's.
    private static let mapsOfStructures: Set<String> = ["routeSettings", "requestParameters"]

    fileprivate func lowerCamelCased(depth: Int) -> JSON {
        guard let members = objectValue else { return self }
        return .object(
            members.map { member in
                let key = member.key.prefix(1).lowercased() + member.key.dropFirst()
                guard depth == 0 else { return Member(key, member.value) }
                if Self.structures.contains(key) { return Member(key, member.value.lowerCamelCased(depth: 1)) }
                guard Self.mapsOfStructures.contains(key), let inner = member.value.objectValue else {
                    return Member(key, member.value)
                }
                return Member(
                    key, .object(inner.map { Member($0.key, $0.value.lowerCamelCased(depth: 1)) }))
            })
    }
}
