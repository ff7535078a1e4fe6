import Notation

/// What an item or a line settled of a price that leaves something open.
enum AuditedChoice {
  case amount(Int64)
  case cell(row: String, column: String)

  /// As an item's revision has it.
  init?(_ json: JSON?) {
    if let amount = json?["amount"]?.integer {
      self = .amount(amount)
    } else if let row = json?["row"]?.string, let column = json?["column"]?.string {
      self = .cell(row: row, column: column)
    } else {
      return nil
    }
  }

  /// As a line's explanation tells it: the values of a matrix, or whole minor units a piece.
  init?(explanation: JSON?) {
    for step in explanation?["steps"]?.array ?? [] {
      if step["kind"]?.string == "cell" {
        self.init(step)
        return
      }
      guard step.at(["kind"]) == nil, let text = step["unitPrice"]?.string, let amount = Int64(text) else {
        continue
      }
      self = .amount(amount)
      return
    }
    return nil
  }
}

/// How a price charges, read from its stored text and worked out the long way: a range of units after the
/// other, every time.
indirect enum AuditedModel {
  struct Tier {
    let upTo: Int64
    let unit: Int128
    let flat: Int128
  }

  case perUnit(Int128)
  case flat(Int128)
  case graduated([Tier])
  case volume([Tier])
  case package(price: Int128, size: Int64, isFilled: Bool)
  case matrix([String: [String: Int128]])
  case openAmount(least: Int64, most: Int64)
  case allowing(Int64, AuditedModel)
  case bounded(AuditedModel, least: Int128?, most: Int128?)

  init?(_ json: JSON?) {
    guard let member = json?.object?.first, json?.object?.count == 1 else { return nil }
    let (content, first) = (member.value, member.value["_0"])
    let model: AuditedModel? =
      switch member.key {
      case "perUnit": Self.trillionths(first).map(AuditedModel.perUnit)
      case "flat": Self.trillionths(first).map(AuditedModel.flat)
      case "percentage": Self.percent(first).map(AuditedModel.perUnit)
      case "graduated": Self.tiers(first) { Self.trillionths($0["unitPrice"]) }.map(AuditedModel.graduated)
      case "volume": Self.tiers(first) { Self.trillionths($0["unitPrice"]) }.map(AuditedModel.volume)
      case "graduatedPercentage":
        Self.tiers(first) { Self.percent($0["percentage"]) }.map(AuditedModel.graduated)
      case "package": Self.package(first)
      case "matrix": Self.matrix(first?["cells"]).map(AuditedModel.matrix)
      case "customAmount":
        first.map {
          .openAmount(least: $0["minimum"]?.integer ?? 0, most: $0["maximum"]?.integer ?? .max)
        }
      case "allowing":
        content["free"]?.integer.flatMap { free in
          AuditedModel(content["then"]).map { .allowing(free, $0) }
        }
      case "bounded":
        AuditedModel(first).flatMap { inner in
          let (least, most) = (content.at(["_1", "minimum"]), content.at(["_1", "maximum"]))
          let bounds = (Self.trillionths(least), Self.trillionths(most))
          guard (least == nil) == (bounds.0 == nil), (most == nil) == (bounds.1 == nil) else { return nil }
          return .bounded(inner, least: bounds.0, most: bounds.1)
        }
      default: nil
      }
    guard let model else { return nil }
    self = model
  }

  private static func trillionths(_ json: JSON?) -> Int128? { json?.string.flatMap(Exact.trillionths) }

  /// Percent of one minor unit, in trillionths of one.
  private static func percent(_ json: JSON?) -> Int128? {
    trillionths(json).flatMap { $0 % 100 == 0 ? $0 / 100 : nil }
  }

  private static func tiers(_ json: JSON?, unit: (JSON) -> Int128?) -> [Tier]? {
    guard let all = json?.array, !all.isEmpty else { return nil }
    let read = all.compactMap { tier -> Tier? in
      guard let unit = unit(tier), let flat = trillionths(tier["flat"]) else { return nil }
      return Tier(upTo: tier["upTo"]?.integer ?? .max, unit: unit, flat: flat)
    }
    return read.count == all.count ? read : nil
  }

  private static func package(_ json: JSON?) -> AuditedModel? {
    guard let price = trillionths(json?["price"]), let size = json?["size"]?.integer, size > 0,
      let rounding = json?["rounding"]?.string, ["up", "down"].contains(rounding)
    else { return nil }
    return .package(price: price, size: size, isFilled: rounding == "up")
  }

  private static func matrix(_ json: JSON?) -> [String: [String: Int128]]? {
    var cells: [String: [String: Int128]] = [:]
    for cell in json?.array ?? [] {
      guard let row = cell["row"]?.string, let column = cell["column"]?.string,
        let unit = trillionths(cell["unitPrice"])
      else { return nil }
      cells[row, default: [:]][column] = unit
    }
    return cells.isEmpty ? nil : cells
  }

  /// What a quantity costs in 10⁻¹² minor units; nil for what does not fit, or what nobody settled.
  func whole(_ quantity: Int64, _ choice: AuditedChoice?) -> Int128? {
    switch self {
    case .perUnit(let unit): return product(unit, quantity)
    case .flat(let fee): return fee
    case .volume(let tiers):
      guard let tier = tiers.first(where: { quantity <= $0.upTo }) else { return nil }
      return product(tier.unit, quantity).flatMap { sum($0, tier.flat) }
    case .graduated(let tiers): return Self.graduated(quantity, tiers)
    case .package(let price, let size, let isFilled):
      let begun = quantity / size + (quantity % size > 0 && isFilled ? 1 : 0)
      return product(price, begun)
    case .matrix(let cells):
      guard case .cell(let row, let column) = choice, let unit = cells[row]?[column] else { return nil }
      return product(unit, quantity)
    case .openAmount(let least, let most):
      guard case .amount(let amount) = choice, amount >= least, amount <= most else { return nil }
      return product(Int128(amount) * 1_000_000_000_000, quantity)
    case .allowing(let free, let then): return then.whole(quantity > free ? quantity - free : 0, choice)
    case .bounded(let model, let least, let most):
      return model.whole(quantity, choice).map { max(least ?? $0, min(most ?? $0, $0)) }
    }
  }

  private static func graduated(_ quantity: Int64, _ tiers: [Tier]) -> Int128? {
    var total: Int128 = 0
    var below: Int64 = 0
    for (place, tier) in tiers.enumerated() where place == 0 || quantity > below {
      guard let units = product(tier.unit, min(quantity, tier.upTo) - below),
        let withUnits = sum(total, units), let withFee = sum(withUnits, tier.flat)
      else { return nil }
      total = withFee
      below = tier.upTo
    }
    return total
  }
}

private func product(_ unit: Int128, _ quantity: Int64) -> Int128? {
  let (product, overflow) = unit.multipliedReportingOverflow(by: Int128(quantity))
  return overflow ? nil : product
}

private func sum(_ one: Int128, _ other: Int128) -> Int128? {
  let (sum, overflow) = one.addingReportingOverflow(other)
  return overflow ? nil : sum
}
