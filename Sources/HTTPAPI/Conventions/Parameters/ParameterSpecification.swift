/// One parameter a route takes: its name, what may stand there, and what its absence or emptiness means.
///
/// Whatever no specification names is refused, so a parameter that matters to money is never ignored.
struct ParameterSpecification: Sendable {
  let name: String
  let kind: Kind
  private(set) var isRequired = false
  /// Whether an empty string unsets the value; otherwise an empty string is refused.
  private(set) var isClearable = false

  indirect enum Kind: Sendable {
    /// Text of at most this many characters.
    case text(Int)
    case integer(ClosedRange<Int64>)
    case boolean
    /// One of these words.
    case choice([String])
    /// Unix seconds.
    case timestamp
    /// A lower-case ISO code.
    case currency
    /// Decimal text with at most this many decimals, kept as text.
    case decimal(decimals: Int)
    case metadata
    /// Names chosen by the caller, each with a text; no rules of metadata.
    case dictionary(Int)
    case object([ParameterSpecification])
    /// Objects under the codes of currencies: `currency_options[eur][unit_amount]=…`.
    case byCurrency([ParameterSpecification])
    case array(Kind, Int)
    /// `created=…` or `created[gte]=…`.
    case timeRange
    /// The first that fits; the last one names the problem.
    case anyOf([Kind])
  }

  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  var required: ParameterSpecification {
    var specification = self
    specification.isRequired = true
    return specification
  }

  var clearable: ParameterSpecification {
    var specification = self
    specification.isClearable = true
    return specification
  }
}

extension ParameterSpecification {
  /// Stripe's own bound on texts without another one.
  static let textLengthUsual = 5_000
  static let arrayLengthUsual = 1_000

  static func text(_ name: String, max: Int = textLengthUsual) -> Self { .init(name, .text(max)) }

  static func integer(_ name: String, _ range: ClosedRange<Int64> = .min ... .max) -> Self {
    .init(name, .integer(range))
  }

  static func boolean(_ name: String) -> Self { .init(name, .boolean) }
  static func choice(_ name: String, _ words: [String]) -> Self { .init(name, .choice(words)) }
  static func timestamp(_ name: String) -> Self { .init(name, .timestamp) }
  static func currency(_ name: String) -> Self { .init(name, .currency) }

  static func decimal(_ name: String, decimals: Int = 12) -> Self {
    .init(name, .decimal(decimals: decimals))
  }

  static func object(_ name: String, _ members: [ParameterSpecification]) -> Self {
    .init(name, .object(members))
  }

  static func byCurrency(_ name: String, _ members: [ParameterSpecification]) -> Self {
    .init(name, .byCurrency(members))
  }

  static func array(_ name: String, of kind: Kind, max: Int = arrayLengthUsual) -> Self {
    .init(name, .array(kind, max))
  }

  /// An array of objects.
  static func array(
    _ name: String, max: Int = arrayLengthUsual, _ members: [ParameterSpecification]
  ) -> Self {
    .init(name, .array(.object(members), max))
  }

  /// A timestamp or one of these words, such as `trial_end=now`.
  static func timestamp(_ name: String, orWords words: [String]) -> Self {
    .init(name, .anyOf([.choice(words), .timestamp]))
  }

  static func timeRange(_ name: String) -> Self { .init(name, .timeRange) }

  /// `metadata=` clears all keys, `metadata[key]=` one.
  static let metadata = ParameterSpecification("metadata", .metadata).clearable

  /// The filter that every list has.
  static let created = ParameterSpecification("created", .timeRange)
}
