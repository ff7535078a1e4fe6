/// The languages of the pages. What is asked and answered is the same in each.
enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case swedish = "sv"
  case norwegian = "nb"
  case dutch = "nl"
  case german = "de"

  /// The language of the page that is being made. Work that is handed to other threads takes it along:
  /// ``Room/read(_:)``.
  @TaskLocal static var current = Language.english

  /// Its own name for itself.
  var name: String {
    switch self {
    case .english: "English"
    case .swedish: "Svenska"
    case .norwegian: "Norsk"
    case .dutch: "Nederlands"
    case .german: "Deutsch"
    }
  }

  /// The one a browser asks for before all others that there are: "nb,no;q=0.8,en;q=0.5". Without one it is
  /// English.
  init(accepting header: String?) {
    let wishes = (header ?? "").prefix(500).split(separator: ",").enumerated()
      .compactMap { place, wish -> (language: Language, weight: Int, place: Int)? in
        let parts = wish.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
        guard let tag = parts.first, let language = Language(tag: tag) else { return nil }
        return (language, Self.weight(parts.dropFirst().first), place)
      }
      .filter { $0.weight > 0 }
    let first = wishes.min { ($1.weight, $0.place) < ($0.weight, $1.place) }
    self = first?.language ?? .english
  }

  /// "sv", "sv-FI"; "no" and "nn" are understood as Norwegian.
  init?(tag: String) {
    let word = tag.lowercased().prefix { $0 != "-" }
    guard let language = Language(rawValue: word == "no" || word == "nn" ? "nb" : String(word)) else {
      return nil
    }
    self = language
  }

  /// "q=0.8" in thousandths; what is unreadable weighs nothing.
  private static func weight(_ text: String?) -> Int {
    guard let text else { return 1_000 }
    guard text.hasPrefix("q="), let whole = text.dropFirst(2).first?.wholeNumberValue, whole <= 1 else {
      return 0
    }
    let digits = text.dropFirst(4).prefix(3)
    let decimals = Int(String(digits) + String(repeating: "0", count: 3 - digits.count)) ?? 0
    return min(1_000, whole * 1_000 + decimals)
  }
}
