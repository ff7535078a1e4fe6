// swift-tools-version: 6.2
import PackageDescription

// Rings: Kit <- Domain <- Storage <- Operations <- Edges <- perennial. ARCHITECTURE.md draws the arrows;
// `make check` refuses an import that is not declared here.

let settings: [SwiftSetting] = [.treatAllWarnings(as: .error)]
// Optimising the tests takes as long as optimising all that they test.
let testSettings = settings + [.unsafeFlags(["-Onone"])]

func room(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, exclude: ["README.md"], swiftSettings: settings)
}

func tests(_ name: String, _ imports: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: imports, resources: resources, swiftSettings: testSettings)
}

let kit: [Target.Dependency] = ["Monetary", "Chronology", "Identity", "Notation"]
let domain: [Target.Dependency] =
  kit + [
    "Rating", "Catalog", "Relations", "Subscriptions", "Invoicing", "Receivables", "Journal", "Bookkeeping",
    "Analytics",
  ]

let package = Package(
  name: "perennial",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "perennial", targets: ["perennial"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.7.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Kit
    room("Monetary"),
    room("Chronology"),
    room("Identity"),
    room("Notation"),

    // Domain
    room("Rating", ["Monetary"]),
    room("Catalog", kit + ["Rating"]),
    room("Relations", kit),
    room("Subscriptions", kit + ["Rating", "Catalog", "Relations"]),
    room("Invoicing", kit + ["Rating", "Catalog", "Relations", "Subscriptions"]),
    room("Receivables", kit + ["Relations", "Subscriptions", "Invoicing"]),
    room(
      "Journal", kit + ["Rating", "Catalog", "Relations", "Subscriptions", "Invoicing", "Receivables"]),
    room("Bookkeeping", kit + ["Relations", "Journal", "Invoicing", "Receivables"]),
    room("Analytics", kit + ["Catalog", "Relations", "Journal", "Subscriptions"]),

    // Storage
    room("Storage", domain + [.product(name: "CoreMetrics", package: "swift-metrics")]),
    room(
      "SQLiteEngine",
      [
        "Storage", "CSQLite", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    room("PostgresEngine", ["Storage", "CPostgres"]),

    // Operations
    room(
      "Operations",
      domain + [
        "Storage", .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
      ]),

    // Edges
    room(
      "HTTPAPI",
      domain + [
        "Operations", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
      ]),
    .systemLibrary(name: "CQRCode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .target(
      name: "Dashboard",
      dependencies: domain + [
        "Operations", "CQRCode", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ], exclude: ["README.md"], resources: [.embedInCode("Assets")], swiftSettings: settings),
    room("Gateways", kit + ["Operations", "Receivables"]),
    room("Interchange", domain + ["Operations"]),
    room("Sandbox", domain + ["Operations"]),
    room("Auditing", ["Storage", "Notation"]),
    room("Telemetry", [.product(name: "CoreMetrics", package: "swift-metrics")]),

    // Product
    .executableTarget(
      name: "perennial",
      dependencies: domain + [
        "Storage", "SQLiteEngine", "PostgresEngine", "Operations", "HTTPAPI", "Dashboard", "Gateways",
        "Interchange", "Sandbox", "Auditing", "Telemetry",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ], exclude: ["README.md"], swiftSettings: settings),

    // Benchmarks
    .executableTarget(
      name: "yardsticks",
      dependencies: [
        "Analytics", "Catalog", "Chronology", "Identity", "Journal", "Monetary", "Notation", "Rating",
        "Relations", "Subscriptions", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ], path: "Benchmarks/Yardsticks", swiftSettings: settings),

    // Tests
    tests("StorageTests", ["Storage", "SQLiteEngine", "PostgresEngine", "TestSupport"]),
    tests("StorageRowTests", domain + ["Storage", "TestSupport"]),
    tests("AuditingTests", domain + ["Auditing", "Gateways", "Operations", "Storage", "TestSupport"]),
    tests("InterchangeTests", domain + ["Interchange", "Auditing", "Operations", "Storage", "TestSupport"]),
    tests(
      "SandboxTests", domain + ["Sandbox", "Auditing", "Gateways", "Operations", "Storage", "TestSupport"]),
    tests("KitTests", kit + ["Rating"], resources: [.copy("Oracle")]),
    .target(
      name: "TestSupport", dependencies: ["Storage", "SQLiteEngine", "PostgresEngine"],
      path: "Tests/TestSupport", exclude: ["README.md"], swiftSettings: settings),
    tests("DomainTests", domain, resources: [.copy("Golden")]),
    tests(
      "OperationsTests", domain + ["Storage", "Operations", "TestSupport"], resources: [.copy("Oracle")]),
    tests("NotationTests", ["Notation", "Identity"]),
    tests(
      "MovingTests",
      domain + [
        "Operations", "Storage", "SQLiteEngine", "Gateways", "Sandbox", "Auditing", "TestSupport",
      ]),
    tests("TelemetryTests", ["Telemetry", .product(name: "CoreMetrics", package: "swift-metrics")]),
    .testTarget(name: "Tidy", exclude: ["README.md"], swiftSettings: settings),
    tests("GatewayTests", kit + ["Operations", "Receivables", "Gateways"]),
    tests(
      "CommandLineTests",
      domain + [
        "Storage", "Operations", "HTTPAPI", "PostgresEngine", "TestSupport", "perennial",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ], resources: [.copy("Golden")]),
    tests(
      "DashboardTests",
      domain + [
        "Dashboard", "Operations", "Gateways", "Storage", "TestSupport",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    tests(
      "HTTPAPITests",
      kit + [
        "HTTPAPI", "Operations", "SQLiteEngine", "Gateways", "Telemetry", "Auditing", "Storage",
        "TestSupport",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// `make check` runs the Tidy tests alone: they read the sources and need none of them built.
if Context.environment["PERENNIAL_TIDY_ONLY"] != nil {
  package.dependencies = []
  package.products = []
  package.targets = package.targets.filter { $0.name == "Tidy" }
}
