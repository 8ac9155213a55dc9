/// PBKDF2's chain: each value is the code of the one before, and all are summed by exclusive or.
///
/// A value and its padding fill one block, of which only the value's words change: that block is the whole memory of
/// the chain.
struct Chain<Hash: Compression> {
    private let keyed: KeyedHash<Hash>
    /// The first value, padded as a message that follows one block of key.
    private let first: [Hash.Word]

    init(_ keyed: KeyedHash<Hash>, first value: [Hash.Word]) {
        self.keyed = keyed
        var block = value + [Hash.Word](repeating: 0, count: 16 - value.count)
        block[value.count] = 1 << Hash.Word(Hash.Word.bitWidth - 1)
        block[15] = Hash.Word((Hash.blockBytes + value.count * Hash.wordBytes) * 8)
        first = block
    }

    /// The sum of the first so many values.
    func sum(iterations: Int) -> [Hash.Word] {
        var block = first
        var sum = Array(block.prefix(Hash.digestWords))
        var state = sum
        var scratch = [Hash.Word](repeating: 0, count: 16)
        // All pointers live within this scope, each into an array of its own: a block of sixteen words and scratch of
        // sixteen; states and sum as long as a digest.
        block.withUnsafeMutableBufferPointer { block in
            scratch.withUnsafeMutableBufferPointer { scratch in
                state.withUnsafeMutableBufferPointer { state in
                    sum.withUnsafeMutableBufferPointer { sum in
                        guard let block = block.baseAddress, let scratch = scratch.baseAddress,
                            let state = state.baseAddress
                        else { return }
                        for _ in 1..<iterations {
                            step(keyed.inner, state, block, scratch)
                            step(keyed.outer, state, block, scratch)
                            for place in sum.indices { sum[place] ^= block[place] }
                        }
                    }
                }
            }
        }
        return sum
    }

    /// Half a code: takes the block into a state with the key in it, and puts the result in place of the value.
    @inline(__always)
    private func step(
        _ keyState: [Hash.Word], _ state: UnsafeMutablePointer<Hash.Word>, _ block: UnsafeMutablePointer<Hash.Word>,
        _ scratch: UnsafeMutablePointer<Hash.Word>
    ) {
        for place in keyState.indices { state[place] = keyState[place] }
        Hash.compress(state, block, scratch: scratch)
        block.update(from: state, count: keyState.count)
    }
}
