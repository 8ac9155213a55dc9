import Dashboard

/// From the refusal of a form to the page that it is on, with what was written into it.
struct WayBack {
    /// Nil where the form is on no page that there is.
    let link: String?
    let kept: String?

    /// - Parameter path: of the action, below `/_understudy/`.
    init(_ path: [String], _ form: FormBody) {
        switch (path.first, path.count) {
        case ("experiments", 5): link = Int(path[3]).map { URLPath.mismatch(path[1], $0) }
        case ("experiments", 3): link = URLPath.experiment(path[1])
        default: link = nil
        }
        kept = form["reason"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }
}
