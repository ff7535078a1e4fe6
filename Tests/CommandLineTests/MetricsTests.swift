import Foundation
import Storage
import Testing

@testable import perennial

@Suite("What a server counts", .serialized)
struct MetricsTests {
  @Test(
    "Requests, transactions, jobs and the process are counted, and no name is told",
    arguments: Engine.allCases)
  func counting(engine: Engine) async throws {
    try await Place.with(engine) { place in
      let secret = try await place.create("acme")
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      let port = try await server.port()
      for _ in 0..<3 {
        #expect(try Connection.get("/v1/account", from: port, key: secret).status == 200)
      }
      #expect(try Connection.get("/v1/customers/cus_nobody", from: port, key: secret).status == 404)
      let page = try Connection.get("/metrics", from: port)
      #expect(page.status == 200)
      let series = Self.series(page.text)
      let requests = "perennial_http_requests_total"
      #expect(series["\(requests){method=\"GET\",route=\"/v1/account\",status=\"200\"}"] == 3)
      #expect(series["\(requests){method=\"GET\",route=\"/v1/customers/{customer}\",status=\"404\"}"] == 1)
      #expect(series["perennial_http_requests_in_flight"] == 0)
      // The server looks for due work by itself, so that reading goes on.
      #expect(series["perennial_transaction_duration_seconds_count{kind=\"read\"}"] ?? 0 >= 4)
      #expect(series["perennial_build_info{database=\"\(engine.rawValue)\",version=\"0.1.0\"}"] == 1)
      // On PostgreSQL other tests' workspaces are seen too.
      #expect(series["perennial_job_lag_seconds{kind=\"renew_subscription\"}"] ?? -1 >= 0)
      #expect(series["process_open_fds"] ?? 0 > 3)
      #expect(series["process_resident_memory_bytes"] ?? 0 > 1_000_000)
      #expect(!page.text.contains(place.suffix) && !page.text.contains("cus_nobody"))
      server.terminate()
      _ = await server.ending()
    }
  }

  @Test("docs/metrics.md tells every family that a server shows, and no other")
  func documentation() async throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/metrics.md")
    let told = try String(contentsOf: url, encoding: .utf8).matches(of: /(?m)^\| `([a-z_]+)` \|/)
    try await Place.with(.sqlite) { place in
      let secret = try await place.create("acme")
      let server = try place.program.start(["serve", "--port", "0"] + place.flags)
      let port = try await server.port()
      #expect(try Connection.get("/v1/account", from: port, key: secret).status == 200)
      let shown = try Connection.get("/metrics", from: port).text.matches(of: /(?m)^# HELP ([a-z_]+) ./)
      let names = Set(shown.map { String($0.output.1) })
      // These have nothing to tell before the first job, the first payment or refund and the first write.
      let quiet: Set = [
        "perennial_jobs_total", "perennial_gateway_attempts_total", "perennial_gateway_refunds_total",
        "perennial_transactions_total",
      ]
      #expect(names.union(quiet) == Set(told.map { String($0.output.1) }))
      server.terminate()
      _ = await server.ending()
    }
  }

  /// Values by name and labels.
  private static func series(_ page: String) -> [String: Double] {
    let lines = page.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    return Dictionary(
      lines.compactMap { line in
        line.lastIndex(of: " ").flatMap { space in
          Double(line[line.index(after: space)...]).map { (String(line[..<space]), $0) }
        }
      }
    ) { first, _ in first }
  }
}
