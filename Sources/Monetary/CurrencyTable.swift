/// ISO 4217 list one as published on 2026-01-01: each code with its number, by count of decimals.
///
/// Kept as text, because that is how one checks it against the published list.
enum CurrencyTable {
  struct Row {
    let isoCode: String
    let code: String
    let numericCode: UInt16
    let exponent: UInt8
  }

  /// The billable currencies, sorted by code.
  static let rows: [Row] = decimals.flatMap { exponent, text in
    text.split(whereSeparator: \.isWhitespace).map { entry in
      Row(
        isoCode: String(entry.prefix(3)), code: entry.prefix(3).lowercased(),
        numericCode: UInt16(entry.suffix(3))!, exponent: exponent)
    }
  }.sorted { $0.isoCode < $1.isoCode }

  static let codesWithoutMinorUnit: [String] =
    withoutMinorUnit.split(whereSeparator: \.isWhitespace).map { $0.prefix(3).lowercased() }

  /// Three letters of either case to their row.
  static func row(code: String) -> UInt16? {
    var slot = 0
    var letters = 0
    for byte in code.utf8 {
      // Setting this bit turns an ASCII capital into its small letter.
      let letter = byte | 0x20
      guard letters < 3, byte >= UInt8(ascii: "A"), (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
      else { return nil }
      slot = slot * 26 + Int(letter - UInt8(ascii: "a"))
      letters += 1
    }
    guard letters == 3, slots[slot] != noRow else { return nil }
    return slots[slot]
  }

  private static let noRow = UInt16.max

  /// A direct slot for each of the 26³ codes: currencies are looked up once per row read from storage.
  private static let slots: [UInt16] = {
    var slots = [UInt16](repeating: noRow, count: 26 * 26 * 26)
    for (row, currency) in rows.enumerated() {
      slots[currency.code.utf8.reduce(0) { $0 * 26 + Int($1 - UInt8(ascii: "a")) }] = UInt16(row)
    }
    return slots
  }()

  private static let decimals: [(UInt8, String)] = [
    (0, withDecimals0), (2, withDecimals2), (3, withDecimals3), (4, withDecimals4),
  ]

  private static let withDecimals0 = """
    BIF108 CLP152 DJF262 GNF324 ISK352 JPY392 KMF174 KRW410 PYG600 RWF646 UGX800 UYI940 VND704
    VUV548 XAF950 XOF952 XPF953
    """

  private static let withDecimals2 = """
    AED784 AFN971 ALL008 AMD051 AOA973 ARS032 AUD036 AWG533 AZN944 BAM977 BBD052 BDT050 BMD060
    BND096 BOB068 BOV984 BRL986 BSD044 BTN064 BWP072 BYN933 BZD084 CAD124 CDF976 CHE947 CHF756
    CHW948 CNY156 COP170 COU970 CRC188 CUP192 CVE132 CZK203 DKK208 DOP214 DZD012 EGP818 ERN232
    ETB230 EUR978 FJD242 FKP238 GBP826 GEL981 GHS936 GIP292 GMD270 GTQ320 GYD328 HKD344 HNL340
    HTG332 HUF348 IDR360 ILS376 INR356 IRR364 JMD388 KES404 KGS417 KHR116 KPW408 KYD136 KZT398
    LAK418 LBP422 LKR144 LRD430 LSL426 MAD504 MDL498 MGA969 MKD807 MMK104 MNT496 MOP446 MRU929
    MUR480 MVR462 MWK454 MXN484 MXV979 MYR458 MZN943 NAD516 NGN566 NIO558 NOK578 NPR524 NZD554
    PAB590 PEN604 PGK598 PHP608 PKR586 PLN985 QAR634 RON946 RSD941 RUB643 SAR682 SBD090 SCR690
    SDG938 SEK752 SGD702 SHP654 SLE925 SOS706 SRD968 SSP728 STN930 SVC222 SYP760 SZL748 THB764
    TJS972 TMT934 TOP776 TRY949 TTD780 TWD901 TZS834 UAH980 USD840 USN997 UYU858 UZS860 VED926
    VES928 WST882 XAD396 XCD951 XCG532 YER886 ZAR710 ZMW967 ZWG924
    """

  private static let withDecimals3 = """
    BHD048 IQD368 JOD400 KWD414 LYD434 OMR512 TND788
    """

  private static let withDecimals4 = """
    CLF990 UYW927
    """

  /// Metals, baskets, bond units, and the codes for testing and for no currency at all.
  private static let withoutMinorUnit = """
    XAG961 XAU959 XBA955 XBB956 XBC957 XBD958 XDR960 XPD964 XPT962 XSU994 XTS963 XUA965 XXX999
    """
}
