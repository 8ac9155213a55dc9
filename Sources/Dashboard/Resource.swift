/// The files below `Resources/`, which are in the binary.
enum Resource {
    static let templates: [(name: String, text: String)] = [
        ("layout", text(PackageResources.layout_mustache)),
        ("overview", text(PackageResources.overview_mustache)),
        ("experiment", text(PackageResources.experiment_mustache)),
        ("mismatches", text(PackageResources.mismatches_mustache)),
        ("mismatch", text(PackageResources.mismatch_mustache)),
        ("functions", text(PackageResources.functions_mustache)),
        ("function", text(PackageResources.function_mustache)),
        ("message", text(PackageResources.message_mustache)),
        ("heads", text(PackageResources.heads_mustache)),
        ("advice", text(PackageResources.advice_mustache)),
        ("verdict", text(PackageResources.verdict_mustache)),
        ("figures", text(PackageResources.figures_mustache)),
        ("failures", text(PackageResources.failures_mustache)),
        ("cohorts", text(PackageResources.cohorts_mustache)),
        ("final", text(PackageResources.final_mustache)),
        ("reasons", text(PackageResources.reasons_mustache)),
        ("marks", text(PackageResources.marks_mustache)),
        ("chart", text(PackageResources.chart_mustache)),
        ("report", text(PackageResources.report_mustache)),
    ]

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
