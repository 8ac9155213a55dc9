import Cloud
import Glibc

/// Function code on disk: zips are unpacked once, into a folder named after what they contain.
///
/// Runs on worker threads; two that unpack the same zip at the same time arrive at the same folder.
package struct CodeStore: Sendable {
    /// Lambda's quota on unpacked code.
    static let unpackedLimitBytes = 262_144_000
    /// Lambda's quota on a zip that is uploaded directly.
    static let zipLimitBytes = 52_428_800

    /// Where the folders are made; exists.
    private let root: String

    package init(root: String) {
        self.root = root
    }

    /// A function's code and, where it has layers, their files.
    func folder(for function: FunctionVersion) throws(CodeError) -> CodeFolder {
        var folder = try folder(for: function.code)
        folder.layers = try layers(function.details.layers)
        return folder
    }

    /// The layers' files in one folder, those of later layers in place of earlier ones. Unpacked once for each list of
    /// layers.
    private func layers(_ layers: [LayerUse]) throws(CodeError) -> String? {
        guard !layers.isEmpty else { return nil }
        let name = ContentHash.hex(of: Array(layers.map(\.codeSHA256).joined(separator: "/").utf8))
        let final = "\(root)/layers-\(name)"
        if access(final, F_OK) == 0 { return final }
        let temporary = "\(final).\(RequestID.generate())"
        for layer in layers {
            let folder = try unpack(zip: layer.path)
            guard FileTree.merge(folder.path, into: temporary) else {
                FileTree.remove(temporary)
                throw .unreadable(path: layer.path, reason: "its files cannot be put together with other layers'")
            }
        }
        if rename(temporary, final) != 0 { FileTree.remove(temporary) }
        return final
    }

    func folder(for code: FunctionVersion.CodeReference) throws(CodeError) -> CodeFolder {
        switch code {
        case .folder(let path):
            guard access(path, F_OK) == 0 else { throw .missingArtifact(path: path) }
            return CodeFolder(path: path)
        case .zip(let path):
            return try unpack(zip: path)
        }
    }

    private func unpack(zip path: String) throws(CodeError) -> CodeFolder {
        let bytes = try Self.read(path)
        let final = "\(root)/\(ContentHash.hex(of: bytes))"
        if access(final, F_OK) == 0 { return CodeFolder(path: final) }
        let archive: ZipArchive
        do {
            archive = try ZipArchive(bytes)
        } catch {
            throw .damagedZip(path: path, reason: error.reason)
        }
        let unpacker = try Unpacker(archive: archive, zipPath: path)
        let temporary = final + ".\(RequestID.generate())"
        do {
            try unpacker.unpack(into: temporary)
        } catch {
            FileTree.remove(temporary)
            throw error
        }
        if rename(temporary, final) != 0 {
            // Another worker was first, which is as good.
            FileTree.remove(temporary)
        }
        return CodeFolder(path: final)
    }

    private static func read(_ path: String) throws(CodeError) -> [UInt8] {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .missingArtifact(path: path) }
        guard status.st_size <= unpackedLimitBytes else { throw .tooLarge(path: path, limitBytes: unpackedLimitBytes) }
        guard let bytes = FileTree.read(path) else {
            throw .unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        return bytes
    }
}
