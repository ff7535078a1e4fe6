import Monetary
import Relations

/// Whose payments, invoices and trials a report is about: what a filter says of customers and of currency.
public struct CustomerChoice: Sendable {
  fileprivate enum Members: Sendable {
    case all
    case only(Set<CustomerID>)
    /// A filter that takes those of whom nothing is known takes everybody who is not in the columns.
    case allBut(Set<CustomerID>)
  }

  fileprivate let members: Members
  fileprivate let currencies: Set<String>?

  fileprivate init(members: Members, currencies: Set<String>?) {
    self.members = members
    self.currencies = currencies
  }

  /// Everybody, in every currency.
  public static let everything = CustomerChoice(members: .all, currencies: nil)

  public var isEverything: Bool {
    if case .all = members { currencies == nil } else { false }
  }

  /// More than these are looked for among everybody's rather than one by one.
  public static let fewMost = 500

  /// Whose things may be looked up one by one; nil where they are too many.
  public var few: [CustomerID]? {
    guard case .only(let customers) = members, customers.count <= Self.fewMost else { return nil }
    return customers.sorted { $0.text < $1.text }
  }

  public func includes(_ customer: CustomerID, _ currency: Currency) -> Bool {
    guard currencies?.contains(currency.code) ?? true else { return false }
    return switch members {
    case .all: true
    case .only(let customers): customers.contains(customer)
    case .allBut(let customers): !customers.contains(customer)
    }
  }
}

extension MovementColumns {
  /// The customers that a filter's country, source and metadata leave; its prices and products are about
  /// movements and say nothing here.
  public func choice(_ filter: RowFilter) -> CustomerChoice {
    let currencies = filter.accepted[.currency]
    let traits = filter.accepted.filter { $0.key.isOfCustomer }
    guard !traits.isEmpty else { return CustomerChoice(members: .all, currencies: currencies) }
    let conditions = traits.map { dimension, accepted in
      (column: customerTraits[dimension], passes: values(of: dimension).map(accepted.contains))
    }
    let takesUnknown = traits.allSatisfy { $0.value.contains("") }
    // Only the smaller side has to be named.
    let named = (0..<customers.count).filter { member in
      let passes = conditions.allSatisfy { $0.passes[Int($0.column?.value(at: member) ?? 0)] }
      return passes != takesUnknown
    }
    let ids = Set(named.map { customers[UInt32($0)] })
    return CustomerChoice(members: takesUnknown ? .allBut(ids) : .only(ids), currencies: currencies)
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
