import Foundation
import Identity
import Synchronization
import Testing

private enum Subscription: Identified { static let prefix = "sub" }
private enum Customer: Identified { static let prefix = "cus" }

@Suite("Identifiers")
struct IdentifierTests {
  @Test("A new id is its prefix and 24 letters and digits")
  func shape() {
    let id: Identifier<Subscription> = IdentifierSource.system().next()
    #expect(id.text.hasPrefix("sub_") && id.text.utf8.count == 28)
    #expect(Identifier<Subscription>(checking: id.text) == id)
    #expect(Identifier<Customer>(checking: id.text) == nil)
    #expect("\(id)" == id.text)
  }

  @Test("Only a prefix, an underscore, and letters and digits of bounded length could be an id")
  func checking() {
    for text in ["sub_1", "sub_aZ9", "sub_" + String(repeating: "x", count: 251)] {
      #expect(Identifier<Subscription>(checking: text)?.text == text)
    }
    let wrong = [
      "", "sub", "sub_", "sub1", "cus_1", "SUB_1", "sub_a b", "sub_a_b", "sub_å", "sub_a\u{0}", " sub_1",
      "sub__", "sub_-1", "sub_e\u{301}", "sub_" + String(repeating: "x", count: 252),
    ]
    for text in wrong { #expect(Identifier<Subscription>(checking: text) == nil, "\(text)") }
  }

  @Test("Ids compare by their bytes, as the database does")
  func bytes() {
    let composed = Identifier<Customer>("cus_\u{E9}")
    let decomposed = Identifier<Customer>("cus_e\u{301}")
    #expect(composed != decomposed && decomposed < composed && !(composed < decomposed))
    #expect(Identifier<Customer>("cus_Z") < Identifier<Customer>("cus_a"))
    #expect(Identifier<Customer>("cus_9") < Identifier<Customer>("cus_A"))
    #expect(Identifier<Customer>("cus_a") < Identifier<Customer>("cus_aa"))
    #expect(Identifier<Customer>("cus_a") == Identifier<Customer>("cus_a"))
  }

  @Test("A million ids of one source sort as they were made and are all different")
  func million() {
    let source = IdentifierSource.system()
    var last = ""
    var randomParts = Set<String>()
    for _ in 0..<1_000_000 {
      let text = source.text(prefix: "evt")
      guard last < text else {
        Issue.record("\(text) was made after \(last)")
        return
      }
      last = text
      randomParts.insert(String(text.suffix(13)))
    }
    // Strictly rising ids differ; that their random ends do too shows that no block of bytes came twice.
    #expect(randomParts.count == 1_000_000)
  }

  @Test("Ids keep rising when the clock stands still, goes back, or a millisecond is full")
  func clocks() {
    let clock = Mutex<Int64>(1_775_000_000_000)
    let source = IdentifierSource(
      milliseconds: { clock.withLock { $0 } }, randomness: .seeded(Oracle.seed))
    var last = ""
    for step in 0..<600_000 {
      if step == 500_000 { clock.withLock { $0 -= 3_600_000 } }
      if step == 550_000 { clock.withLock { $0 += 7_200_000 } }
      let text = source.text(prefix: "in")
      guard last < text else {
        Issue.record("\(text) was made after \(last) at step \(step)")
        return
      }
      last = text
    }
  }

  @Test("Sources on many tasks never give one id twice")
  func concurrency() async {
    let source = IdentifierSource.seeded(1, startingAt: 0)
    let made = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 { group.addTask { (0..<5_000).map { _ in source.text(prefix: "pi") } } }
      return await group.reduce(into: Set<String>()) { $0.formUnion($1) }
    }
    #expect(made.count == 40_000)
  }

  @Test("A seeded source gives the same ids in every run")
  func seeded() {
    let one = IdentifierSource.seeded(7, startingAt: 1_775_000_000_000)
    let same = IdentifierSource.seeded(7, startingAt: 1_775_000_000_000)
    let other = IdentifierSource.seeded(8, startingAt: 1_775_000_000_000)
    let first = one.text(prefix: "sub")
    #expect(first == same.text(prefix: "sub") && first != other.text(prefix: "sub"))
    #expect(first.hasPrefix("sub_0VFUV6o4000"))
    #expect(one.text(prefix: "sub").dropFirst(4).dropFirst(8).prefix(3) == "001")
  }

  @Test("Every character of a secret is equally likely")
  func secrets() {
    for source in [IdentifierSource.system(), .seeded(Oracle.seed, startingAt: 0)] {
      let length = 620_000
      var counts: [UInt8: Int] = [:]
      for byte in source.secret(length: length).utf8 { counts[byte, default: 0] += 1 }
      #expect(counts.count == 62)
      let expected = Double(length) / 62
      let chiSquare = counts.values.reduce(0) {
        $0 + (Double($1) - expected) * (Double($1) - expected) / expected
      }
      // 61 degrees of freedom: beyond 130 once in a million; a plain remainder of bytes would give over 4000.
      #expect(chiSquare < 130, "\(chiSquare)")
    }
  }

  @Test("An id is stored as its text")
  func stored() throws {
    let id = Identifier<Subscription>("sub_1")
    let data = try JSONEncoder().encode([id])
    #expect(String(decoding: data, as: UTF8.self) == #"["sub_1"]"#)
    #expect(try JSONDecoder().decode([Identifier<Subscription>].self, from: data) == [id])
  }

  @Test("An idempotency key has one to 255 characters and no control characters")
  func idempotencyKeys() {
    #expect(IdempotencyKey("order-17")?.text == "order-17")
    #expect(IdempotencyKey(String(repeating: "å", count: 255)) != nil)
    #expect(IdempotencyKey("a") == IdempotencyKey("a") && IdempotencyKey("a") != IdempotencyKey("A"))
    #expect(IdempotencyKey("\u{E9}") != IdempotencyKey("e\u{301}"))
    for text in ["", String(repeating: "x", count: 256), "a\nb", "a\u{0}", "\u{7F}"] {
      #expect(IdempotencyKey(text) == nil)
    }
  }

  @Test("Secrets compare equal only if every byte is")
  func constantTime() {
    #expect(constantTimeEquals(Array("secret".utf8), "secret".utf8))
    #expect(!constantTimeEquals("secret".utf8, "secreT".utf8))
    #expect(!constantTimeEquals("Secret".utf8, "secret".utf8))
    #expect(!constantTimeEquals("secret".utf8, "secrets".utf8))
    #expect(constantTimeEquals([UInt8](), [UInt8]()))
  }
}
