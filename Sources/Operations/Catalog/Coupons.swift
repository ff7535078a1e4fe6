import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Storage

/// Makes a coupon, under an id of the caller's choosing or one of ours.
public struct CreateCoupon: Command {
  /// A coupon as it shall be; what is made here, its id and its date, is filled in.
  public let coupon: @Sendable (CouponID, Instant) -> Coupon
  public let id: CouponID?
  public let products: [ProductID]
  public var name: String?
  public var metadata = MetadataPatch.keep

  public init(
    id: CouponID? = nil, products: [ProductID] = [],
    coupon: @escaping @Sendable (CouponID, Instant) -> Coupon
  ) {
    self.id = id
    self.products = products
    self.coupon = coupon
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { id.map { [.coupon($0)] } ?? [] }

  public func run(in session: Session) throws -> CouponID {
    if let id, try session.rows.coupon(id) != nil { throw Refusal.taken(field: "id", value: id.text) }
    for (index, product) in products.enumerated() {
      _ = try session.known(
        session.rows.product(product), .product, product.text, field: "applies_to[products][\(index)]")
    }
    var coupon = coupon(id ?? session.newID(), session.now)
    coupon.name = name
    try metadata.apply(to: &coupon.metadata)
    try coupon.checkCurrencies()
    if let last = coupon.redeemBy, last < session.now {
      throw Refusal.momentOver(field: "redeem_by")
    }
    try session.create(coupon)
    return coupon.id
  }
}

extension Coupon {
  fileprivate func checkCurrencies() throws {
    guard case .amounts(let amounts) = reduction else { return }
    var seen: Set<Currency> = []
    for amount in amounts where !seen.insert(amount.currency).inserted {
      throw Refusal.taken(field: "currency_options", value: amount.currency.code)
    }
  }
}

/// Changes what a coupon is called, or teaches it amounts in more currencies.
public struct UpdateCoupon: Command {
  public let id: CouponID
  public var name: Patch<String?> = .keep
  public var metadata = MetadataPatch.keep
  /// Amounts in currencies that it does not know yet.
  public var amounts: [Money] = []

  public init(_ id: CouponID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.coupon(id)] }

  public func run(in session: Session) throws -> CouponID {
    let old = try session.coupon(id, field: nil)
    var new = old
    name.apply(to: &new.name)
    try metadata.apply(to: &new.metadata)
    if !amounts.isEmpty {
      guard case .amounts(let known) = old.reduction else {
        throw DiscountRefusal.currencyUnknown(
          id: id.text, currency: amounts[0].currency.code, field: "currency_options")
      }
      // What it takes off already never changes.
      for amount in amounts {
        guard let same = known.first(where: { $0.currency == amount.currency }), same != amount else {
          continue
        }
        throw Refusal.taken(field: "currency_options", value: amount.currency.code)
      }
      new.reduction = .amounts(off: known + amounts.filter { !known.contains($0) })
      try new.checkCurrencies()
    }
    try session.change(old, to: new, because: .updated)
    return id
  }
}

/// Lets nobody use a coupon any more. Discounts that it made stay, and its codes are closed with it.
public struct DeleteCoupon: Command {
  public let id: CouponID

  public init(_ id: CouponID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.coupon(id)] }

  public func run(in session: Session) throws -> CouponID {
    let old = try session.coupon(id, field: nil)
    var new = old
    new.isDeleted = true
    try session.change(old, to: new, because: .withdrawn)
    return id
  }
}

extension Session {
  /// A coupon that was not deleted.
  func coupon(_ id: CouponID, field: String?) throws -> Coupon {
    let found = try known(rows.coupon(id), .coupon, id.text, field: field)
    guard !found.isDeleted else { throw Refusal.unknown(.coupon, id: id.text, field: field) }
    return found
  }
}
