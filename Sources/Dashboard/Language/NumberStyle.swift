/// How a language writes numbers, amounts and days.
extension Language {
  /// Between thousands.
  var groupingMark: String {
    switch self {
    case .english: ","
    case .swedish, .norwegian: "\u{00A0}"
    case .dutch, .german: "."
    }
  }

  var decimalMark: String { self == .english ? "." : "," }

  /// An amount of a currency: "€1,234.50", "€ 1.234,50", "1.234,50 €".
  /// - Parameter isWord: whether the sign is a code of letters, which keeps its distance.
  func amount(_ number: String, sign: String, isWord: Bool) -> String {
    switch self {
    case .english: isWord ? "\(sign)\u{00A0}\(number)" : sign + number
    case .dutch: "\(sign)\u{00A0}\(number)"
    case .swedish, .norwegian, .german: "\(number)\u{00A0}\(sign)"
    }
  }

  /// What a thousand, a million and a billion are cut to on axes, if they are.
  var shortScales: (thousand: String?, million: String, billion: String) {
    switch self {
    case .english: ("k", "M", "B")
    case .swedish: (nil, "\u{00A0}mn", "\u{00A0}md")
    case .norwegian: (nil, "\u{00A0}mill.", "\u{00A0}mrd.")
    case .dutch: (nil, "\u{00A0}mln.", "\u{00A0}mld.")
    case .german: (nil, "\u{00A0}Mio.", "\u{00A0}Mrd.")
    }
  }

  /// Decimal text as data has it, "12.5", with the mark of the language.
  func decimals(_ text: String) -> String { self == .english ? text : text.replacing(".", with: ",") }

  func percent(_ number: String) -> String { self == .dutch ? "\(number)%" : "\(number)\u{00A0}%" }

  var months: [String] {
    switch self {
    case .english: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    case .swedish:
      ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."]
    case .norwegian:
      ["jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."]
    case .dutch: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
    case .german:
      ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."]
    }
  }

  var fullMonths: [String] {
    switch self {
    case .english:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
      ]
    case .swedish:
      [
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
        "november", "december",
      ]
    case .norwegian:
      [
        "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
        "november", "desember",
      ]
    case .dutch:
      [
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
        "november", "december",
      ]
    case .german:
      [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
        "November", "Dezember",
      ]
    }
  }

  /// "1 Nov", "1. Nov."
  func day(_ day: Int, _ month: String) -> String {
    let dot = self == .german || self == .norwegian ? "." : ""
    return "\(day)\(dot)\u{00A0}\(month)"
  }

  /// "Q4 2026", "4. kv. 2026"
  func quarter(_ number: Int) -> String {
    switch self {
    case .english, .german: "Q\(number)"
    case .swedish, .dutch: "K\(number)"
    case .norwegian: "\(number).\u{00A0}kv."
    }
  }

  /// "22 Nov 2026", "22. Nov. 2026"
  func day(_ day: Int, _ month: String, _ year: String) -> String {
    "\(self.day(day, month))\u{00A0}\(year)"
  }
}
