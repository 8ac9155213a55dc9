package import Cloud

extension FunctionVersion.CodeReference {
    /// SHA-256 of the zip, or of the folder's `bootstrap`, in hexadecimal digits; nil if it cannot be read: whoever starts
    /// the function says why.
    package var contentHash: String? {
        switch self {
        case .zip(let path): FileTree.read(path).map(ContentHash.hex)
        case .folder(let path): FileTree.read(path + "/bootstrap").map(ContentHash.hex)
        }
    }
}
