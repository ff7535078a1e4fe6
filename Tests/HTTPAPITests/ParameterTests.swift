import Operations
import Testing

@testable import HTTPAPI

private func empty(_ name: String) -> String {
  """
  You passed an empty string for '\(name)'. We assume empty values are an attempt to unset a field; however \
  '\(name)' cannot be unset. You should remove '\(name)' from your request or supply a non-empty value.
  """
}

@Suite("Parameters")
struct ParameterTests {
  @Test(
    "What is declared is read with its type",
    arguments: [
      ("label=x", "(label=x)"),
      (
        "label=%C3%A9%C3%A9&quantity=7&active=true&due=0",
        "(active=true due=1970-01-01T00:00:00Z label=éé quantity=7)"
      ),
      (
        "label=x&kind=tube&currency=jpy&unit_amount_decimal=-0.000000000001",
        "(currency=jpy kind=tube label=x unit_amount_decimal=-0.000000000001)"
      ),
      ("label=x&note=", "(label=x note=cleared)"), ("label=x&trial_end=now", "(label=x trial_end=now)"),
      ("label=x&trial_end=86400", "(label=x trial_end=1970-01-02T00:00:00Z)"),
      ("label=x&size[width]=-3&size[unit]=cm", "(label=x size=(unit=cm width=-3))"),
      ("label=x&size=", "(label=x size=cleared)"),
      (
        "label=x&items[1][price]=b&items[0][price]=a&items[0][quantity]=2",
        "(items=[(price=a quantity=2) (price=b)] label=x)"
      ),
      ("label=x&items[][price]=a&items[][price]=b", "(items=[(price=a) (price=b)] label=x)"),
      ("label=x&tags[]=a&tags[]=b", "(label=x tags=[a b])"), ("label=x&items=", "(items=cleared label=x)"),
      ("label=x&metadata[a]=1&metadata[b]=", "(label=x metadata={a=1 b=-})"),
      ("label=x&metadata=", "(label=x metadata=cleared)"),
      ("label=x&items[0][price]=a&items[0][metadata][k]=v", "(items=[(metadata={k=v} price=a)] label=x)"),
    ])
  func typed(body: String, parameters: String) async throws {
    let reply = try await Toy.api().ask(.post, "/v1/boxes", body)
    #expect(reply.status == 200)
    #expect(reply.json["parameters"]?.string == parameters)
  }

  @Test(
    "What is not as declared is refused in the format's words",
    arguments: [
      ("label=x&nope=1", "parameter_unknown", "nope", "Received unknown parameter: nope"),
      ("b=1&c[d]=2", "parameter_unknown", "b", "Received unknown parameters: b, c"),
      (
        "label=x&items[0][nope]=1", "parameter_unknown", "items[0][nope]",
        "Received unknown parameter: items[0][nope]"
      ),
      (
        "label=x&size[a]=1&size[b]=2", "parameter_unknown", "size[a]",
        "Received unknown parameters: size[a], size[b]"
      ),
      ("", "parameter_missing", "label", "Missing required param: label."),
      (
        "label=x&items[0][quantity]=1", "parameter_missing", "items[0][price]",
        "Missing required param: items[0][price]."
      ),
      ("label=x&size[unit]=cm", "parameter_missing", "size[width]", "Missing required param: size[width]."),
      (
        "label=", "parameter_invalid_empty", "label",
        empty("label")
      ),
      (
        "label=x&quantity=", "parameter_invalid_empty", "quantity",
        empty("quantity")
      ),
      ("label=x&quantity=abc", "parameter_invalid_integer", "quantity", "Invalid integer: abc"),
      ("label=x&quantity=1.5", "parameter_invalid_integer", "quantity", "Invalid integer: 1.5"),
      ("label=x&quantity=%2B1", "parameter_invalid_integer", "quantity", "Invalid integer: +1"),
      (
        "label=x&quantity=9223372036854775808", "parameter_invalid_integer", "quantity",
        "Invalid integer: 9223372036854775808"
      ),
      (
        "label=x&quantity=0", "parameter_invalid_integer", "quantity",
        "This value must be greater than or equal to 1 (it currently is '0')."
      ),
      (
        "label=x&quantity=101", "parameter_invalid_integer", "quantity",
        "This value must be less than or equal to 100 (it currently is '101')."
      ),
      ("label=x&due=tomorrow", "parameter_invalid_integer", "due", "Invalid integer: tomorrow"),
      ("label=x&due=-1", "parameter_invalid_integer", "due", "Invalid timestamp: -1"),
      ("label=x&trial_end=later", "parameter_invalid_integer", "trial_end", "Invalid integer: later"),
      ("label=x&active=yes", nil, "active", "Invalid boolean: yes"),
      ("label=x&kind=box", nil, "kind", "Invalid kind: must be one of crate, parcel, or tube"),
      ("label=x&side=up", nil, "side", "Invalid side: must be one of left or right"),
      ("label=12345678901", nil, "label", "Invalid string: 12345678901; must be at most 10 characters"),
      (
        "label=x&unit_amount_decimal=1.1234567890123", nil, "unit_amount_decimal",
        "Invalid decimal: 1.1234567890123; must contain at maximum 12 decimal places."
      ),
      ("label=x&unit_amount_decimal=1e5", nil, "unit_amount_decimal", "Invalid decimal: 1e5"),
      ("label=x&unit_amount_decimal=.5", nil, "unit_amount_decimal", "Invalid decimal: .5"),
      ("label=x&size=big", nil, "size", "Invalid object"),
      ("label=x&items=some", nil, "items", "Invalid array"),
      ("label=x&items[first][price]=a", nil, "items", "Invalid array"),
      ("label[a]=x", nil, "label", "Invalid string"),
      (
        "label=x&tags[]=", "parameter_invalid_empty", "tags[0]",
        empty("tags[0]")
      ),
      (
        "label=x&tags[]=a&tags[]=toolong", nil, "tags[1]",
        "Invalid string: toolong; must be at most 5 characters"
      ),
      (
        "label=x&items[]=a&items[]=b&items[]=c&items[]=d", nil, "items",
        "Array must have at most 3 elements, but has 4."
      ),
      ("label=x&metadata=text", nil, "metadata", "Invalid object"),
      ("label=x&metadata[a][b]=1", nil, "metadata[a]", "Invalid string"),
    ] as [(String, String?, String, String)])
  func refused(body: String, code: String?, parameter: String, message: String) async throws {
    let reply = try await Toy.api().ask(.post, "/v1/boxes", body)
    #expect(reply.status == 400)
    #expect(reply.error["type"] == "invalid_request_error")
    #expect(reply.error["code"]?.string == code)
    #expect(reply.error["param"]?.string == parameter)
    #expect(reply.error["message"]?.string == message)
  }

  @Test("Currencies are lower-case ISO codes")
  func currencies() async throws {
    for body in ["label=x&currency=USD", "label=x&currency=xyz", "label=x&currency=us"] {
      let reply = try await Toy.api().ask(.post, "/v1/boxes", body)
      #expect(reply.status == 400)
      #expect(reply.error["param"] == "currency")
      #expect(reply.error["message"]?.string?.hasPrefix("Invalid currency: ") == true)
    }
  }

  @Test("Metadata has at most 50 keys of 40 characters with values of 500")
  func metadata() async throws {
    func status(_ key: Int, _ value: Int) async throws -> Int {
      let body =
        "label=x&metadata[\(String(repeating: "k", count: key))]=\(String(repeating: "v", count: value))"
      return try await Toy.api().ask(.post, "/v1/boxes", body).status
    }
    #expect(try await status(40, 500) == 200)
    #expect(try await status(41, 1) == 400)
    #expect(try await status(1, 501) == 400)
    let pairs = { (count: Int) in (0..<count).map { "&metadata[k\($0)]=v" }.joined() }
    #expect(try await Toy.api().ask(.post, "/v1/boxes", "label=x" + pairs(50)).status == 200)
    #expect(try await Toy.api().ask(.post, "/v1/boxes", "label=x" + pairs(51)).status == 400)
  }

  @Test("Metadata of something new leaves out what is empty, and merges into what is there")
  func metadataPatches() throws {
    func metadata(_ form: String) throws -> RequestParameters {
      try ParameterSpecification.check(FormParser.form(form), against: [.metadata])
    }
    func merged(_ form: String, into old: [String: String]) throws -> [String: String] {
      var result = old
      try metadata(form).metadata.apply(to: &result)
      return result
    }
    #expect(try metadata("metadata[a]=1&metadata[b]=").newMetadata() == ["a": "1"])
    #expect(try merged("metadata[a]=1&metadata[b]=", into: ["b": "2", "c": "3"]) == ["a": "1", "c": "3"])
    #expect(try merged("metadata=", into: ["b": "2"]) == [:])
    #expect(try merged("", into: ["b": "2"]) == ["b": "2"])
    let fifty = Dictionary(uniqueKeysWithValues: (0..<50).map { ("k\($0)", "v") })
    #expect(throws: Refusal.tooMuchMetadata) { try merged("metadata[new]=1", into: fifty) }
    #expect(try merged("metadata[new]=1&metadata[k1]=", into: fifty).count == 50)
  }

  @Test(
    "Filters on instants are half-open and hold together",
    arguments: [
      ("created=100", "1970-01-01T00:01:40Z..<1970-01-01T00:01:41Z"),
      ("created[gte]=60", "1970-01-01T00:01:00Z..<"), ("created[gt]=60", "1970-01-01T00:01:01Z..<"),
      ("created[lt]=60", "..<1970-01-01T00:01:00Z"), ("created[lte]=60", "..<1970-01-01T00:01:01Z"),
      ("created[gt]=60&created[gte]=10&created[lt]=120", "1970-01-01T00:01:01Z..<1970-01-01T00:02:00Z"),
    ])
  func timeRanges(query: String, range: String) async throws {
    let reply = try await Toy.api().ask(.get, "/v1/boxes?\(query)")
    #expect(reply.json["parameters"]?.string == "(created=\(range))")
  }

  @Test("An unknown bound of a filter is an unknown parameter")
  func unknownBound() async throws {
    let reply = try await Toy.api().ask(.get, "/v1/boxes?created[after]=1")
    #expect(reply.error["param"] == "created[after]")
    #expect(reply.error["code"] == "parameter_unknown")
  }

  @Test("Query and body are read together, and may not say the same thing twice")
  func queryAndBody() async throws {
    let both = try await Toy.api().ask(.post, "/v1/boxes?quantity=3", "label=x")
    #expect(both.json["parameters"]?.string == "(label=x quantity=3)")
    let twice = try await Toy.api().ask(.post, "/v1/boxes?label=y", "label=x")
    #expect(twice.status == 400)
  }
}
