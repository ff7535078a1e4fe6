import Monetary
import Relations

/// Whose payments, invoices and trials a report is about: what a filter says of customers and of currency.
public struct CustomerChoice: Sendable {
  /// Each customer of the columns, and whether it was chosen.
  fileprivate struct Members: Sendable {
    let customers: IdentifierRegister<CustomerEntity>
    let chosen: [Bool]
    /// A filter that takes those of whom nothing is known takes everybody who is not in the columns.
    let takesUnknown: Bool
  }

  /// Nil is everybody.
  fileprivate let members: Members?
  fileprivate let currencies: Set<String>?

  /// Everybody, in every currency.
  public static let everything = CustomerChoice(members: nil, currencies: nil)

  public var isEverything: Bool { members == nil && currencies == nil }

  /// More than these are looked for among everybody's rather than one by one.
  public static let fewMost = 500

  /// Whose things may be looked up one by one; nil where they are too many.
  public var few: [CustomerID]? {
    guard let members, !members.takesUnknown,
      members.chosen.lazy.filter(\.self).prefix(Self.fewMost + 1).count <= Self.fewMost
    else { return nil }
    return members.chosen.indices.filter { members.chosen[$0] }.map { members.customers[UInt32($0)] }
      .sorted { $0.text < $1.text }
  }

  public func includes(_ customer: CustomerID, _ currency: Currency) -> Bool {
    guard currencies?.contains(currency.code) ?? true else { return false }
    guard let members else { return true }
    return members.customers.index(of: customer).map { members.chosen[Int($0)] } ?? members.takesUnknown
  }
}

extension MovementColumns {
  /// The customers that a filter's country, source and metadata leave; its prices and products are about
  /// movements and say nothing here.
  public func choice(_ filter: RowFilter) -> CustomerChoice {
    let currencies = filter.accepted[.currency]
    let traits = filter.accepted.filter { $0.key.isOfCustomer }
    guard !traits.isEmpty else { return CustomerChoice(members: nil, currencies: currencies) }
    let conditions = traits.map { dimension, accepted in
      (column: customerTraits[dimension], passes: values(of: dimension).map(accepted.contains))
    }
    let chosen = (0..<customers.count).map { member in
      conditions.allSatisfy { $0.passes[Int($0.column?.value(at: member) ?? 0)] }
    }
    return CustomerChoice(
      members: .init(
        customers: customers.lookedUp, chosen: chosen,
        takesUnknown: traits.allSatisfy { $0.value.contains("") }), currencies: currencies)
  }
}

extension Dimension {
  /// Whether it is known of a customer, whatever they bought.
  public var isOfCustomer: Bool {
    switch self {
    case .country, .source, .metadata: true
    case .currency, .price, .plan, .interval, .cause: false
    }
  }
}
