import Storage

/// The jobs that a transaction leaves behind and has not written yet.
///
/// Many never need a row: what is due already is done by whoever drafted it, and what a later step cancels is
/// gone. The others are written together. Where it is known that a subject has no job of a kind, none is
/// looked for.
struct JobDraft {
  private struct Key: Hashable {
    let kind: String
    let subject: String
  }

  private var waiting: [Key: Job] = [:]
  private var order: [Key] = []
  /// Kinds and subjects whose row this transaction took away.
  private var gone: Set<Key> = []
  /// Subjects that this transaction made, which no job can have named before.
  private var made: Set<String> = []
  private var written: Set<Key> = []

  /// Puts a job in place of the one of its kind that the subject may have.
  mutating func enqueue(_ job: Job) {
    let key = Key(kind: job.kind, subject: job.subject)
    if waiting.updateValue(job, forKey: key) == nil { order.append(key) }
  }

  /// - Returns: false when the job may also have a row, which is to be deleted.
  mutating func cancel(kind: String, subject: String) -> Bool {
    let key = Key(kind: kind, subject: subject)
    waiting[key] = nil
    let isRowless = hasNoRow(key)
    gone.insert(key)
    written.remove(key)
    return isRowless
  }

  /// Takes a job that waits here, to do it at once.
  mutating func take(_ job: Job) -> Bool {
    let key = Key(kind: job.kind, subject: job.subject)
    guard waiting[key]?.id == job.id else { return false }
    waiting[key] = nil
    return true
  }

  /// The row of a job is deleted.
  mutating func noteGone(_ job: Job) {
    let key = Key(kind: job.kind, subject: job.subject)
    gone.insert(key)
    written.remove(key)
  }

  /// A thing was made under a new id.
  mutating func noteMade(_ subject: String) { made.insert(subject) }

  /// Puts the jobs that wait in place of those that have rows.
  /// - Returns: those that can have none, to be written with others of their kind.
  mutating func write(on rows: any Connection) throws -> [Job] {
    var new: [Job] = []
    for key in order {
      guard let job = waiting.removeValue(forKey: key) else { continue }
      if hasNoRow(key) { new.append(job) } else { try rows.enqueue(job) }
      written.insert(key)
    }
    order = []
    return new
  }

  private func hasNoRow(_ key: Key) -> Bool {
    !written.contains(key) && (gone.contains(key) || made.contains(key.subject))
  }
}
