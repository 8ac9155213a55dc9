import Glibc

/// ln |gamma(x)|, by the one of the C library's functions that keeps no state.
func logGamma(_ value: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(value, &sign)
}
