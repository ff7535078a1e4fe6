/// A piece of a page. Literals are markup as they stand; whatever is interpolated is escaped, unless it is
/// `HTML` itself. So text of a user becomes markup nowhere by being forgotten.
struct HTML: Sendable, ExpressibleByStringInterpolation {
  private(set) var text: String

  static let nothing: HTML = ""

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Several pieces, one after the other.
  init(_ pieces: some Sequence<HTML>) { text = pieces.reduce(into: "") { $0 += $1.text } }

  var isEmpty: Bool { text.isEmpty }

  static func + (left: HTML, right: HTML) -> HTML { HTML([left, right]) }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) { text += literal }

    mutating func appendInterpolation(_ html: HTML) { text += html.text }

    mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { text += piece.text } }

    mutating func appendInterpolation(_ plain: String) { text += HTML.escaped(plain) }

    mutating func appendInterpolation(_ number: some BinaryInteger) { text += String(number) }

    /// A place in a drawing, to two decimals.
    mutating func appendInterpolation(_ place: Double) { text += HTML.decimal(place) }
  }

  /// Safe between tags and inside quoted attributes.
  static func escaped(_ plain: String) -> String {
    var text = ""
    text.reserveCapacity(plain.utf8.count)
    for scalar in plain.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func decimal(_ place: Double) -> String {
    let hundredths = Int64((place * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    guard rest != 0 else { return "\(sign)\(whole)" }
    return rest < 10 ? "\(sign)\(whole).0\(rest)" : "\(sign)\(whole).\(rest)"
  }
}

extension Sequence {
  /// One piece for each element.
  func html(_ piece: (Element) throws -> HTML) rethrows -> HTML { HTML(try map(piece)) }
}
