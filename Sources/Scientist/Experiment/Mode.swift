/// When candidates are called. In none of these does the client wait for them.
public enum Mode: String, Sendable, Hashable, Codable, CaseIterable {
    /// Once the last byte of the client's answer is written.
    case afterResponse = "after-response"
    /// Right after the control was called, beside it.
    case parallel
    /// As soon as the control has answered.
    case controlFirst = "control-first"
    /// Beside the control, called before or after it by the toss of a coin.
    case random
}
