import ArgumentParser
import JSON

/// `understudy functions`: what the running emulator has.
struct FunctionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "functions", abstract: "Lists the functions of the running emulator.")

    @Flag(help: "Print JSON in place of a table.")
    var json = false

    @OptionGroup var endpoint: EndpointOptions

    func run() async throws {
        let list: JSON = ["Functions": .array(try await functions())]
        Terminal.line(json ? list.prettyText : Self.table(of: list))
    }

    /// Page by page, as Lambda gives them.
    private func functions() async throws -> [JSON] {
        var functions: [JSON] = []
        var query = ""
        while true {
            let answer = try await endpoint.client.call("GET", "/2015-03-31/functions/\(query)")
            guard answer.status == 200 else { throw CommandFailure(answer.awsError) }
            let page = try JSON(parsing: [UInt8](answer.body))
            functions += page["Functions"]?.arrayValue ?? []
            guard let marker = page["NextMarker"]?.stringValue else { return functions }
            // Base64 has three characters that mean something else in a query.
            query =
                "?Marker=" + marker.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
        }
    }

    static func table(of list: JSON) -> String {
        let functions = list["Functions"]?.arrayValue ?? []
        guard !functions.isEmpty else { return "No functions." }
        let rows = functions.map { function in
            [
                function["FunctionName"]?.stringValue ?? "", function["Runtime"]?.stringValue ?? "",
                "\(function["MemorySize"]?.intValue ?? 0) MB", "\(function["Timeout"]?.intValue ?? 0) s",
                function["FunctionArn"]?.stringValue ?? "",
            ]
        }
        return TextTable(header: ["NAME", "RUNTIME", "MEMORY", "TIMEOUT", "ARN"], rows: rows, rightAligned: [2, 3]).text
    }
}
