import Notation
import Testing

@Suite("The bridge to Codable")
struct CodableTests {
  struct Identifier: RawRepresentable, Codable, Hashable { var rawValue: String }
  enum Status: String, Codable { case active, canceled }

  struct Item: Codable, Equatable {
    var price: Identifier
    var quantity: Int64?
  }

  struct Contract: Codable, Equatable {
    var id = Identifier(rawValue: "sub_1")
    var status = Status.active
    var items = [Item(price: Identifier(rawValue: "price_1"), quantity: nil)]
    var note: String?
    var paused = false
    var huge = UInt64.max
    var wide = Int128(1) << 100
    var small = Int32(-7)
    var ratio = 0.1
    var labels = ["b": "2", "a": "1"]
    var anything: JSON = [1, ["x": .null]]
  }

  enum Change: Codable, Equatable {
    case renamed(to: String)
    case moved(from: Int, to: Int?)
    case closed
  }

  class Base: Codable { var base = 1 }

  final class Derived: Base {
    var derived = 2
    private enum CodingKeys: CodingKey { case derived }
    override init() { super.init() }

    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try super.encode(to: container.superEncoder())
      try container.encode(derived, forKey: .derived)
    }

    required init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      try super.init(from: container.superDecoder())
      derived = try container.decode(Int.self, forKey: .derived)
    }
  }

  /// Writes nested containers, and to the outer one after them.
  struct Nested: Codable, Equatable {
    var deep = "x"
    var list: [Int?] = [1, nil, 3]
    private enum Outer: CodingKey { case inner, list, last }
    private enum Inner: CodingKey { case deep }

    init() {}

    func encode(to encoder: any Encoder) throws {
      var outer = encoder.container(keyedBy: Outer.self)
      var inner = outer.nestedContainer(keyedBy: Inner.self, forKey: .inner)
      var places = outer.nestedUnkeyedContainer(forKey: .list)
      try outer.encode(true, forKey: .last)
      for element in list { try places.encode(element) }
      var pair = places.nestedUnkeyedContainer()
      try pair.encode("end")
      try inner.encode(deep, forKey: .deep)
    }

    init(from decoder: any Decoder) throws {
      let outer = try decoder.container(keyedBy: Outer.self)
      deep = try outer.nestedContainer(keyedBy: Inner.self, forKey: .inner).decode(String.self, forKey: .deep)
      var places = try outer.nestedUnkeyedContainer(forKey: .list)
      list = []
      for _ in 0..<3 { list.append(try places.decodeNil() ? nil : places.decode(Int.self)) }
      var pair = try places.nestedUnkeyedContainer()
      guard try pair.decode(String.self) == "end", pair.isAtEnd, places.isAtEnd else { throw Mismatch() }
    }
  }

  struct Mismatch: Error {}

  @Test("A struct is written in declared order, without its absent optionals, and read back")
  func contract() throws {
    let json = try JSON(encoding: Contract())
    #expect(
      json.text == """
        {"id":"sub_1","status":"active","items":[{"price":"price_1"}],"paused":false,\
        "huge":18446744073709551615,"wide":1267650600228229401496703205376,"small":-7,"ratio":0.1,\
        "labels":{"a":"1","b":"2"},"anything":[1,{"x":null}]}
        """)
    #expect(try json.decode(Contract.self) == Contract())
    #expect(try JSON(parsing: json.utf8).decode(Contract.self) == Contract())
  }

  @Test("Members are found in any order, and null reads as absent")
  func anyOrder() throws {
    let json: JSON = ["quantity": .null, "extra": 1, "price": "price_2"]
    #expect(try json.decode(Item.self) == Item(price: Identifier(rawValue: "price_2"), quantity: nil))
  }

  @Test("Enums with payloads, nested containers and superclasses travel")
  func shapes() throws {
    for change in [Change.renamed(to: "x"), .moved(from: 1, to: nil), .closed] {
      #expect(try JSON(encoding: change).decode(Change.self) == change)
    }
    #expect(try JSON(encoding: Change.moved(from: 1, to: nil)).text == #"{"moved":{"from":1}}"#)
    #expect(try JSON(encoding: Change.closed).text == #"{"closed":{}}"#)
    let nested = try JSON(encoding: Nested())
    #expect(nested.text == #"{"inner":{"deep":"x"},"list":[1,null,3,["end"]],"last":true}"#)
    #expect(try nested.decode(Nested.self) == Nested())
    let derived = try JSON(encoding: Derived())
    #expect(derived.text == #"{"super":{"base":1},"derived":2}"#)
    #expect(try derived.decode(Derived.self).base == 1)
  }

  @Test("Values that are no objects travel by themselves")
  func scalars() throws {
    #expect(try JSON(encoding: "text") == "text")
    #expect(try JSON(encoding: [Int?.none, 1]) == [.null, 1])
    #expect(try JSON(encoding: Int?.none) == .null)
    #expect(try (["a", "b"] as JSON).decode([String].self) == ["a", "b"])
    #expect(try JSON.null.decode(Int?.self) == nil)
    #expect(try JSON(encoding: [String: Int]()).text == "{}")
    #expect(try JSON(encoding: ["b": 1, "a": 2]).text == #"{"a":2,"b":1}"#)
    #expect(try JSON.integer(2).decode(Double.self) == 2)
    let object: JSONObject = ["z": 1, "a": 2]
    #expect(try JSON(encoding: object) == .object(object))
    #expect(try JSON.object(object).decode(JSONObject.self) == object)
  }

  @Test("What does not fit is refused, with the place in the message")
  func refusals() throws {
    #expect(throws: DecodingError.self) { try JSON.integer(300).decode(UInt8.self) }
    #expect(throws: DecodingError.self) { try JSON.string("1").decode(Int.self) }
    #expect(throws: DecodingError.self) { try JSON.number("1.0").decode(Int.self) }
    #expect(throws: DecodingError.self) { try JSON.number("1e999").decode(Double.self) }
    #expect(throws: DecodingError.self) { try JSON.string("unknown").decode(Status.self) }
    #expect(throws: DecodingError.self) { try (["quantity": 1] as JSON).decode(Item.self) }
    #expect(throws: DecodingError.self) { try ([1] as JSON).decode(Item.self) }
    #expect(throws: EncodingError.self) { try JSON(encoding: [Double.nan]) }
    do {
      _ = try (["items": [["price": "p", "quantity": "many"]]] as JSON).decode([String: [Item]].self)
    } catch DecodingError.typeMismatch(_, let context) {
      #expect(context.codingPath.map(\.stringValue) == ["items", "0"])
    }
  }
}
