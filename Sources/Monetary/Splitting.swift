extension Money {
  /// This amount in parts proportional to `weights`, whose sum is exactly this amount.
  ///
  /// Each part gets its floor; the units left over go one each to the largest remainders, ties to the
  /// earliest. A negative amount splits as its positive twin does, so a reversal undoes a split part by
  /// part. A part of weight zero gets nothing, unless all weights are zero: then all parts count alike.
  /// Weights must be present and not negative.
  public func split(by weights: [Int64]) -> [Money] {
    var shares = Shares(of: minorUnits, by: weights)
    let order = shares.remainders.indices.sorted { left, right in
      (shares.remainders[right], left) < (shares.remainders[left], right)
    }
    for index in order.prefix(Int(shares.left)) { shares.parts[index] += 1 }
    return shares.amounts(like: self)
  }

  /// This amount in `count` parts that differ by at most one minor unit, the larger ones first.
  public func split(into count: Int) -> [Money] {
    split(by: Array(repeating: 1, count: count))
  }

  /// How much of `amount` each of several rooms takes, none more than it holds: each the floor of its share,
  /// and what is left to the last that has room, then the one before it. 5.00 within 10.00 and 20.00 is 1.66
  /// and 3.34.
  ///
  /// A discount of a whole invoice reaches its lines this way. The amount and the rooms share a unit,
  /// whichever it is. There must be a room, none below zero, and `amount` must lie in 0 to what they hold.
  public static func apportion(_ amount: Int64, within rooms: [Int64]) -> [Int64] {
    let shares = Shares(of: amount, by: rooms)
    let held = rooms.reduce(Int128(0)) { $0 + Int128($1) }
    precondition(
      (0...held).contains(Int128(amount)), "rooms take between nothing and what they hold")
    var parts = shares.parts.map { Int64($0) }
    var left = Int64(shares.left)
    for place in rooms.indices.reversed() where left > 0 {
      let more = min(left, rooms[place] - parts[place])
      parts[place] += more
      left -= more
    }
    return parts
  }
}

extension Money {
  /// What the first `part` of `whole` equal steps come to: the nearest minor unit, a half away from zero.
  ///
  /// A running share. Steps that are differences of it sum to the amount exactly, whichever steps are put
  /// together: three months and nine months are the year, as twelve are. A negative amount runs as its
  /// positive twin does. `part` must lie in 0 to `whole`, and `whole` must be positive.
  public func share(ofFirst part: Int, of whole: Int) -> Money {
    precondition((0...whole).contains(part), "a running share lies between nothing and the whole")
    return fraction(Int64(part), of: Int64(whole), rounding: .halfAwayFromZero)
  }
}

/// The floors of a proportional split of an amount's magnitude, and what they leave over.
private struct Shares {
  var parts: [Int128] = []
  var remainders: [Int128] = []
  var left: Int128

  init(of minorUnits: Int64, by weights: [Int64]) {
    precondition(!weights.isEmpty, "a split of money needs at least one part")
    precondition(weights.allSatisfy { $0 >= 0 }, "a split of money needs weights that are not negative")
    let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
    let magnitude = Int128(minorUnits.magnitude)
    left = magnitude
    parts.reserveCapacity(weights.count)
    remainders.reserveCapacity(weights.count)
    for weight in weights {
      let (part, remainder) =
        total == 0
        ? magnitude.quotientAndRemainder(dividingBy: Int128(weights.count))
        : (magnitude * Int128(weight)).quotientAndRemainder(dividingBy: total)
      parts.append(part)
      remainders.append(remainder)
      left -= part
    }
  }

  func amounts(like whole: Money) -> [Money] {
    // A part is never larger than the whole, so it fits wherever the whole did.
    parts.map { Money(Int64(whole.isNegative ? -$0 : $0), whole.currency) }
  }
}
