// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The manifest is the architecture: a target may know only what stands above it in its own section.
// `make check` holds every import against these arrows.

/// `UNDERSTUDY_BUILD=bootstraps` leaves only what ships to AWS: no package is resolved, nothing of the emulator is built.
/// `UNDERSTUDY_BUILD=shipped` adds its tests; `UNDERSTUDY_BUILD=scientist` is the Scientist and its store alone, which
/// builds in a fraction of the time; `UNDERSTUDY_BUILD=services` the emulated AWS services without the emulator,
/// `UNDERSTUDY_BUILD=dashboard` the pages alone.
let build = Context.environment["UNDERSTUDY_BUILD"] ?? "all"
let buildsAll = build == "all"

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (Context.environment["UNDERSTUDY_WARNINGS"] == "error" ? [.treatAllWarnings(as: .error)] : [])

func library(_ name: String, path: String? = nil, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

// MARK: What ships to AWS

let shipped: [Target] = [
    library("JSON"),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    library("LambdaRuntime", path: "Sources/Runtime", ["CCurl", "JSON"]),
    library("Events", ["JSON"]),
    library("FunctionSupport", path: "Sources/Functions/Shared/FunctionSupport", ["Events", "JSON", "LambdaRuntime"]),
    library("RoundEndpoint", path: "Sources/Functions/Shared/RoundEndpoint", ["FunctionSupport", "JSON"]),
    library("SortEndpoint", path: "Sources/Functions/Shared/SortEndpoint", ["FunctionSupport", "JSON"]),
    library("FizzBuzzEndpoint", path: "Sources/Functions/Shared/FizzBuzzEndpoint", ["FunctionSupport", "JSON"]),
    library("PBKDF2Endpoint", path: "Sources/Functions/Shared/PBKDF2Endpoint", ["FunctionSupport", "JSON"]),
    .target(name: "CSHA256", path: "Sources/Functions/candidate-pbkdf2-fast/CSHA256"),
]

/// A function is an executable, in a folder of the same name, that knows its endpoint and nothing of its rivals.
func function(_ name: String, _ endpoint: String, _ more: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .executableTarget(
        name: name, dependencies: ["FunctionSupport", "LambdaRuntime", .target(name: endpoint)] + more,
        path: "Sources/Functions/\(name)",
        exclude: exclude, swiftSettings: settings)
}

let functions: [Target] = [
    function("control-round", "RoundEndpoint"),
    function("candidate-round-half-even", "RoundEndpoint"),
    function("candidate-round-correct", "RoundEndpoint"),
    function("control-sort", "SortEndpoint"),
    function("candidate-sort-fast", "SortEndpoint"),
    function("candidate-sort-text", "SortEndpoint"),
    function("control-fizzbuzz", "FizzBuzzEndpoint"),
    function("candidate-fizzbuzz", "FizzBuzzEndpoint"),
    function("control-pbkdf2", "PBKDF2Endpoint"),
    function("candidate-pbkdf2-fast", "PBKDF2Endpoint", ["CSHA256"], exclude: ["CSHA256"]),
]

/// For other packages; no function of ours needs it.
let offered: [Target] = [
    library("LambdaRuntimeCodable", path: "Sources/RuntimeCodable", ["LambdaRuntime"])
]

/// What packages that depend on this one can use.
let shippedProducts: [Product] =
    [.library(name: "LambdaRuntime", targets: ["LambdaRuntime"])]
    + (build == "bootstraps" ? [] : [.library(name: "LambdaRuntimeCodable", targets: ["LambdaRuntimeCodable"])])

let shippedTests: [Target] = [
    tests("JSONTests", ["JSON"]),
    .executableTarget(
        name: "runtime-probe", dependencies: ["JSON", "LambdaRuntime"], path: "Tests/RuntimeProbe",
        swiftSettings: settings),
    tests("RuntimeTests", ["LambdaRuntime", "JSON", "runtime-probe"]),
    tests("RuntimeCodableTests", ["LambdaRuntime", "LambdaRuntimeCodable"]),
    tests("EventsTests", ["Events", "JSON"]),
    tests(
        "FunctionsTests",
        [
            "FizzBuzzEndpoint", "FunctionSupport", "JSON", "LambdaRuntime", "PBKDF2Endpoint", "RoundEndpoint",
            "SortEndpoint",
        ] + functions.map { .target(name: $0.name) }),
]

// MARK: What the emulator and the Scientist have in common

let common: [Target] = [
    library("Cloud", ["JSON"]),
    tests("CloudTests", ["Cloud"]),
    library("Settings", [.product(name: "Yams", package: "Yams")]),
]

// MARK: AWS's services, which know values and no bytes, sockets or processes

/// A service in Sources/AWS; each operation is a file of its own there.
func service(_ name: String, _ dependencies: [Target.Dependency] = []) -> [Target] {
    let known: [Target.Dependency] = ["AWSAPI", "Cloud", "JSON"]
    return [
        library(name, path: "Sources/AWS/\(name)", known + dependencies),
        tests("\(name)Tests", [.target(name: name), "StateStore"] + known + dependencies),
    ]
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

let services: [Target] =
    [
        library("AWSAPI", path: "Sources/AWS/API", ["Cloud", "JSON"]),
        library("AWSWire", path: "Sources/AWS/Wire", ["AWSAPI", "Cloud", "JSON", crypto]),
        tests("AWSWireTests", ["AWSAPI", "AWSWire", "Cloud", "JSON", crypto]),
        library("StateStore", ["AWSAPI", crypto, .product(name: "GRDB", package: "GRDB.swift")]),
        tests("StateStoreTests", ["AWSAPI", "StateStore"]),
    ]
    + service("APIGateway")
    + service("CloudFormation", [.product(name: "Yams", package: "Yams")])
    + service("CloudWatchLogs")
    + service("ControlPlane", [crypto])
    + service("ECR")
    + service("EventBridge")
    + service("IAM")
    + service("LambdaAPI", ["ControlPlane", crypto])
    + service("S3", [crypto])
    + service("STS")
    + [
        tests(
            "CloudFormationServicesTests",
            [
                "APIGateway", "AWSAPI", "Cloud", "CloudFormation", "CloudWatchLogs", "ControlPlane", "EventBridge",
                "IAM", "JSON", "LambdaAPI", "S3", "StateStore",
            ])
    ]

// MARK: The emulator

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]

let emulator: [Target] = [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLinux"),
    .executableTarget(name: "understudy-init", path: "Sources/Init"),
    library(
        "Emulator",
        [
            "CLinux", "Cloud", "CZlib", "JSON", "Settings", .product(name: "Crypto", package: "swift-crypto"),
        ] + nio),
    .target(
        name: "Understudy",
        dependencies: [
            "APIGateway", "AWSAPI", "AWSWire", "Cloud", "CloudFormation", "CloudWatchLogs", "ControlPlane", "Dashboard",
            "ECR", "Emulator", "EventBridge", "ExperimentStore", "IAM", "JSON", "LambdaAPI", "S3", "STS", "Scientist",
            "Settings", "StateStore", crypto,
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"),
        ],
        // In the binary itself: a release is one file.
        resources: [.embedInCode("Resources")], swiftSettings: settings),
    .executableTarget(name: "UnderstudyCommand", dependencies: ["Understudy"], swiftSettings: settings),
]

let emulatorProducts: [Product] = [
    .executable(name: "understudy", targets: ["UnderstudyCommand"]),
    .executable(name: "understudy-init", targets: ["understudy-init"]),
]

let emulatorTests: [Target] = [
    tests("ConfigurationTests", ["Emulator", "Cloud", "Settings"]),
    tests("GatewayTests", ["Emulator", "Cloud"] + nio),
    .testTarget(
        name: "EmulatorTests",
        dependencies: [
            "Cloud", "Emulator", "JSON", "understudy-init", .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOEmbedded", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
        ], swiftSettings: settings),
    tests("UnderstudyTests", ["Understudy", "Cloud", "Dashboard", "Emulator", "JSON", "Scientist"] + nio),
]

// MARK: The Scientist, which knows nothing of the emulator

let scientist: [Target] = [
    library("Scientist", ["JSON"]),
    tests("ScientistTests", ["Scientist", "JSON"]),
    library(
        "ExperimentStore",
        ["Cloud", "JSON", "Scientist", "Settings", .product(name: "GRDB", package: "GRDB.swift")]),
    tests(
        "ExperimentStoreTests",
        ["ExperimentStore", "JSON", "Scientist", "Settings", .product(name: "GRDB", package: "GRDB.swift")]),
]

// MARK: The dashboard, which turns plain values into pages

let dashboard: [Target] = [
    .target(
        name: "Dashboard", dependencies: [.product(name: "Mustache", package: "swift-mustache")],
        // In the binary itself: a release is one file.
        resources: [.embedInCode("Resources")], swiftSettings: settings),
    tests("DashboardTests", ["Dashboard"]),
]

// MARK: The demo, a client of the emulator like any other

let demo: [Target] = [
    library("Demo"),
    .executableTarget(
        name: "understudy-demo", dependencies: ["Demo"], path: "Sources/DemoCommand", swiftSettings: settings),
    tests("DemoTests", ["Demo"]),
]

// MARK: What is built

let everyDependency: [Package.Dependency] = [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
]

let (dependencies, targets): ([Package.Dependency], [Target]) =
    switch build {
    case "bootstraps": ([], shipped + functions)
    case "shipped": ([], shipped + functions + offered + shippedTests)
    case "scientist": (Array(everyDependency.suffix(2)), [library("JSON")] + common + scientist)
    case "services":
        (everyDependency, [library("JSON")] + common + services)
    case "dashboard": (everyDependency, dashboard)
    default:
        (
            everyDependency,
            shipped + functions + offered + shippedTests + common + services + emulator + emulatorTests + scientist
                + dashboard
                + demo
        )
    }

let package = Package(
    name: "understudy",
    products: ["scientist", "services", "dashboard"].contains(build)
        ? [] : shippedProducts + (buildsAll ? emulatorProducts : []),
    dependencies: dependencies,
    targets: targets,
    swiftLanguageModes: [.v6]
)
