import Monetary
import Relations

/// Whose payments, invoices and trials a report is about: what a filter says of customers and of currency.
public struct CustomerChoice: Sendable {
  /// Nil is all.
  let customers: Set<CustomerID>?
  let currencies: Set<String>?

  /// Everybody, in every currency.
  public static let everything = CustomerChoice(customers: nil, currencies: nil)

  public var isEverything: Bool { customers == nil && currencies == nil }

  public func includes(_ customer: CustomerID, _ currency: Currency) -> Bool {
    (currencies?.contains(currency.code) ?? true) && (customers?.contains(customer) ?? true)
  }
}

extension MovementColumns {
  /// The customers that a filter's country, source and metadata leave; its prices and products are about
  /// movements and say nothing here.
  public func choice(_ filter: RowFilter) -> CustomerChoice {
    let conditions = filter.accepted.filter { $0.key.isOfCustomer }.map { dimension, accepted in
      (column: customerTraits[dimension], passes: values(of: dimension).map(accepted.contains))
    }
    guard !conditions.isEmpty else {
      return CustomerChoice(customers: nil, currencies: filter.accepted[.currency])
    }
    let members = (0..<customers.count).filter { member in
      conditions.allSatisfy { $0.passes[Int($0.column?.value(at: member) ?? 0)] }
    }
    return CustomerChoice(
      customers: Set(members.map { customers[UInt32($0)] }), currencies: filter.accepted[.currency])
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
