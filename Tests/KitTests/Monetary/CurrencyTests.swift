import Foundation
import Monetary
import Testing

@Suite("Currencies")
struct CurrencyTests {
  /// The table was generated from ISO 4217 list one as published on 2026-01-01, in the copies of two
  /// packages (`iso4217` 1.16.20260101 and `iso-4217` 0.8.260101) that agree, and compared with Debian's
  /// `iso-codes` 4.15, which differs only by the changes since: XAD, XCG, ZWG in; ANG, BGN, CUC, HRK, SLL,
  /// ZWL out. The sums below pin it: one wrong, missing or extra entry moves at least one of them.
  @Test("The table is ISO 4217 as of 2026-01-01: 165 currencies to bill in and 13 codes without minor unit")
  func pinned() {
    #expect(Currency.all.count == 165)
    #expect(Set(Currency.all.map(\.code)).count == 165)
    #expect(Set(Currency.all.map(\.numericCode)).count == 165)
    #expect(Currency.all.map(\.numericCode).reduce(0, +) == 92_250)
    let byExponent = Dictionary(grouping: Currency.all, by: \.exponent).mapValues(\.count)
    #expect(byExponent == [0: 17, 2: 139, 3: 7, 4: 2])
    #expect(Currency.all == Currency.all.sorted { $0.code < $1.code })
    var checksum: UInt64 = 0
    for currency in Currency.all {
      for byte in "\(currency.isoCode)\(currency.numericCode).\(currency.exponent)".utf8 {
        checksum = checksum &* 1_000_003 &+ UInt64(byte)
      }
    }
    #expect(checksum == 117_541_884_171_860_626)
  }

  @Test("Decimals are those of each country's coins, or of the fund's unit")
  func exponents() {
    func codes(_ exponent: Int) -> String {
      Currency.all.filter { $0.exponent == exponent }.map(\.isoCode).joined(separator: " ")
    }
    #expect(codes(0) == "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF")
    #expect(codes(3) == "BHD IQD JOD KWD LYD OMR TND")
    #expect(codes(4) == "CLF UYW")
    let known: [(Currency, String, Int, Int)] = [
      (.usd, "usd", 840, 2), (.eur, "eur", 978, 2), (.sek, "sek", 752, 2), (.nok, "nok", 578, 2),
      (.gbp, "gbp", 826, 2), (.jpy, "jpy", 392, 0), (.kwd, "kwd", 414, 3), (.dkk, "dkk", 208, 2),
      (.chf, "chf", 756, 2),
    ]
    for (currency, code, numericCode, exponent) in known {
      #expect(currency.code == code && currency.isoCode == code.uppercased())
      #expect(currency.numericCode == numericCode && currency.exponent == exponent)
    }
  }

  @Test("A code is three letters of either case and nothing else")
  func codes() {
    for currency in Currency.all {
      #expect(Currency(code: currency.code) == currency)
      #expect(Currency(code: currency.isoCode) == currency)
    }
    #expect(Currency(code: "uSd") == .usd)
    let wrong = ["", "us", "usdd", "us$", "u d", "usd ", "üsd", "USＤ", "u\u{0}d", "[sd", "zzz", "840"]
    for text in wrong { #expect(Currency(code: text) == nil, "\(text)") }
  }

  @Test("Gold, drawing rights and testing codes are listed but nobody is billed in them")
  func unbillable() {
    #expect(
      Currency.codesWithoutMinorUnit.joined(separator: " ")
        == "xag xau xba xbb xbc xbd xdr xpd xpt xsu xts xua xxx")
    for code in Currency.codesWithoutMinorUnit { #expect(Currency(code: code) == nil) }
  }

  @Test("A currency is stored as its lower-case code")
  func stored() throws {
    let data = try JSONEncoder().encode([Currency.usd, .jpy])
    #expect(String(decoding: data, as: UTF8.self) == #"["usd","jpy"]"#)
    #expect(try JSONDecoder().decode([Currency].self, from: data) == [.usd, .jpy])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Currency].self, from: Data(#"["xau"]"#.utf8))
    }
  }
}
