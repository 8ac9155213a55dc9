public import AWSAPI
import Crypto
import Foundation
import Glibc

/// Blobs as files of one folder. A file is complete from the moment it has its name.
public actor BlobFolder: Blobs {
    private let folder: String

    /// - Parameter folder: an absolute path; made if it does not exist.
    public init(_ folder: String) throws(StateStoreError) {
        self.folder = folder
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StateStoreError(path: folder, cause: error)
        }
    }

    public func put(_ bytes: [UInt8]) throws(AWSError) -> String {
        let name = SHA256.hash(data: bytes).map { byte in
            let text = String(byte, radix: 16)
            return text.utf8.count == 1 ? "0" + text : text
        }.joined()
        let path = path(of: name)
        if access(path, F_OK) == 0 { return name }
        let temporary = path + ".new"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure("create", temporary) }
        let isWritten = Self.write(bytes, to: descriptor) && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(temporary, path) == 0 else {
            let failure = Self.failure("write", path)
            unlink(temporary)
            throw failure
        }
        syncFolder()
        return name
    }

    public func get(_ name: String) throws(AWSError) -> [UInt8]? {
        let path = path(of: name)
        guard access(path, F_OK) == 0 else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else { throw Self.failure("read", path) }
        return [UInt8](data)
    }

    public nonisolated func path(of name: String) -> String { "\(folder)/\(name)" }

    public func remove(_ name: String) {
        // Nothing refers to it: a file that stays for once only takes room.
        unlink(path(of: name))
    }

    public func names() -> [String] {
        // A folder that cannot be read has nothing that anybody could use.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasSuffix(".new") }
    }

    /// The new name itself must survive, too.
    private func syncFolder() {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    private static func failure(_ what: String, _ path: String) -> AWSError {
        AWSError("InternalFailure", "Cannot \(what) \(path): \(String(cString: strerror(errno)))", status: 500)
    }
}
