/// Things by key, in the order of keys.
struct ObjectIndex<Value: Sendable>: Sendable {
    private(set) var keys: [ObjectKey] = []
    private var values: [ObjectKey: Value] = [:]

    var isEmpty: Bool { keys.isEmpty }

    subscript(key: ObjectKey) -> Value? {
        get { values[key] }
        set {
            switch (values[key] != nil, newValue != nil) {
            case (false, true): keys.insert(key, at: place(of: key))
            case (true, false): keys.remove(at: place(of: key))
            case (true, true), (false, false): break
            }
            values[key] = newValue
        }
    }

    /// Where the first key that is not less than this one stands.
    func place(of key: ObjectKey) -> Int {
        // Who writes keys in order writes at the end.
        if let last = keys.last, last < key { return keys.count }
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
