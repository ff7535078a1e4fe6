import Storage

/// Everything a workspace's database holds, as text: to compare before with after, or twins with each other.
public struct WorkspaceDump: Hashable, Sendable {
  /// Each table's rows, sorted.
  public let tables: [String: [String]]

  /// Every row as it stands.
  /// - Parameter leavingOut: tables that do not matter.
  public static func exact(of database: any Database, leavingOut: Set<String> = []) async throws -> Self {
    try await read(database, leavingOut: leavingOut) { name, value in "\(name)=\(text(value))" }
  }

  /// What happened to whom, without what two equal lives differ in: ids and stamps of any kind, when
  /// something was written down, who claimed a job. Customers stand under their names, so that each one's
  /// rows stay theirs.
  /// - Parameter now: instants within two days of it are all called `NOW`.
  public static func canonical(of database: any Database, now: Int64, leavingOut: Set<String> = [])
    async throws -> Self
  {
    let names = try await database.read { rows in
      try rows.query("SELECT id, name, invoice_prefix FROM customer") { row in
        (try row.text("id"), try row.text("invoice_prefix"), try row.textOrNil("name") ?? "nobody")
      }
    }
    var masks: [String: String] = [:]
    for (id, prefix, name) in names {
      masks[id] = "<\(name)>"
      masks[prefix] = "<PREFIX of \(name)>"
    }
    let mask = Mask(names: masks, now: now)
    return try await read(database, leavingOut: leavingOut) { name, value in
      personal.contains(name) ? nil : "\(name)=\(mask.masked(text(value)))"
    }
  }

  /// What differs, table by table: rows that only one of the two has.
  public func difference(from other: Self) -> String {
    var found: [String] = []
    for table in Set(tables.keys).union(other.tables.keys).sorted() {
      let changes = (tables[table] ?? []).difference(from: other.tables[table] ?? [])
      for change in changes.prefix(12) {
        switch change {
        case .insert(_, let row, _): found.append("\(table) has \(row)")
        case .remove(_, let row, _): found.append("\(table) lacks \(row)")
        }
      }
      if changes.count > 12 { found.append("\(table): \(changes.count) differences in all") }
    }
    return found.joined(separator: "\n")
  }

  /// Columns that are another life's business.
  private static let personal: Set<String> = [
    "position", "stamp", "fact_position", "fact_stamp", "recorded", "claimed_by", "claimed_until",
    "imported_at",
    "request_id", "failures", "last_error",
  ]

  private static func read(
    _ database: any Database, leavingOut: Set<String>,
    _ cell: @escaping @Sendable (String, Value) -> String?
  ) async throws -> Self {
    let wanted = statements.filter { !leavingOut.contains($0.table) }
    let tables = try await database.read { rows in
      try wanted.map { table, statement in
        let lines = try rows.query(statement) { row in
          try row.columns.compactMap { cell($0, try row.value($0)) }.joined(separator: " ")
        }
        return (table, lines.sorted())
      }
    }
    return Self(tables: Dictionary(uniqueKeysWithValues: tables))
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .null: "-"
    case .integer(let number): "\(number)"
    case .text(let text): text
    case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
    }
  }

  /// A workspace's tables; a test compares them with those that the migrations make.
  public static let statements: [(table: String, select: SQL)] = [
    ("product", "SELECT * FROM product"), ("price", "SELECT * FROM price"),
    ("customer", "SELECT * FROM customer"), ("test_clock", "SELECT * FROM test_clock"),
    ("subscription", "SELECT * FROM subscription"),
    ("subscription_item", "SELECT * FROM subscription_item"), ("invoice", "SELECT * FROM invoice"),
    ("invoice_line", "SELECT * FROM invoice_line"), ("pending_item", "SELECT * FROM pending_item"),
    ("credit_note", "SELECT * FROM credit_note"), ("credit_note_line", "SELECT * FROM credit_note_line"),
    ("workspace_setting", "SELECT * FROM workspace_setting"),
    ("number_series", "SELECT * FROM number_series"),
    ("coupon", "SELECT * FROM coupon"), ("promotion_code", "SELECT * FROM promotion_code"),
    ("tax_rate", "SELECT * FROM tax_rate"), ("balance_adjustment", "SELECT * FROM balance_adjustment"),
    ("payment_method", "SELECT * FROM payment_method"),
    ("payment_intent", "SELECT * FROM payment_intent"), ("card_charge", "SELECT * FROM card_charge"),
    ("payment_attempt", "SELECT * FROM payment_attempt"), ("job", "SELECT * FROM job"),
    ("idempotency", "SELECT * FROM idempotency"), ("import_row", "SELECT * FROM import_row"),
    ("fact", "SELECT * FROM fact"), ("projection", "SELECT * FROM projection"),
    ("movement", "SELECT * FROM movement"), ("recurring_item", "SELECT * FROM recurring_item"),
    ("revenue_aside", "SELECT * FROM revenue_aside"),
    ("revenue_aside_item", "SELECT * FROM revenue_aside_item"),
    ("recurring_customer", "SELECT * FROM recurring_customer"), ("posting", "SELECT * FROM posting"),
    ("balance", "SELECT * FROM balance"), ("refund", "SELECT * FROM refund"),
    ("credit_note_refund", "SELECT * FROM credit_note_refund"),
    ("setup_intent", "SELECT * FROM setup_intent"),
    ("recognition_schedule", "SELECT * FROM recognition_schedule"),
    ("book_close", "SELECT * FROM book_close"), ("book_close_part", "SELECT * FROM book_close_part"),
    ("reference_rates", "SELECT * FROM reference_rates"),
    ("marketing_spend", "SELECT * FROM marketing_spend"), ("gross_margin", "SELECT * FROM gross_margin"),
    ("recognition", "SELECT * FROM recognition"), ("account_total", "SELECT * FROM account_total"),
  ]
}

/// Puts words in the place of ids and of instants near now.
private struct Mask {
  let names: [String: String]
  let now: Int64

  func masked(_ text: String) -> String {
    var result: [UInt8] = []
    var word: [UInt8] = []
    for byte in text.utf8 {
      if isWordCharacter(byte) {
        word.append(byte)
      } else {
        result += replaced(word)
        word = []
        result.append(byte)
      }
    }
    result += replaced(word)
    return String(decoding: result, as: UTF8.self)
  }

  private func isWordCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
    default: false
    }
  }

  private func replaced(_ word: [UInt8]) -> [UInt8] {
    guard word.count >= 8 else { return word }
    let text = String(decoding: word, as: UTF8.self)
    if let name = names[text] { return Array(name.utf8) }
    if word.count == 10, let number = Int64(text) {
      return abs(number - now) < 172_800 ? Array("NOW".utf8) : word
    }
    guard let underscore = word.lastIndex(of: UInt8(ascii: "_")) else { return word }
    let secret = word[(underscore + 1)...]
    let isDrawn =
      secret.count >= 10 && secret.contains { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    return isDrawn ? Array(word[...underscore]) + [UInt8(ascii: "*")] : word
  }
}
