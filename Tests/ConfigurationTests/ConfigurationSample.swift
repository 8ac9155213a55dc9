import Settings

@testable import Emulator

/// A `serverless.yml` that lies in `/app` of a file system in memory, with zips wherever `dist/` or the root is asked
/// for.
func read(
    _ yaml: String, options: ServerlessFile.Options = .init(), files: [String: String] = [:]
) throws(ConfigurationError) -> ServerlessFile {
    var options = options
    options.files = ConfigurationFiles(
        read: { path in path == "/app/serverless.yml" ? yaml : files[path] },
        state: { path in
            if path.hasSuffix(".zip"), !path.contains("missing") { return .file(identity: "identity") }
            return path.hasSuffix("/folder") ? .folder(identity: "bootstrap") : .missing
        })
    return try ServerlessFile(path: "/app/serverless.yml", options: options)
}

/// The message of the mistake in a file, without the folder; nil if there is none.
func mistake(
    _ yaml: String, options: ServerlessFile.Options = .init(), files: [String: String] = [:]
) -> String? {
    do throws(ConfigurationError) {
        _ = try read(yaml, options: options, files: files)
        return nil
    } catch {
        return String(error.description.dropFirst("/app/".count))
    }
}

/// A file with one function that has these further lines, each indented by four spaces.
func file(function lines: String..., provider: [String] = []) -> String {
    let provider = (["name: aws"] + provider).map { "  \($0)" }
    let function = (["handler: bootstrap"] + lines).map { "    \($0)" }
    return
        (["service: app", "provider:"] + provider + ["package:", "  artifact: app.zip", "functions:", "  hello:"]
        + function).joined(separator: "\n")
}
