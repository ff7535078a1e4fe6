/// A phrase in the language of the page. The English itself is the key; a `{}` takes the next value.
///
/// A phrase that is not in the catalogue is said in English; a test holds that none is missing. Where one
/// English word is several in another language, a note that nobody sees tells them apart: "Credit ¦ balance".
func say(_ english: String, _ values: String...) -> String {
  Phrases.filled(Phrases.text(english, in: Language.current), values)
}

extension HTML {
  /// A phrase with markup in its places, such as links; the phrase itself is escaped.
  static func say(_ english: String, _ values: HTML...) -> HTML {
    let parts = Phrases.parts(Phrases.text(english, in: Language.current))
    return HTML(
      parts.map { part in
        switch part {
        case .text(let text): "\(text)"
        case .value(let place): values.indices.contains(place) ? values[place] : .nothing
        }
      })
  }
}

extension Int {
  /// "1 customer", "7,043 customers"; the phrases are "{} customer" and "{} customers". With both given,
  /// each is a phrase as it stands: "a month", "every {} months".
  func counted(_ one: String, _ many: String? = nil) -> String {
    guard let many else {
      return say(self == 1 ? "{} \(one)" : "{} \(one)s", MoneyText.grouped(String(self)))
    }
    return say(self == 1 ? one : many, MoneyText.grouped(String(self)))
  }
}

/// The catalogue of all phrases.
///
/// Written as blocks: the English, then a line for each other language that begins with its code. Values
/// change places with `{2}` and `{1}`. A block without a space in front of a code is a comment.
enum Phrases {
  enum Part: Hashable {
    case text(String)
    /// The value's place, from zero.
    case value(Int)
  }

  static let catalogue: [Language: [String: String]] = {
    var found: [Language: [String: String]] = [:]
    for source in sources {
      for (english, others) in blocks(of: source) {
        for (language, text) in others { found[language, default: [:]][english] = text }
      }
    }
    return found
  }()

  static func text(_ english: String, in language: Language) -> String {
    if language != .english, let text = catalogue[language]?[english] { return text }
    return english.firstIndex(of: "¦").map { String(english[..<$0].dropLast()) } ?? english
  }

  /// Whether the catalogue has it.
  static func isKnown(_ english: String) -> Bool { catalogue[.swedish]?[english] != nil }

  /// The blocks of a source, in their order.
  static func blocks(of source: String) -> [(english: String, others: [Language: String])] {
    source.split(separator: "\n\n").compactMap { block in
      let lines = block.split(separator: "\n", omittingEmptySubsequences: true)
      guard let english = lines.first, !english.hasPrefix("#") else { return nil }
      var others: [Language: String] = [:]
      for line in lines.dropFirst() {
        if let language = Language(rawValue: String(line.prefix(2))), line.dropFirst(2).first == " " {
          others[language] = String(line.dropFirst(3))
        }
      }
      return (String(english), others)
    }
  }

  static func parts(_ phrase: String) -> [Part] {
    var parts: [Part] = []
    var text = ""
    var next = 0
    var rest = Substring(phrase)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      guard name.isEmpty || Int(name).map({ $0 > 0 }) == true else {
        text += rest[...close]
        rest = rest[rest.index(after: close)...]
        continue
      }
      text += rest[..<open]
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
      parts.append(.value(Int(name).map { $0 - 1 } ?? next))
      next += 1
      rest = rest[rest.index(after: close)...]
    }
    text += rest
    return text.isEmpty ? parts : parts + [.text(text)]
  }

  static func filled(_ phrase: String, _ values: [String]) -> String {
    guard phrase.contains("{") else { return phrase }
    return parts(phrase).reduce(into: "") { text, part in
      switch part {
      case .text(let piece): text += piece
      case .value(let place): text += values.indices.contains(place) ? values[place] : ""
      }
    }
  }
}
