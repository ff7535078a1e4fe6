import Dispatch
import Storage
import Synchronization

/// Rows on their way from one database to another, a few chunks at a time.
///
/// The reader's transaction is a synchronous closure on its engine's own thread: it waits there, so that what
/// is read ahead stays small, while the writer's transactions come and go.
struct RowPipe: Sendable {
  /// Many rows of one table.
  struct Chunk: Sendable {
    let table: Int
    let rows: [[Value]]
  }

  private static let chunksAhead = 4
  /// A chunk becomes one commit, which must stay far under a second on any machine.
  private static let rowsMost = 500
  private static let bytesMost = 1 << 19

  /// Reads tables in one consistent snapshot and hands them on chunk by chunk, in order.
  ///
  /// - Parameters:
  ///   - begin: runs first in the snapshot; what it returns is given to `start`.
  ///   - take: gets every chunk. When it throws, reading stops.
  static func run<Beginning: Sendable>(
    from database: any Database, _ tables: [CopiedTable],
    beginning begin: @escaping @Sendable (any Connection) throws -> Beginning,
    start: (Beginning) async throws -> Void, take: (Chunk) async throws -> Void
  ) async throws {
    let gate = Gate(chunksAhead)
    let (messages, sender) = AsyncThrowingStream.makeStream(of: Message<Beginning>.self)
    let reading = Task {
      do {
        try await database.read { rows in
          sender.yield(.began(try begin(rows)))
          try send(tables, rows) { chunk in
            try gate.enter()
            sender.yield(.chunk(chunk))
          }
        }
        sender.finish()
      } catch {
        sender.finish(throwing: error)
      }
    }
    do {
      for try await message in messages {
        try Task.checkCancellation()
        switch message {
        case .began(let beginning): try await start(beginning)
        case .chunk(let chunk):
          try await take(chunk)
          gate.leave()
        }
      }
      try Task.checkCancellation()
    } catch {
      gate.close()
      await reading.value
      throw error
    }
    await reading.value
  }

  private enum Message<Beginning: Sendable>: Sendable {
    case began(Beginning)
    case chunk(Chunk)
  }

  private static func send(
    _ tables: [CopiedTable], _ rows: any Connection, _ hand: (Chunk) throws -> Void
  ) throws {
    for (number, table) in tables.enumerated() {
      let columns = table.columns.map(\.description)
      var chunk: [[Value]] = []
      var bytes = 0
      try rows.stream(table.rows) { row in
        let values = try columns.map { try row.value($0) }
        bytes += values.reduce(0) { $0 + $1.weight }
        chunk.append(values)
        guard chunk.count >= rowsMost || bytes >= bytesMost else { return }
        try hand(Chunk(table: number, rows: chunk))
        chunk = []
        bytes = 0
      }
      if !chunk.isEmpty { try hand(Chunk(table: number, rows: chunk)) }
    }
  }
}

/// Lets so many in, and the next when one leaves. Waiting blocks a thread, so no task may enter.
private final class Gate: Sendable {
  private let places: DispatchSemaphore
  private let isClosed = Atomic(false)

  init(_ count: Int) {
    places = DispatchSemaphore(value: count)
    self.count = count
  }

  private let count: Int

  func enter() throws {
    places.wait()
    guard !isClosed.load(ordering: .acquiring) else { throw CancellationError() }
  }

  func leave() { places.signal() }

  /// Whoever waits is turned away.
  func close() {
    isClosed.store(true, ordering: .releasing)
    places.signal()
  }

  // A semaphore must not go with fewer places than it came with.
  deinit { for _ in 0..<count { places.signal() } }
}

extension Value {
  fileprivate var weight: Int {
    switch self {
    case .null, .integer: 8
    case .text(let text): text.utf8.count
    case .bytes(let bytes): bytes.count
    }
  }
}
