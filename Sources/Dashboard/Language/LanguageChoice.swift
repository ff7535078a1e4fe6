/// Choosing the language of the pages: a link for each, which leads back to the page that it stands on.
enum LanguageChoice {
  static let routes: [SiteRoute] = [
    SiteRoute(.get, "/language/{code}", .open { visit in try choose(visit) })
  ]

  private static func choose(_ visit: Visit) throws -> SiteAnswer {
    guard let language = Language(rawValue: visit.name("code")) else { throw SiteRefusal.missing }
    return .redirect(place(visit.query["to"]) ?? "/", cookies: [visit.cookies.choosing(language)])
  }

  /// A page of this site, never another's, with what its address asks for.
  static func place(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 1_000 else { return nil }
    let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0]
    guard path.hasPrefix("/"), !path.contains("//"), !path.contains(".."), !path.hasPrefix("/language/"),
      path.utf8.allSatisfy(SignInPages.isOfPath),
      parts.dropFirst().allSatisfy({ $0.utf8.allSatisfy(isOfQuery) })
    else { return nil }
    return text
  }

  /// What the queries of our own pages have; nothing that ends a line or an address.
  private static func isOfQuery(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "~"): true
    default: SignInPages.isOfPath(byte)
    }
  }

  static func links(on visit: Visit) -> HTML {
    let to = ListPage.encoded(visit.place)
    let links = Language.allCases.html { language in
      let current: HTML = language == .current ? #" aria-current="true""# : .nothing
      let code = language.rawValue
      return """
        <a href="/language/\(code)?to=\(to)" lang="\(code)" hreflang="\(code)"\(current)>\(language.name)</a>
        """
    }
    return #"<div class="langs" role="group" aria-label="\#(say("Language"))">\#(links)</div>"#
  }
}
