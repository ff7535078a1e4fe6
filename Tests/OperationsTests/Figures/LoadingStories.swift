import Analytics
import Chronology
import Monetary
import Storage
import Testing

@testable import Operations

@Suite("Figures that are loaded before anybody asks", .serialized)
struct LoadingStories {
  private func paying(_ story: Story) async throws {
    try await story.price("starter", monthly: 10_00)
    try await story.on("2026-04-02") { try await story.subscribe("acme", to: "starter") }
  }

  private func revenue(_ story: Story) async throws -> FigureAnswer {
    var question = FigureHistory(.recurringRevenue)
    question.patience = .seconds(120)
    return try await story.workspace.answer(question)
  }

  @Test("They are loaded once, and nothing is where nothing ever recurred", arguments: Engine.allCases)
  func once(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      let figures = try await story.workspace.figures
      #expect(try await !story.workspace.loadFigures())
      #expect(await figures.loadsBegun == 0)
      try await paying(story)
      #expect(try await story.workspace.loadFigures())
      #expect(await figures.loadsBegun == 1)
      #expect(try await revenue(story).series.first?.points.last?.value == .amount(10_00))
      #expect(try await story.workspace.loadFigures())
      #expect(await figures.loadsBegun == 1)
    }
  }

  @Test("Who asks meanwhile waits for the same load", arguments: Engine.allCases)
  func together(engine: Engine) async throws {
    try await Story.tell(on: engine, startingOn: "2026-04-01") { story in
      try await paying(story)
      // So that nobody has anything to fold first.
      try await story.workspace.foldMovements(patience: .seconds(120))
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await story.workspace.loadFigures() }
        for _ in 0..<5 {
          group.addTask { () async throws -> Void in
            #expect(try await revenue(story).series.first?.points.last?.value == .amount(10_00))
          }
        }
        try await group.waitForAll()
      }
      #expect(try await story.workspace.figures.loadsBegun == 1)
    }
  }

  @Test("A load that is told to stop does, and who waits for an answer has one all the same")
  func stopped() async throws {
    try await Story.tell(on: .sqlite, startingOn: "2026-04-01") { story in
      try await paying(story)
      let workspace = try await story.workspace
      let stop = LoadStop()
      stop.now()
      await #expect(throws: LoadStopped.self) {
        try await workspace.database.read {
          _ = try MovementColumns(zone: .utc, of: nil, reading: $0, unless: stop)
        }
      }
      let visitor = Task { try await revenue(story) }
      for _ in 0..<20 {
        await workspace.figures.stopLoads()
        await Task.yield()
      }
      #expect(try await visitor.value.series.first?.points.last?.value == .amount(10_00))
      let canceled = Task { try await workspace.loadFigures() }
      canceled.cancel()
      _ = await canceled.result
      #expect(try await revenue(story).series.first?.points.last?.value == .amount(10_00))
    }
  }
}
