/// Looks into a zip without unpacking it.
package enum ZipInspection {
    /// - Returns: how many entries it has and what they come to unpacked; nil for what is no sound zip, or one that would
    ///   not be unpacked for what its entries are called.
    package static func contents(of zip: [UInt8]) -> (entries: Int, bytes: Int)? {
        guard let archive = try? ZipArchive(zip),
            archive.entries.allSatisfy({ (try? Unpacker.place(of: $0, zipPath: "")) != nil })
        else { return nil }
        return (archive.entries.count, archive.entries.reduce(0) { $0 + $1.bytes })
    }
}
