import Testing

@testable import HTTPAPI

@Suite("Forms")
struct FormTests {
  @Test(
    "Brackets nest, as PHP and the SDKs write them",
    arguments: [
      ("a=1&b=2", "{a=1 b=2}"), ("", "{}"), ("&&a=1&", "{a=1}"), ("a", "{a=}"), ("a=", "{a=}"),
      ("a=b=c", "{a=b=c}"),
      ("a[b]=1&a[c]=2", "{a={b=1 c=2}}"), ("a%5Bb%5D=1", "{a={b=1}}"), ("a[]=1&a[]=2", "{a=[1 2]}"),
      ("a[0][b]=1&a[0][c]=2&a[1][b]=3", "{a={0={b=1 c=2} 1={b=3}}}"),
      ("a[][b]=1&a[][c]=2&a[][b]=3", "{a=[{b=1 c=2} {b=3}]}"),
      ("a[][b][]=1&a[][b][]=2&a[][c]=3&a[][c]=4", "{a=[{b=[1 2] c=3} {c=4}]}"),
      ("a[b][c][d]=1", "{a={b={c={d=1}}}}"), ("a=x+y%20z%2B", "{a=x y z+}"),
      ("n=%C3%A9%F0%9F%98%B9", "{n=é😹}"),
      ("a[b=1", "{a[b=1}"), ("[a]=1", "{[a]=1}"), ("a]b=1", "{a]b=1}"), ("a[b]c=1", "{a[b]c=1}"),
      ("a[b[c]]=1", "{a[b[c]]=1}"), ("a[b]]=1", "{a[b]]=1}"),
    ])
  func nesting(text: String, form: String) throws {
    #expect(describe(.map(try FormParser.form(text))) == form)
  }

  @Test(
    "What cannot be read in one way only is refused",
    arguments: [
      ("a=1&a=2", "Received the parameter twice: a"), ("a[b]=1&a[b]=2", "Received the parameter twice: a[b]"),
      ("a=1&a[b]=2", "Received the parameter twice: a[b]"), ("a[b]=1&a=2", "Received the parameter twice: a"),
      ("a[]=1&a[b]=2", "Received the parameter twice: a[b]"),
      ("a[b]=1&a[]=2", "Received the parameter twice: a[]"),
      ("a=%zz", "Invalid percent encoding in the request."),
      ("a=%", "Invalid percent encoding in the request."),
      ("%4=a", "Invalid percent encoding in the request."),
      ("a=%FF", "The request holds text that is not valid UTF-8."),
      ("%C3=a", "The request holds text that is not valid UTF-8."),
      ("a=%ED%A0%80", "The request holds text that is not valid UTF-8."),
      ("a=%00", "The request holds text that is not valid UTF-8."),
      ("a[1][2][3][4][5][6][7][8][9]=1", "Parameters may be nested at most 8 levels deep."),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: APIError.self) { try FormParser.form(text) }
    #expect(error?.message == message)
    #expect(error?.status == 400)
  }

  @Test("Names and counts are bounded, and many elements are read in linear time")
  func bounds() throws {
    #expect(throws: APIError.self) { try FormParser.form(String(repeating: "n", count: 1_001) + "=1") }
    #expect(throws: APIError.self) { try FormParser.form(String(repeating: "a[]=1&", count: 10_001)) }
    let form = try FormParser.form(String(repeating: "a[]=1&", count: 10_000))
    guard case .list(let elements) = form["a"] else { return #expect(Bool(false)) }
    #expect(elements.count == 10_000)
  }

  @Test("The canonical text is the same for every order of names, and for nothing else")
  func canonicalText() throws {
    func canonical(_ text: String) throws -> String { try FormParser.form(text).canonicalText }
    #expect(try canonical("a=1&b[c]=2&b[d]=3") == canonical("b[d]=3&a=1&b[c]=2"))
    let different = [
      "a=1&b=2", "a=1%26b%3D2", "a[b]=2", "a=2", "a[]=1&a[]=2", "a[]=2&a[]=1", "a=12", "a[0]=1",
    ]
    #expect(try Set(different.map(canonical)).count == different.count)
  }

  private func describe(_ value: FormValue) -> String {
    switch value {
    case .text(let text): text
    case .list(let values): "[\(values.map(describe).joined(separator: " "))]"
    case .map(let form): "{\(form.entries.map { "\($0.name)=\(describe($0.value))" }.joined(separator: " "))}"
    }
  }
}
