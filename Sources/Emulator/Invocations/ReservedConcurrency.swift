import Cloud

/// How many invocations are under way of each function that has concurrency of its own. Decides; runs nothing.
///
/// Other functions are not counted here. One that gets its reservation while it runs is counted from then on.
struct ReservedConcurrency {
    private var running: [String: Int] = [:]

    /// Takes a place, if the function has one left.
    mutating func admit(_ reservation: Reservation) -> Bool {
        let count = running[reservation.function, default: 0]
        guard count < reservation.limit else { return false }
        running[reservation.function] = count + 1
        return true
    }

    /// Gives a place back.
    mutating func release(_ reservation: Reservation) {
        guard let count = running[reservation.function] else { return }
        running[reservation.function] = count > 1 ? count - 1 : nil
    }
}
