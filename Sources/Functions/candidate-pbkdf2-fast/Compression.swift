/// The heart of a hash function of the SHA family: it takes one block of sixteen words into a state.
///
/// Words are in the machine's own byte order, so that in PBKDF2's long chain nothing is ever turned around.
protocol Compression {
    associatedtype Word: FixedWidthInteger & UnsignedInteger
    static var initialState: [Word] { get }
    /// `scratch` has room for sixteen words and keeps nothing between calls.
    static func compress(
        _ state: UnsafeMutablePointer<Word>, _ block: UnsafePointer<Word>, scratch: UnsafeMutablePointer<Word>)
}

extension Compression {
    static var wordBytes: Int { Word.bitWidth / 8 }
    static var blockBytes: Int { 16 * wordBytes }
    static var digestWords: Int { initialState.count }
}

extension FixedWidthInteger {
    /// To the right.
    @inline(__always)
    func rotated(_ bits: Self) -> Self { self &>> bits | self &<< (Self(truncatingIfNeeded: Self.bitWidth) &- bits) }
}
