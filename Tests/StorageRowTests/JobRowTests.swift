import Chronology
import Identity
import Relations
import Storage
import TestSupport
import Testing

@Suite("Jobs are done once, in order, by one runner at a time")
struct JobRowTests {
  static func job(
    _ number: Int, kind: String = "renew", subject: String? = nil, of customer: CustomerID? = nil,
    clock: String = "", due: Int64 = 0
  ) -> Job {
    Job(
      id: JobID("job_\(number)"), kind: kind, subject: subject ?? "sub_\(number)", customer: customer,
      clock: clock,
      due: Sample.instant(due))
  }

  private static func claim(
    _ rows: any Connection, through due: Int64 = 100, now: Int64 = 1_000, by runner: String = "a",
    limit: Int = 10
  ) throws -> [Int] {
    try rows.claimJobs(
      clock: "", dueThrough: Sample.instant(due), now: Sample.instant(now), by: runner, seconds: 60,
      limit: limit
    ).map { Int($0.id.text.dropFirst(4))! }
  }

  @Test("A job keeps every part, and a newer one of its kind takes its place", arguments: Engine.allCases)
  func roundTrip(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let full = Job(
          id: JobID("job_1"), kind: "renew", subject: "sub_1", customer: CustomerID("cus_1"),
          clock: "clock_1",
          due: Sample.instant(4), failures: 2, lastError: Sample.text, state: .dead)
        try rows.enqueue(full)
        try rows.enqueue(Self.job(2, kind: "expire", subject: "sub_1"))
        #expect(try rows.job(full.id) == full)
        #expect(try rows.deadJobs() == [full])
        let newer = Self.job(3, subject: "sub_1", due: 9)
        try rows.enqueue(newer)
        #expect(try rows.job(full.id) == nil)
        #expect(try rows.job(kind: "renew", subject: "sub_1") == newer)
        #expect(try rows.jobs(Page(limit: 9)).elements.map(\.id.text) == ["job_3", "job_2"])
        #expect(try rows.jobs(Page(limit: 9, cursor: .after("job_3"))).elements.map(\.id.text) == ["job_2"])
        #expect(try rows.cancelJob(kind: "renew", subject: "sub_1"))
        #expect(try !rows.cancelJob(kind: "renew", subject: "sub_1"))
        #expect(try rows.cancelJobs(subject: "sub_1") == 1)
      }
      await failure(UnknownCursor.self) {
        _ = try await database.read { try $0.jobs(Page(limit: 1, cursor: .after("job_2"))).hasMore }
      }
    }
  }

  @Test("A customer's later job waits for the earlier ones, whoever holds them", arguments: Engine.allCases)
  func overtaking(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let (ours, theirs) = (CustomerID("cus_1"), CustomerID("cus_2"))
        let jobs = [1, 2, 3].map { Self.job($0, of: ours, due: Int64($0)) }
        for job in jobs + [Self.job(4, of: theirs, due: 4), Self.job(5, of: ours, clock: "c", due: 0)] {
          try rows.enqueue(job)
        }
        #expect(try Self.claim(rows, limit: 1) == [1])
        #expect(try Self.claim(rows, by: "b") == [4])
        #expect(try !rows.finish(jobs[1]), "the first is not done")
        #expect(try rows.finish(jobs[0]))
        #expect(try Self.claim(rows, by: "b") == [2, 3], "one runner may hold several")
        try rows.fail(jobs[1], error: "E", claimAgainAt: Sample.instant(1_100))
        try rows.unclaim([jobs[2].id])
        #expect(try Self.claim(rows, now: 1_050) == [], "a failed one keeps its place")
        try rows.fail(jobs[1], error: "E", claimAgainAt: nil)
        #expect(try Self.claim(rows, now: 1_050) == [3], "a dead one stands in nobody's way")
      }
    }
  }

  @Test("Where much is due, jobs are claimed customer by customer, each one's in the order of time")
  func customerByCustomer() async throws {
    try await withBooks(.sqlite) { database in
      try await database.write { rows in
        let (first, second) = (CustomerID("cus_1"), CustomerID("cus_2"))
        for (number, customer, due) in [(1, second, 1), (2, first, 9), (3, first, 2), (4, second, 500)] {
          try rows.enqueue(Self.job(number, of: customer, due: Int64(due)))
        }
        try rows.enqueue(Self.job(5, due: 0))
        func claim(after customer: String, limit: Int) throws -> [Int] {
          try rows.claimJobs(
            ofCustomersAfter: customer, clock: "", dueThrough: Sample.instant(100),
            now: Sample.instant(1_000),
            by: "a", seconds: 60, limit: limit
          ).map { Int($0.id.text.dropFirst(4))! }
        }
        #expect(try claim(after: "cus_1", limit: 9) == [1])
        #expect(try claim(after: "", limit: 1) == [3])
        #expect(try claim(after: "", limit: 9) == [], "the second waits for the first")
        #expect(try rows.waitingJobs(of: second).map(\.id.text) == ["job_1", "job_4"])
      }
    }
  }

  @Test("Nothing is done for a customer while the gateway owes an answer", arguments: Engine.allCases)
  func answer(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let customer = CustomerID("cus_1")
        let (renewal, other) = (Self.job(1, of: customer, due: 1), Self.job(2, due: 2))
        let asking = Self.job(3, kind: "settle_attempt", subject: "att_1", of: customer, due: 50)
        for job in [renewal, other, asking] { try rows.enqueue(job) }
        #expect(try Self.claim(rows, through: 40) == [2])
        #expect(try !rows.finish(renewal))
        #expect(try Self.claim(rows) == [3])
        #expect(try rows.finish(asking))
        #expect(try Self.claim(rows, through: 40) == [1])
        #expect(try rows.finish(renewal))
      }
    }
  }

  @Test("Who holds a job may hold it longer, until somebody else has it", arguments: Engine.allCases)
  func holding(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        for number in 1...3 { try rows.enqueue(Self.job(number)) }
        #expect(try Self.claim(rows, now: 1_000, by: "a", limit: 2) == [1, 2])
        #expect(try rows.hold(JobID("job_1"), by: "a", until: Sample.instant(2_000)))
        #expect(try !rows.hold(JobID("job_3"), by: "a", until: Sample.instant(2_000)), "nobody's yet")
        // The claim of the second runs out, the first is held.
        #expect(try Self.claim(rows, now: 1_500, by: "b") == [2, 3])
        #expect(try !rows.hold(JobID("job_2"), by: "a", until: Sample.instant(9_000)))
        #expect(try rows.hold(JobID("job_2"), by: "b", until: Sample.instant(1_600)))
      }
    }
  }

  @Test("Taking over frees what others hold on a clock, and not what failed", arguments: Engine.allCases)
  func takingOver(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        for number in 1...3 { try rows.enqueue(Self.job(number)) }
        try rows.enqueue(Self.job(4, clock: "clock_1"))
        #expect(try Self.claim(rows, now: 1_000, by: "dead", limit: 2) == [1, 2])
        #expect(try Self.claim(rows, now: 1_000, by: "me", limit: 1) == [3])
        try rows.fail(Self.job(2), error: "x", claimAgainAt: Sample.instant(5_000))
        try rows.takeOver(clock: "clock_1", by: "me")
        #expect(try Self.claim(rows, now: 1_001, by: "me").isEmpty, "that was another clock")
        try rows.takeOver(clock: "", by: "me")
        #expect(try Self.claim(rows, now: 1_001, by: "me") == [1])
      }
    }
  }

  @Test("What is due comes in its order, per clock", arguments: Engine.allCases)
  func order(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        for (number, due) in [(5, 3), (1, 5), (4, 3), (2, 4), (3, 200)] as [(Int, Int64)] {
          try rows.enqueue(Self.job(number, due: due))
        }
        try rows.enqueue(Self.job(6, clock: "wall", due: 1))
        func next(_ clock: String, limit: Int = 9) throws -> [String] {
          try rows.nextJobs(clock: clock, dueThrough: Sample.instant(100), limit: limit).map(\.id.text)
        }
        #expect(try next("") == ["job_4", "job_5", "job_2", "job_1"])
        #expect(try next("", limit: 2) == ["job_4", "job_5"])
        #expect(try next("wall") == ["job_6"])
        #expect(try rows.earliestDue(clock: "") == Sample.instant(3))
        #expect(try rows.earliestDue(clock: "clock_1") == nil)
        #expect(try Self.claim(rows, limit: 3) == [4, 5, 2])
        #expect(try Self.claim(rows) == [1])
        #expect(try rows.earliestDue(clock: "") == Sample.instant(3))
        #expect(try rows.earliestDue(clock: "", notHeldAt: Sample.instant(1_000)) == Sample.instant(200))
      }
    }
  }

  @Test("A claim holds for its time, and whoever comes late cannot finish", arguments: Engine.allCases)
  func claims(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let job = Self.job(1)
        try rows.enqueue(job)
        #expect(try Self.claim(rows, now: 1_000) == [1])
        #expect(try Self.claim(rows, now: 1_059, by: "b").isEmpty)
        #expect(try Self.claim(rows, now: 1_060, by: "b") == [1])
        try rows.unclaim([job.id])
        #expect(try Self.claim(rows, now: 1_061, by: "c") == [1])
        #expect(try rows.finish(job))
        #expect(try !rows.finish(job))

        try rows.enqueue(Self.job(2, subject: "sub_1", due: 1))
        try rows.enqueue(Self.job(3, subject: "sub_1", due: 1))
        #expect(try !rows.finish(Self.job(2, subject: "sub_1", due: 1)))
        #expect(try !rows.finish(Self.job(3, subject: "sub_1", due: 2)))
        #expect(try rows.finish(Self.job(3, subject: "sub_1", due: 1)))
      }
    }
  }

  @Test("Many runners at once never get the same job, and leave none behind", arguments: Engine.allCases)
  func race(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        for number in 0..<60 { try rows.enqueue(Self.job(number, due: Int64(number % 7))) }
      }
      let claimed = try await withThrowingTaskGroup(of: [Int].self) { group in
        for runner in 0..<6 {
          group.addTask {
            var mine: [Int] = []
            var empty = 0
            // Coming away empty may only mean that others were choosing the same jobs.
            while empty < 20 {
              let got = try await database.write { try Self.claim($0, by: "runner \(runner)", limit: 4) }
              empty = got.isEmpty ? empty + 1 : 0
              mine += got
            }
            return mine
          }
        }
        return try await group.reduce([]) { $0 + $1 }
      }
      #expect(claimed.sorted() == Array(0..<60))
    }
  }

  @Test(
    "A failed job waits by the wall clock and keeps its place; the last failure buries it",
    arguments: Engine.allCases)
  func failures(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let job = Self.job(1, due: 4)
        try rows.enqueue(job)
        _ = try Self.claim(rows, now: 1_000)
        try rows.fail(job, error: Sample.text, claimAgainAt: Sample.instant(2_000))
        #expect(try Self.claim(rows, now: 1_999).isEmpty)
        let waiting = try #require(try rows.job(job.id))
        #expect(waiting.failures == 1 && waiting.lastError == Sample.text && waiting.due == job.due)
        #expect(try Self.claim(rows, now: 2_000) == [1])
        try rows.fail(job, error: "b", claimAgainAt: nil)
        #expect(try Self.claim(rows, now: 9_000).isEmpty)
        #expect(try rows.nextJobs(clock: "", dueThrough: Sample.instant(9), limit: 9).isEmpty)
        #expect(try rows.deadJobs().map(\.failures) == [2])
        #expect(try rows.revive(job.id))
        #expect(try !rows.revive(job.id))
        #expect(try Self.claim(rows, now: 9_000) == [1])
        #expect(try rows.job(job.id)?.failures == 0)
        // A failure of what was replaced meanwhile says nothing about the new job.
        try rows.enqueue(Self.job(2, subject: "sub_1", due: 5))
        try rows.fail(job, error: "c", claimAgainAt: nil)
        #expect(try rows.deadJobs().isEmpty)
      }
    }
  }

  @Test(
    "How far work is behind is told by kind: the oldest that is due, retries too", arguments: Engine.allCases)
  func lag(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        for (number, due) in [(1, Int64(7)), (2, 4), (3, 11)] { try rows.enqueue(Self.job(number, due: due)) }
        try rows.enqueue(Self.job(4, kind: "expire", clock: "clock_1", due: 1))
        try rows.enqueue(Self.job(5, kind: "expire", due: 10))
        let dead = Self.job(6, due: 1)
        try rows.enqueue(dead)
        try rows.fail(dead, error: "a", claimAgainAt: nil)
        try rows.fail(Self.job(2, due: 4), error: "a", claimAgainAt: Sample.instant(9_000))
        let now = Sample.instant(10)
        #expect(
          try rows.oldestDue(clock: "", by: now) == [
            "renew": Sample.instant(4), "expire": Sample.instant(10),
          ])
        #expect(try rows.oldestDue(clock: "clock_2", by: now) == [:])
      }
    }
  }
}
