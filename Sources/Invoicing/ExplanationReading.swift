import Monetary
import Notation
import Rating

extension Explanation: JSONReadable {
  public init(json: JSON) throws {
    var members = try JSONMembers(json)
    self.init(steps: try [Step](json: members.value("steps")))
  }
}

extension Explanation.Step: JSONReadable {
  public init(json: JSON) throws {
    var members = try JSONMembers(json)
    guard let word = try members.optionalText("kind") else {
      let quantity = try members.integer("quantity")
      self = .units(quantity, at: try members.unitPrice("unitPrice"))
      return
    }
    switch Kind(rawValue: word) {
    case .fee?:
      let fee = try members.unitPrice("amount")
      self = .fee(fee, tier: try members.optional("tier").map { try Self.tier($0) })
    case .free?: self = .free(try members.integer("quantity"))
    case .percentage?:
      guard let percentage = Percentage(percent: try members.text("percentage")) else {
        throw MemberUnreadable(key: "percentage")
      }
      self = .percentage(percentage, of: try members.integer("quantity"))
    case .packages?:
      let (count, size) = (try members.integer("quantity"), try members.integer("size"))
      self = .packages(count, of: size, at: try members.unitPrice("unitPrice"))
    case .cell?:
      let (row, column) = (try members.text("row"), try members.text("column"))
      let quantity = try members.integer("quantity")
      self = .cell(row: row, column: column, quantity, at: try members.unitPrice("unitPrice"))
    case .raised?:
      let to = try members.unitPrice("amount")
      self = .raised(to: to, by: try members.unitPrice("by"))
    case .lowered?:
      let to = try members.unitPrice("amount")
      self = .lowered(to: to, by: try members.unitPrice("by"))
    case nil: throw MemberUnreadable(key: "kind")
    }
  }

  private static func tier(_ json: JSON) throws -> Int {
    guard case .integer(let number) = json, let tier = Int(exactly: number) else {
      throw MemberUnreadable(key: "tier")
    }
    return tier
  }
}

extension JSONMembers {
  fileprivate mutating func unitPrice(_ key: String) throws -> UnitPrice {
    guard let price = UnitPrice(decimal: try text(key)) else { throw MemberUnreadable(key: key) }
    return price
  }
}
