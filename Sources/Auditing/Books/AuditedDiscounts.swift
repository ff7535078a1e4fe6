import Notation

/// A discount as contracts, invoices and lines carry it, read from its stored text alone.
struct AuditedDiscount {
  let id: String
  /// The share it takes off, in trillionths; nil for an amount.
  let share: Int128?
  /// In minor units; nil for a share.
  let amount: Int128?
  let duration: String
  let products: [String]?
  let end: Int64?
  let isSpent: Bool

  init?(_ json: JSON) {
    guard let id = json["id"]?.string, let duration = json["duration"]?.string else { return nil }
    let percent = json.at(["reduction", "percent", "off"])?.string.flatMap(Exact.trillionths)
    let amount = json.at(["reduction", "amount", "off"])?.integer
    guard (percent == nil) != (amount == nil) else { return nil }
    self.id = id
    self.share = percent.map { $0 / 100 }
    self.amount = amount.map { Int128($0) }
    self.duration = duration
    products = json["products"]?.array?.compactMap(\.string)
    end = json["end"]?.integer
    isSpent = json["spent"]?.bool ?? false
  }

  /// Those of a stored list; nil is none.
  static func list(_ text: String?) -> [AuditedDiscount] {
    (text.flatMap(parsed)?.array ?? []).compactMap(AuditedDiscount.init)
  }

  fileprivate func covers(_ product: String?) -> Bool {
    guard let products else { return true }
    return product.map(products.contains) ?? false
  }
}

/// What discounts must take off amounts that stand together, worked out by the audit's own hand.
struct AuditedDiscounts {
  struct Part {
    let amount: Int128
    let product: String?
    let own: [AuditedDiscount]
  }

  /// How a share of an amount is rounded.
  let round: (Int128, Int128) -> Int128
  /// Whether a share of all is worked out once, and spread.
  let spreadsShares: Bool
  /// What a minor unit is in the parts' unit, as a fraction.
  var unit: (numerator: Int128, denominator: Int128) = (1, 1)

  /// By part, the discounts that take something off it.
  func taken(off parts: [Part], by shared: [AuditedDiscount]) -> [[String: Int128]] {
    var left = parts.map { max(0, $0.amount) }
    var taken = parts.map { _ in [String: Int128]() }
    func take(_ amount: Int128, _ discount: AuditedDiscount, _ place: Int) {
      guard amount > 0 else { return }
      taken[place][discount.id, default: 0] += amount
      left[place] -= amount
    }
    for (place, part) in parts.enumerated() {
      for discount in part.own where discount.covers(part.product) {
        take(worth(discount, of: left[place]), discount, place)
      }
    }
    for discount in shared {
      let places = parts.indices.filter { discount.covers(parts[$0].product) && left[$0] > 0 }
      guard spreadsShares || discount.share == nil else {
        for place in places { take(worth(discount, of: left[place]), discount, place) }
        continue
      }
      let sum = places.reduce(Int128(0)) { $0 + left[$1] }
      guard sum > 0 else { continue }
      let whole = worth(discount, of: sum)
      // Floors first; the rest from the end, as far as there is room.
      var shares = places.map { whole * left[$0] / sum }
      var rest = whole - shares.reduce(0, +)
      for (number, place) in places.enumerated().reversed() {
        let more = min(rest, left[place] - shares[number])
        shares[number] += more
        rest -= more
      }
      for (number, place) in places.enumerated() { take(shares[number], discount, place) }
    }
    return taken
  }

  /// What all together take off a line of which a part was given back while it was a draft: that part keeps
  /// what was taken off it then, and what is left has its share of `whole`.
  static func keeping(_ givenBack: JSON, of amount: Int64, _ whole: Int128) -> Int128? {
    guard let part = givenBack["amount"]?.integer, amount > 0, (-amount...0).contains(part)
    else { return nil }
    let kept = (givenBack["discounted"]?.array ?? []).reduce(Int128(0)) {
      $0 - Int128($1["amount"]?.integer ?? 0)
    }
    return whole + Exact.halfAwayFromZero(whole * Int128(part), Int128(amount)) + kept
  }

  private func worth(_ discount: AuditedDiscount, of base: Int128) -> Int128 {
    if let share = discount.share { return min(base, round(base * share, 1_000_000_000_000)) }
    return min(base, round((discount.amount ?? 0) * unit.numerator, unit.denominator))
  }
}
