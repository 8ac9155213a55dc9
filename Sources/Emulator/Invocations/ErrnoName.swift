import Glibc

/// Error numbers in the words of Go's standard library: the C library's, in lower case.
enum ErrnoName {
    static func goText(of errno: Int32) -> String {
        String(cString: strerror(errno)).lowercased()
    }
}
