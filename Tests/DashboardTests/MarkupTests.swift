import Chronology
import Monetary
import Rating
import Testing

@testable import Dashboard

@Suite("Markup is ours, text is everybody's")
struct MarkupTests {
  @Test("Whatever is interpolated is escaped, in text and in attributes, and markup is not")
  func escaping() {
    let nasty = "<script>\"'&</script>"
    let page: HTML = #"<a title="\#(nasty)">\#(nasty)</a>"#
    let escaped = "&lt;script&gt;&quot;&#39;&amp;&lt;/script&gt;"
    #expect(page.text == "<a title=\"\(escaped)\">\(escaped)</a>")
    let whole: HTML = "<p>\(page)\([page, page])</p>"
    #expect(whole.text == "<p>\(page.text)\(page.text)\(page.text)</p>")
    #expect(["a", "<"].html { "<b>\($0)</b>" }.text == "<b>a</b><b>&lt;</b>")
  }

  @Test(
    "Places in a drawing have two decimals at most",
    arguments: [
      (0.0, "0"), (1, "1"), (1.5, "1.50"), (1.05, "1.05"), (-0.25, "-0.25"), (99.999, "100"),
      (12.3456, "12.35"),
    ])
  func places(place: Double, text: String) {
    let html: HTML = "\(place)"
    #expect(html.text == text)
  }

  @Test(
    "Amounts are written in one way",
    arguments: [
      (123_450, "eur", "€1,234.50"), (-5, "usd", "−$0.05"), (0, "gbp", "£0.00"), (1_200, "jpy", "¥1,200"),
      (1_234_567, "kwd", "KWD\u{A0}1,234.567"), (100_000_000, "sek", "SEK\u{A0}1,000,000.00"),
      (Int64.min, "jpy", "−¥9,223,372,036,854,775,808"),
    ])
  func money(minorUnits: Int64, code: String, text: String) throws {
    #expect(MoneyText.text(minorUnits, try #require(Currency(code: code))) == text)
  }

  @Test(
    "Axes and legends are short",
    arguments: [
      (0, "€0"), (999_900, "€9,999"), (1_234_500, "€12.3k"), (12_345_600, "€123k"), (-50_000_000, "−€500k"),
      (321_000_000, "€3.2M"), (1_000_000, "€10k"),
    ])
  func short(minorUnits: Int64, text: String) { #expect(MoneyText.short(minorUnits, .eur) == text) }

  @Test("A price keeps all its decimals")
  func prices() throws {
    #expect(MoneyText.text(UnitPrice(minorUnits: 1_900), .eur) == "€19.00")
    #expect(MoneyText.text(try #require(UnitPrice(decimal: "0.125")), .eur) == "€0.00125")
    #expect(MoneyText.text(try #require(UnitPrice(decimal: "0.5")), .jpy) == "¥0.5")
  }

  @Test(
    "An amount is read as people type it",
    arguments: [
      ("19", "eur", 1_900), ("19.9", "eur", 1_990), ("19,90", "eur", 1_990), ("€ 19.90", "eur", 1_990),
      ("1,234.50", "eur", 123_450), ("1.234,50", "eur", 123_450), ("1 234,50", "eur", 123_450),
      ("1'234.50", "chf", 123_450), ("1,234", "eur", 123_400), ("1.234.567", "eur", 123_456_700),
      ("0", "eur", 0),
      ("1,234", "jpy", 1_234), ("1.2345", "kwd", nil), ("1.234", "kwd", nil), ("1.23", "kwd", 1_230),
      ("19.999", "eur", 1_999_900), ("19.9999", "eur", nil), ("-5", "eur", nil), ("", "eur", nil),
      ("abc", "eur", nil), ("1e5", "eur", nil), ("19.", "eur", nil), ("1,2,3", "eur", nil),
      ("12,34.5", "eur", nil),
      ("1.5", "jpy", nil), ("99999999999999999999", "eur", nil), ("10000000000", "eur", nil),
      ("١٩", "eur", nil),
    ] as [(String, String, Int64?)])
  func typed(text: String, code: String, minorUnits: Int64?) throws {
    let currency = try #require(Currency(code: code))
    #expect((try? MoneyInput.minorUnits(text, currency)) == minorUnits)
  }

  @Test("Forms are read strictly: what no browser sends is refused")
  func forms() throws {
    let form = try #require(FormFields(Array("a=1+2&b=%C3%A4%26&c=&d= x ".utf8)))
    #expect(form["a"] == "1 2" && form["b"] == "ä&" && form["c"] == nil && form["d"] == "x")
    #expect(form.exactly("d") == " x ")
    for text in ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%00", "a=1&a=2", String(repeating: "a&", count: 101)] {
      #expect(FormFields(Array(text.utf8)) == nil, "\(text)")
    }
    let other = try #require(FormFields(Array("b=%C3%A4%26&a=1+2&d= x &c=".utf8)))
    #expect(other.canonicalText(without: []) == form.canonicalText(without: []))
    #expect(form.canonicalText(without: ["a"]) != form.canonicalText(without: []))
  }

  @Test("Ticks are round and inside the range")
  func ticks() {
    #expect(Geometry(low: 0, high: 1_060).ticks(4) == [0, 250, 500, 750, 1_000])
    for (low, high) in [(0.0, 1.0), (-3, 7), (-1e9, 5e11), (0, 100)] {
      let ticks = Geometry(low: low, high: high).ticks(4)
      #expect(ticks.count >= 2 && ticks.count <= 9)
      #expect(ticks.allSatisfy { $0 >= low && $0 <= high })
    }
  }

  @Test(
    "The public address is an origin as browsers send it",
    arguments: [
      ("https://Billing.example.com", "https://billing.example.com"),
      ("https://billing.example.com:443/", "https://billing.example.com"),
      ("http://[::1]:8080", "http://[::1]:8080"), ("billing.example.com", nil),
      ("https://billing.example.com/path", nil), ("ftp://x", nil), ("https://", nil), ("https://a b", nil),
    ] as [(String, String?)])
  func origins(text: String, origin: String?) {
    #expect(DashboardSettings(publicURL: text)?.publicOrigin == origin)
  }
}
