internal import Mustache

/// A view as templates read it: its members by name.
///
/// The template engine by itself reflects on everything that surrounds a name, each time that the name occurs: reflecting
/// once on each view makes the overview of fifty experiments in a third of the time.
final class TemplateView: MustacheParent {
    private let members: [String: Any]

    private init(_ mirror: Mirror) {
        var members: [String: Any] = [:]
        for (name, member) in mirror.children {
            // What has no name cannot be asked for.
            if let name, let value = Self.value(of: member) { members[name] = value }
        }
        self.members = members
    }

    func child(named name: String) -> Any? { members[name] }

    /// What a template is given: views as ``TemplateView``, lists of what this makes of their elements, and anything else
    /// as it is; nil for nothing.
    static func value(of any: Any) -> Any? {
        // They are what most members are, and need no look into them.
        if any is String || any is Bool { return any }
        let mirror = Mirror(reflecting: any)
        return switch mirror.displayStyle {
        case .optional: mirror.children.first.flatMap { value(of: $0.value) }
        case .collection: mirror.children.compactMap { value(of: $0.value) }
        case .struct: TemplateView(mirror)
        default: any
        }
    }
}
