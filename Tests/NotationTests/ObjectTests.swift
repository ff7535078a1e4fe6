import Notation
import Testing

@Suite("Objects and patches")
struct ObjectTests {
  @Test("Members keep their order; setting replaces in place, setting nothing removes")
  func order() {
    var object: JSONObject = ["b": 1, "a": 2]
    object["c"] = 3
    object["b"] = "new"
    #expect(object.keys == ["b", "a", "c"])
    #expect(object["b"] == "new")
    object["a"] = nil
    object["absent"] = nil
    #expect(object.description == #"{"b":"new","c":3}"#)
    #expect(object["a"] == nil)
    #expect(object.map(\.key) == object.keys)
  }

  @Test("Equality is by bytes and by order")
  func equality() {
    #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
    #expect(["a": 1, "b": 2] as JSON != ["b": 2, "a": 1])
    #expect(["a": 1] as JSON == ["a": 1])
    #expect((["a": [1, .null, true]] as JSON).hashValue == (["a": [1, .null, true]] as JSON).hashValue)
    #expect(JSON.integer(1) != .number("1.0"))
    #expect(JSON.null != false)
  }

  @Test("Members, elements and scalars are read by name")
  func reading() {
    let json: JSON = ["list": [1, "two"], "yes": true, "none": .null]
    #expect(json["list"]?[1]?.string == "two")
    #expect(json["list"]?[2] == nil)
    #expect(json["list"]?[0]?.integer == 1)
    #expect(json["yes"]?.bool == true)
    #expect(json["none"]?.isNull == true)
    #expect(json["absent"] == nil)
    #expect(JSON.number("0.50").decimalText == "0.50")
    #expect(JSON.integer(5).decimalText == "5")
    #expect(JSON.string("5").decimalText == nil)
  }

  @Test(
    "A patch replaces whole members, and null removes",
    arguments: [
      (#"{"a":1,"b":{"x":1}}"#, #"{"b":{"y":2}}"#, #"{"a":1,"b":{"y":2}}"#),
      (#"{"a":1,"b":2}"#, #"{"a":null,"c":3}"#, #"{"b":2,"c":3}"#),
      (#"{"a":1}"#, #"{}"#, #"{"a":1}"#), (#"{"a":1}"#, #"{"z":null}"#, #"{"a":1}"#),
      (#"{"a":{"b":1}}"#, #"{"a":{"b":null}}"#, #"{"a":{"b":null}}"#),
      (#"[1]"#, #"{"a":1}"#, #"{"a":1}"#), (#"{"a":1}"#, #"[1]"#, #"[1]"#),
    ])
  func merging(document: String, patch: String, merged: String) throws {
    #expect(try JSON(parsing: document).merging(JSON(parsing: patch)).text == merged)
  }

  @Test(
    "A difference names the changed members with both sides; absent reads as null",
    arguments: [
      (#"{"a":1,"b":2}"#, #"{"a":1,"b":3}"#, #"{"b":2}"#, #"{"b":3}"#),
      (#"{"a":1}"#, #"{"b":2}"#, #"{"a":1,"b":null}"#, #"{"a":null,"b":2}"#),
      (#"{"a":null}"#, #"{"b":null}"#, #"{}"#, #"{}"#),
      (#"{"a":{"x":1}}"#, #"{"a":{"x":2}}"#, #"{"a":{"x":1}}"#, #"{"a":{"x":2}}"#),
      (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, #"{}"#, #"{}"#),
    ])
  func difference(from: String, to: String, before: String, after: String) throws {
    let (old, new) = (try JSON(parsing: from), try JSON(parsing: to))
    let difference = JSON.difference(from: old, to: new)
    #expect(difference.before.text == before)
    #expect(difference.after.text == after)
  }
}
