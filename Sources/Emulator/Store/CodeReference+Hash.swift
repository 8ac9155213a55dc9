package import Cloud
import FoundationEssentials

extension FunctionVersion.CodeReference {
    /// SHA-256 of the zip, or of the folder's `bootstrap`, in hexadecimal digits; nil if it cannot be read.
    package var contentHash: String? {
        let path =
            switch self {
            case .zip(let path): path
            case .folder(let path): path + "/bootstrap"
            }
        // Whoever starts the function says why it cannot be read.
        guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        return ContentHash.hex(of: Array(data))
    }
}
