import Notation
import Testing

/// Something with members that may be missing, short, long, nested or many.
private struct Thing: JSONRepresentable, Hashable {
  var name: String?
  var count: Int64?
  var isOpen = false
  var labels: [String: String] = [:]
  var words: [String] = []
  var inner: [Inner] = []
  var note: String?

  struct Inner: JSONRepresentable, Hashable {
    var count: Int64
    var note: String?

    func write(to object: inout JSONForm) {
      object.add("count", count)
      object.add("note", note)
    }
  }

  func write(to object: inout JSONForm) {
    object.add("name", name)
    object.add("count", count)
    object.add("isOpen", isOpen)
    object.add("labels", labels)
    object.add("words", words)
    object.add("inner", inner)
    object.add("note", note)
  }

  static func any(_ dice: inout some RandomNumberGenerator) -> Thing {
    func one<Value>(_ values: [Value]) -> Value { values.randomElement(using: &dice)! }
    let notes = [nil, "", "note", "é", "e\u{301}", "\"quoted\\\n", "isOpen"]
    return Thing(
      name: one(notes), count: one([nil, 0, -1, .min, .max]), isOpen: one([true, false]),
      labels: one([[:], ["b": "1", "a": "2"], ["": "{\"name\":1}"]]), words: one([[], ["x"], ["x", "y"]]),
      inner: one([[], [Inner(count: 1)], [Inner(count: 1, note: one(notes)), Inner(count: 2)]]),
      note: one(notes))
  }
}

@Suite("What writes its JSON itself")
struct FormTests {
  @Test("It writes what encoding it gives, alone and in an array")
  func encoding() throws {
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let things = [Thing.any(&dice), Thing.any(&dice)]
      for thing in things { #expect(try thing.jsonText == JSON(encoding: thing).text) }
      #expect(try things.jsonText == JSON(encoding: things).text)
      #expect(try things[0].json == JSON(encoding: things[0]))
    }
    #expect([Thing]().jsonText == "[]")
  }

  @Test("Its difference is the one of the trees")
  func difference() throws {
    var dice = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let (old, new) = (Thing.any(&dice), Bool.random(using: &dice) ? Thing.any(&dice) : Thing())
      let (before, after) = JSONForm.difference(from: old, to: new)
      let trees = try JSON.difference(from: JSON(encoding: old), to: JSON(encoding: new))
      #expect(before == trees.before.text && after == trees.after.text, "\(old) \(new)")
    }
  }
}
