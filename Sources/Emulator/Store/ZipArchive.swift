import CZlib
import Glibc

/// Reads a zip file: its directory, and each entry's content through zlib with its CRC checked.
///
/// Understands what AWS takes: stored and deflated entries, no encryption, no splitting over several files, ZIP64
/// sizes refused. Source: PKWARE APPNOTE.TXT, sections 4.3 and 4.4.
struct ZipArchive {
    struct Entry: Equatable {
        /// As written in the directory; a folder's ends in a slash.
        var name: String
        /// Unix mode with its file type; 0 when the archive was not made on Unix.
        var mode: UInt32
        var compressedBytes: Int
        var bytes: Int
        var crc: UInt32
        var isDeflated: Bool
        fileprivate var headerOffset: Int

        var isFolder: Bool { name.hasSuffix("/") }
        var isSymbolicLink: Bool { mode & 0o170000 == 0o120000 }
        /// Permission bits; what Windows archives lack is filled in as AWS does not: readable and executable by all.
        var permissions: UInt32 { mode == 0 ? 0o755 : mode & 0o777 }
    }

    let entries: [Entry]
    private let bytes: [UInt8]

    /// - Throws: ``Damage`` for anything that is not a whole, plain zip file.
    init(_ bytes: [UInt8]) throws(Damage) {
        self.bytes = bytes
        let reader = Reader(bytes: bytes)
        let end = try Self.endRecord(in: reader)
        let count = try reader.int16(end + 10)
        var position = try reader.int32(end + 16)
        guard try reader.int16(end + 4) == 0, count != 0xFFFF, position != 0xFFFF_FFFF else {
            throw Damage("archives in several parts and ZIP64 are not supported")
        }
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count {
            let (entry, length) = try Self.entry(at: position, in: reader)
            entries.append(entry)
            position += length
        }
        self.entries = entries
    }

    /// The entry's content.
    ///
    /// - Throws: ``Damage`` when it does not unpack to exactly the size and checksum that the directory promises.
    func content(of entry: Entry) throws(Damage) -> [UInt8] {
        let reader = Reader(bytes: bytes)
        guard try reader.int32(entry.headerOffset) == 0x0403_4B50 else {
            throw Damage("the entry '\(entry.name)' has no header where the directory says")
        }
        let nameBytes = try reader.int16(entry.headerOffset + 26)
        let extraBytes = try reader.int16(entry.headerOffset + 28)
        let start = entry.headerOffset + 30 + nameBytes + extraBytes
        guard start + entry.compressedBytes <= bytes.count else {
            throw Damage("the entry '\(entry.name)' reaches past the end of the file")
        }
        let packed = bytes[start..<start + entry.compressedBytes]
        let content = entry.isDeflated ? Inflate.inflate(packed, to: entry.bytes) : Array(packed)
        guard let content, content.count == entry.bytes else {
            throw Damage("the entry '\(entry.name)' does not unpack to its \(entry.bytes) bytes")
        }
        guard Inflate.crc(of: content) == entry.crc else {
            throw Damage("the entry '\(entry.name)' fails its checksum")
        }
        return content
    }

    // MARK: The directory

    /// The end record stands in the last 64 KiB, before a comment of any content.
    private static func endRecord(in reader: Reader) throws(Damage) -> Int {
        let size = reader.bytes.count
        var position = size - 22
        while position >= 0 && position >= size - 22 - 65_535 {
            if try reader.int32(position) == 0x0605_4B50, try position + 22 + reader.int16(position + 20) == size {
                return position
            }
            position -= 1
        }
        throw Damage("it has no directory at its end")
    }

    private static func entry(at position: Int, in reader: Reader) throws(Damage) -> (Entry, length: Int) {
        guard try reader.int32(position) == 0x0201_4B50 else { throw Damage("its directory breaks off") }
        let flags = try reader.int16(position + 8)
        let method = try reader.int16(position + 10)
        let nameBytes = try reader.int16(position + 28)
        let length = try 46 + nameBytes + reader.int16(position + 30) + reader.int16(position + 32)
        guard position + length <= reader.bytes.count else { throw Damage("its directory breaks off") }
        let name = String(decoding: reader.bytes[position + 46..<position + 46 + nameBytes], as: UTF8.self)
        guard flags & 1 == 0 else { throw Damage("the entry '\(name)' is encrypted") }
        guard method == 0 || method == 8 else {
            throw Damage("the entry '\(name)' is packed by method \(method); only stored and deflated are known")
        }
        let madeOnUnix = try reader.int16(position + 4) >> 8 == 3
        let entry = try Entry(
            name: name,
            mode: madeOnUnix ? UInt32(reader.int32(position + 38) >> 16) : 0,
            compressedBytes: reader.int32(position + 20),
            bytes: reader.int32(position + 24),
            crc: UInt32(reader.int32(position + 16)),
            isDeflated: method == 8,
            headerOffset: reader.int32(position + 42))
        return (entry, length)
    }

    /// What is wrong with the file, as the end of a sentence.
    struct Damage: Error, Equatable {
        let reason: String
        init(_ reason: String) { self.reason = reason }
    }

    /// Little-endian numbers at checked places.
    private struct Reader {
        let bytes: [UInt8]

        func int16(_ offset: Int) throws(Damage) -> Int { try number(offset, bytes: 2) }
        func int32(_ offset: Int) throws(Damage) -> Int { try number(offset, bytes: 4) }

        private func number(_ offset: Int, bytes count: Int) throws(Damage) -> Int {
            guard offset >= 0, offset + count <= bytes.count else { throw Damage("it breaks off") }
            return bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
    }
}
