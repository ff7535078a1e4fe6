import CoreMetrics
import Testing

@testable import Telemetry

@Suite("The page that Prometheus reads")
struct ExpositionTests {
  @Test("Families and series stand in the order of their names, with help and type")
  func page() {
    let registry = MetricsRegistry([MetricDescription("b_total", .counter, "Counts \\ and\nmore.")])
    let counter = Counter(label: "b_total", dimensions: [("z", "1"), ("a", "x")], factory: registry)
    counter.increment(by: 2)
    Counter(label: "b_total", dimensions: [("a", "w")], factory: registry).increment()
    Meter(label: "a", factory: registry).set(1.5)
    #expect(
      registry.text() == """
        # TYPE a gauge
        a 1.5
        # HELP b_total Counts \\\\ and\\nmore.
        # TYPE b_total counter
        b_total{a="w"} 1
        b_total{a="x",z="1"} 2

        """)
  }

  @Test("A histogram counts what lies below each bound, everything below infinity, and the sum in seconds")
  func histogram() {
    let registry = MetricsRegistry([])
    let timer = CoreMetrics.Timer(label: "t", dimensions: [("k", "v")], factory: registry)
    timer.recordNanoseconds(500_000)
    timer.recordNanoseconds(500_001)
    timer.recordNanoseconds(60_000_000_000)
    let lines = registry.text().split(separator: "\n").map(String.init)
    #expect(lines.first == "# TYPE t histogram")
    #expect(lines.contains("t_bucket{k=\"v\",le=\"0.0005\"} 1"))
    #expect(lines.contains("t_bucket{k=\"v\",le=\"0.001\"} 2"))
    #expect(lines.contains("t_bucket{k=\"v\",le=\"30\"} 2"))
    #expect(lines.contains("t_bucket{k=\"v\",le=\"+Inf\"} 3"))
    #expect(lines.suffix(2) == ["t_sum{k=\"v\"} 60.001000001", "t_count{k=\"v\"} 3"])
  }

  @Test("What a label holds cannot break out of its quotes, and names have no letters they may not have")
  func escaping() {
    let registry = MetricsRegistry([])
    Counter(label: "1 ü-b", dimensions: [("ö b", "a\"}\n\\ 9{")], factory: registry).increment()
    #expect(
      registry.text() == "# TYPE _1___b counter\n_1___b{__b=\"a\\\"}\\n\\\\ 9{\"} 1\n")
  }

  @Test("A series with labels is shown from its first event, one without at once")
  func unseen() {
    let registry = MetricsRegistry([MetricDescription("never", .gauge, "Described and not made.")])
    let quiet = Counter(label: "quiet", dimensions: [("a", "b")], factory: registry)
    _ = Counter(label: "plain", factory: registry)
    #expect(registry.text() == "# TYPE plain counter\nplain 0\n")
    quiet.increment()
    #expect(registry.text().contains("quiet{a=\"b\"} 1"))
  }

  @Test("The same name and labels are the same series, in whatever order the labels come")
  func sameSeries() {
    let registry = MetricsRegistry([])
    for labels in [[("a", "1"), ("b", "2")], [("b", "2"), ("a", "1")]] {
      Counter(label: "c", dimensions: labels, factory: registry).increment()
    }
    #expect(registry.text() == "# TYPE c counter\nc{a=\"1\",b=\"2\"} 2\n")
  }

  @Test("A second kind under one name is counted for nobody and leaves the page whole")
  func twoKinds() {
    let registry = MetricsRegistry([])
    Counter(label: "c", dimensions: [("a", "1")], factory: registry).increment()
    CoreMetrics.Timer(label: "c", dimensions: [("a", "2")], factory: registry).recordNanoseconds(1)
    #expect(registry.text() == "# TYPE c counter\nc{a=\"1\"} 1\n")
  }

  @Test(
    "Numbers that are none have Prometheus' words",
    arguments: [
      (Double.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (3, "3"), (0.25, "0.25"),
      (-1e300, "-1e+300"),
    ])
  func numbers(value: Double, text: String) {
    #expect(Exposition.number(value) == text)
  }

  @Test("Many tasks count at once and nothing is lost")
  func concurrent() async {
    let registry = MetricsRegistry([])
    let counter = Counter(label: "c", factory: registry)
    let meter = Meter(label: "m", factory: registry)
    let timer = CoreMetrics.Timer(label: "t", factory: registry)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<1_000 {
            counter.increment()
            meter.increment(by: 2)
            meter.decrement()
            timer.recordNanoseconds(1_000)
          }
        }
      }
    }
    let lines = Set(registry.text().split(separator: "\n").map(String.init))
    #expect(lines.isSuperset(of: ["c 8000", "m 8000", "t_count 8000", "t_sum 0.008"]))
  }

  @Test("The machine tells of this process")
  func processFigures() {
    let registry = MetricsRegistry()
    let lines = registry.text(and: ProcessFigures.now(since: 1_790_000_000)).split(separator: "\n")
    #expect(lines.contains("process_start_time_seconds 1790000000"))
    #expect(lines.contains("# TYPE process_cpu_seconds_total counter"))
    let memory = lines.first { $0.hasPrefix("process_resident_memory_bytes ") }
    #expect(memory.flatMap { Double($0.split(separator: " ")[1]) } ?? 0 > 1_000_000)
    let files = lines.first { $0.hasPrefix("process_open_fds ") }
    #expect(files.flatMap { Double($0.split(separator: " ")[1]) } ?? 0 >= 3)
  }
}
