import SortEndpoint

enum TextSort {
    static func sorted<Element: SortElement>(_ list: [Element]) -> [Element] {
        // Planted peculiarity: numbers are compared as text, so 10 comes before 9.
        let sorted = list.sorted { $0.text < $1.text }
        // Planted peculiarity: duplicates are dropped.
        return sorted.indices.filter { $0 == 0 || sorted[$0].text != sorted[$0 - 1].text }.map { sorted[$0] }
    }
}
