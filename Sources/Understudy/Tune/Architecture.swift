/// What a function is built for; prices differ.
enum Architecture: String, CaseIterable {
    case x86_64
    case arm64

    /// AWS's price list has these names.
    var shortName: String {
        switch self {
        case .x86_64: "x86"
        case .arm64: "Arm"
        }
    }
}
