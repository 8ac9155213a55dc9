import SortEndpoint

enum StableSort {
    /// The standard library's sort, n log n. Its documentation does not promise that equal elements keep their order,
    /// so that is asked for: of equal elements the earlier one comes first.
    static func sorted<Element: SortElement>(_ list: [Element]) -> [Element] {
        let sorted = list.enumerated().sorted { left, right in
            if left.element < right.element { return true }
            return left.offset < right.offset && !(right.element < left.element)
        }
        return sorted.map(\.element)
    }
}
