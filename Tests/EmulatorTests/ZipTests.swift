import Cloud
import Foundation
import Testing

@testable import Emulator

@Suite("Zips from anybody")
struct ZipTests {
    @Test("stored and deflated entries come out as they went in, with their modes")
    func content() throws {
        let zip = try Zip.make(
            #"""
            z.writestr(entry("bootstrap", 0o755), b"#!/bin/sh\n")
            z.writestr(entry("lib/data.txt", 0o640), b"x" * 100000, zipfile.ZIP_STORED)
            """#)
        let archive = try ZipArchive(zip)
        #expect(archive.entries.map(\.name) == ["bootstrap", "lib/data.txt"])
        #expect(archive.entries.map(\.permissions) == [0o755, 0o640])
        #expect(try archive.content(of: archive.entries[0]) == Array("#!/bin/sh\n".utf8))
        #expect(try archive.content(of: archive.entries[1]).count == 100_000)
    }

    @Test("every truncation of a zip is refused")
    func truncated() throws {
        let zip = try Zip.make(#"z.writestr(entry("a", 0o644), b"hello hello hello")"#)
        for count in 0..<zip.count {
            #expect(throws: ZipArchive.Damage.self) {
                let archive = try ZipArchive(Array(zip[..<count]))
                for entry in archive.entries { _ = try archive.content(of: entry) }
            }
        }
    }

    @Test("no flipped byte gets through unnoticed, or crashes")
    func flipped() throws {
        let zip = try Zip.make(#"z.writestr(entry("name", 0o644), b"hello hello hello")"#)
        for index in zip.indices {
            var damaged = zip
            damaged[index] ^= 0xFF
            guard let archive = try? ZipArchive(damaged), let entry = archive.entries.first,
                let content = try? archive.content(of: entry)
            else { continue }
            // What still reads must be the content: only names, times and modes carry no checksum.
            #expect(content == Array("hello hello hello".utf8) || content.isEmpty, "byte \(index)")
        }
    }

    @Test(
        "entries that would leave the folder are refused before anything is written",
        arguments: [
            (#"z.writestr(entry("../evil", 0o644), b"x")"#, "leads out of the folder"),
            (#"z.writestr(entry("a/../../evil", 0o644), b"x")"#, "leads out of the folder"),
            (#"z.writestr(entry("/etc/evil", 0o644), b"x")"#, "has an absolute path"),
            (#"z.writestr(entry("a\\b", 0o644), b"x")"#, "has a name that is not a Unix path"),
            (#"z.writestr(entry("link", 0o120777), b"../..")"#, "is a link that leads out of the folder"),
            (#"z.writestr(entry("link", 0o120777), b"/etc/passwd")"#, "is a link to the absolute path /etc/passwd"),
            (
                #"z.writestr(entry("d/up", 0o120777), b".."); z.writestr(entry("out", 0o120777), b"d/up/..")"#,
                "is a link that leads out of the folder"
            ),
            (
                #"z.writestr(entry("a", 0o120777), b".."); z.writestr(entry("a/x", 0o644), b"x")"#,
                "stands in the place of another entry"
            ),
            (
                #"z.writestr(entry("a", 0o644), b"1"); z.writestr(entry("a", 0o644), b"2")"#,
                "stands in the place of another entry"
            ),
        ])
    func unsafe(script: String, reason: String) throws {
        let (store, path, root) = try Self.store(with: script)
        let error = #expect(throws: CodeError.self) { try store.folder(for: .zip(path: path)) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "none")")
        #expect(try FileManager.default.contentsOfDirectory(atPath: root) == [], "nothing is left behind")
    }

    @Test("a bomb is refused by what it says it holds, and by what it really holds")
    func bomb() throws {
        let (store, path, _) = try Self.store(
            with: #"""
                for i in range(3): z.writestr(entry("zeros%d" % i, 0o644), b"\0" * 100_000_000)
                """#)
        #expect(throws: CodeError.tooLarge(path: path, limitBytes: 262_144_000)) {
            try store.folder(for: .zip(path: path))
        }
        // A directory that lies about the size: the content stops at what it promised.
        var zip = try Zip.make(#"z.writestr(entry("a", 0o644), b"\0" * 1_000_000)"#)
        let directory = try #require(Zip.offset(of: [0x50, 0x4B, 0x01, 0x02], in: zip))
        zip.replaceSubrange(directory + 24..<directory + 28, with: [10, 0, 0, 0])
        let archive = try ZipArchive(zip)
        #expect(throws: ZipArchive.Damage.self) { try archive.content(of: archive.entries[0]) }
    }

    @Test("links inside the folder are kept, modes too, and a second look finds the same folder")
    func unpacked() throws {
        let (store, path, _) = try Self.store(
            with: #"""
                z.writestr(entry("bin/tool", 0o4755), b"#!/bin/sh\n")
                z.writestr(entry("bootstrap", 0o120777), b"bin/tool")
                """#)
        let folder = try store.folder(for: .zip(path: path))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/bootstrap") == "bin/tool")
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/bin/tool")[.posixPermissions]
        #expect(mode as? Int == 0o755, "the set-user bit is dropped")
        #expect(try store.folder(for: .zip(path: path)) == folder)
        try folder.checkBootstrap(architecture: .x86_64)
    }

    @Test("a code folder without a bootstrap that runs here is refused by name")
    func bootstraps() throws {
        let folder = CodeFolder(path: try TemporaryFolder.make())
        let file = folder.path + "/bootstrap"
        #expect(throws: CodeError.noBootstrap(folder: folder.path)) { try folder.checkBootstrap(architecture: .x86_64) }

        let other = ELFHeader.machineOfThisHost == ELFHeader.x86_64 ? ELFHeader.aarch64 : ELFHeader.x86_64
        let header: [UInt8] =
            [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1] + Array(repeating: 0, count: 9) + [2, 0, UInt8(other), 0]
        try Data(header).write(to: URL(filePath: file))
        #expect(throws: CodeError.notExecutable(file: file)) { try folder.checkBootstrap(architecture: .x86_64) }

        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        let error = #expect(throws: CodeError.self) { try folder.checkBootstrap(architecture: .arm64) }
        #expect(
            error?.description == "The bootstrap is built for \(ELFHeader.name(of: other)), this machine runs "
                + "\(ELFHeader.name(of: ELFHeader.machineOfThisHost)) (the function says arm64).")
    }

    private static func store(with script: String) throws -> (CodeStore, zip: String, root: String) {
        let root = try TemporaryFolder.make()
        let path = try TemporaryFolder.make() + "/code.zip"
        try Data(try Zip.make(script)).write(to: URL(filePath: path))
        return (CodeStore(root: root), path, root)
    }
}

/// Zips made by Python's zipfile: another hand than the one that reads them.
enum Zip {
    /// - Parameter script: writes to `z`; `entry(name, mode)` makes a ZipInfo with a Unix mode.
    static func make(_ script: String) throws -> [UInt8] {
        let program = #"""
            import io, sys, zipfile, warnings
            warnings.simplefilter("ignore")
            def entry(name, mode):
                info = zipfile.ZipInfo("placeholder", (2020, 1, 1, 0, 0, 0))
                info.filename = info.orig_filename = name
                info.create_system = 3
                info.external_attr = (mode if mode > 0o7777 else 0o100000 | mode) << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                return info
            file = io.BytesIO()
            z = zipfile.ZipFile(file, "w")

            """# + script + "\nz.close(); sys.stdout.buffer.write(file.getvalue())\n"
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", program]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return [UInt8](bytes)
    }

    static func offset(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.indices.first { bytes[$0...].starts(with: pattern) }
    }
}
