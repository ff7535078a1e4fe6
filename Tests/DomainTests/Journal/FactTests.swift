import Foundation
import Identity
import Invoicing
import Journal
import Notation
import Subscriptions
import Testing

extension Fact {
  /// What a fact holds whole, for all types that write their form themselves.
  fileprivate var states: [any JSONRepresentable] {
    switch self {
    case .customerCreated(let state): [state]
    case .customerChanged(_, _, let standing), .customerDeleted(_, let standing): [standing]
    case .paymentIntentCreated(let state): [state]
    case .paymentAttempted(let state): [state]
    case .cardCharged(let state): [state]
    case .subscriptionStarted(let state, let levels): [state] + levels
    case .subscriptionChanged(_, _, _, let levels): levels
    case .invoiceDrafted(let state, let lines): [state] + lines
    default: []
    }
  }
}

@Suite("Facts as they are stored")
struct FactTests {
  /// `GOLDEN_UPDATE=1` writes the files anew, for someone to read before committing them.
  private static let updates = ProcessInfo.processInfo.environment["GOLDEN_UPDATE"] == "1"

  @Test("There is a sample of every kind of fact, once")
  func complete() throws {
    let kinds = FactSamples.all.map(\.kind)
    #expect(Set(kinds).count == kinds.count)
    // The samples draw on the causes themselves; what is listed here is what a reader may find in a journal.
    #expect(try Set(kinds) == Set(golden("kinds").split(separator: "\n").map(String.init)))
  }

  @Test("What is stored of each kind stays as the golden file has it", arguments: FactSamples.all.map(\.kind))
  func stored(kind: String) throws {
    let fact = try #require(FactSamples.all.first { $0.kind == kind })
    let file: JSON = ["subject": .string(fact.subject), "payload": try fact.payload()]
    let text = file.text + "\n"
    #expect(try golden("\(kind).json", now: text) == text, "a stored shape changed: that is a migration")
  }

  @Test("A fact that was stored is read back as it was", arguments: FactSamples.all.map(\.kind))
  func readBack(kind: String) throws {
    let fact = try #require(FactSamples.all.first { $0.kind == kind })
    let stored = try JSON(parsing: fact.payload().text.utf8)
    let read = try Fact(kind: fact.kind, subject: fact.subject, payload: stored)
    #expect(read.kind == fact.kind && read.subject == fact.subject)
    #expect(try read.payload().text == fact.payload().text)
  }

  @Test("The golden files themselves can be read, however old they are")
  func goldenFilesAreReadable() throws {
    for kind in try golden("kinds").split(separator: "\n").map(String.init) {
      let file = try JSON(parsing: golden("\(kind).json").utf8)
      let subject = try #require(file["subject"]?.string)
      let fact = try Fact(kind: kind, subject: subject, payload: #require(file["payload"]))
      #expect(fact.kind == kind)
    }
  }

  @Test("What writes its form itself writes what encoding it gives")
  func forms() throws {
    let states = FactSamples.all.flatMap(\.states)
    let types = Set(states.map { ObjectIdentifier(type(of: $0)) })
    #expect(types.count == 9)
    for state in states { #expect(try JSON(encoding: state).text == state.jsonText) }
  }

  @Test("What reads its form itself reads what was written")
  func readForms() throws {
    let states = FactSamples.all.flatMap(\.states)
    let contents = states.compactMap { ($0 as? InvoiceLine)?.content }
    let billedTo = states.compactMap { ($0 as? Invoice)?.billedTo }
    let revisions = states.compactMap { ($0 as? Subscription)?.items }.joined().flatMap(\.revisions)
    #expect(!contents.isEmpty && !billedTo.isEmpty && !revisions.isEmpty)
    for content in contents { #expect(try LineContent(json: content.json) == content) }
    for party in billedTo { #expect(try BilledTo(json: party.json) == party) }
    for revision in revisions { #expect(try ItemRevision(json: revision.json) == revision) }
    for key in ["amount", "period", "wording", "billingKey"] {
      let broken = contents[0].json.merging(.object(JSONObject(uniqueKeysWithValues: [(key, .null)])))
      #expect(throws: MemberUnreadable(key: key)) { try LineContent(json: broken) }
    }
  }

  @Test("A kind or a payload that this program does not know is refused, not guessed")
  func unreadable() throws {
    for kind in ["invoice", "invoice.eaten", "meter.created", "product.eaten", "subscription.", "card.lost"] {
      #expect(throws: FactUnreadable(kind: kind)) {
        try Fact(kind: kind, subject: "in_1", payload: ["before": [:], "after": [:]])
      }
    }
    #expect(throws: FactUnreadable(kind: "price.created")) {
      try Fact(kind: "price.created", subject: "price_1", payload: [:])
    }
    #expect(throws: FactUnreadable(kind: "change")) {
      try Fact(kind: "invoice.paid", subject: "in_1", payload: ["before": [:]])
    }
  }

  // MARK: Golden files

  /// The text of a golden file; when updating, writes `now` into the source folder first.
  private func golden(_ name: String, now text: String? = nil) throws -> String {
    if Self.updates, let text = text ?? (name == "kinds" ? kindsNow : nil) {
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      try Data(text.utf8).write(to: folder.appendingPathComponent("Golden/\(name)"))
      return text
    }
    let file = try #require(Bundle.module.path(forResource: "Golden/\(name)", ofType: nil), "no \(name)")
    return try String(contentsOfFile: file, encoding: .utf8)
  }

  private var kindsNow: String { FactSamples.all.map(\.kind).sorted().joined(separator: "\n") + "\n" }
}
