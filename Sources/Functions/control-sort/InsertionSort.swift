import SortEndpoint

enum InsertionSort {
    /// Takes each element to its place among the sorted ones before it. Correct, stable, and quadratic.
    static func sorted<Element: SortElement>(_ list: [Element]) -> [Element] {
        var list = list
        for index in list.indices.dropFirst() {
            let element = list[index]
            var place = index
            while place > 0, element < list[place - 1] {
                list[place] = list[place - 1]
                place -= 1
            }
            list[place] = element
        }
        return list
    }
}
