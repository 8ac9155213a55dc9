import Cloud
import Glibc

/// A function's code on disk, ready to run.
struct CodeFolder: Sendable, Equatable {
    /// Absolute.
    let path: String
    /// Where the layers' files lie, merged as on Lambda in `/opt`; nil for a function without layers.
    var layers: String?

    /// What is started: the function's own `bootstrap`, else its layers'.
    var program: String {
        guard let layers, access(path + "/bootstrap", F_OK) != 0 else { return "./bootstrap" }
        return layers + "/bootstrap"
    }

    /// Makes sure that there is a `bootstrap` that this machine can run.
    ///
    /// - Throws: ``CodeError`` naming what is missing, and for a wrong architecture both architectures.
    func checkBootstrap(architecture: FunctionVersion.Architecture) throws(CodeError) {
        let file = program.hasPrefix("/") ? program : path + "/bootstrap"
        var status = stat()
        guard stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .noBootstrap(folder: path) }
        guard status.st_mode & 0o111 != 0 else { throw .notExecutable(file: file) }
        guard let found = ELFHeader.machine(of: file) else { return }  // a script: its interpreter is what counts
        guard found == ELFHeader.machineOfThisHost else {
            throw .wrongArchitecture(
                found: ELFHeader.name(of: found), expected: ELFHeader.name(of: ELFHeader.machineOfThisHost),
                declared: architecture.rawValue)
        }
    }
}

/// The few bytes of an ELF file that say for which processor it is (System V ABI, "ELF header").
enum ELFHeader {
    static let x86_64: UInt16 = 62
    static let aarch64: UInt16 = 183

    #if arch(arm64)
        static let machineOfThisHost = aarch64
    #else
        static let machineOfThisHost = x86_64
    #endif

    /// `e_machine`; nil for what is not an ELF file.
    static func machine(of file: String) -> UInt16? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var header = [UInt8](repeating: 0, count: 20)
        guard read(descriptor, &header, header.count) == header.count, header[..<4] == [0x7F, 0x45, 0x4C, 0x46] else {
            return nil
        }
        let isBigEndian = header[5] == 2
        let (first, second) = (UInt16(header[18]), UInt16(header[19]))
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    static func name(of machine: UInt16) -> String {
        switch machine {
        case x86_64: "x86_64"
        case aarch64: "arm64"
        default: "ELF machine \(machine)"
        }
    }
}
