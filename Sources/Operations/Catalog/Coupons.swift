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
    if case .amounts(let amounts) = coupon.reduction {
      _ = try [].learning(amounts, field: "currency_options", allowingSame: false)
    }
    if let last = coupon.redeemBy, last < session.now {
      throw Refusal.momentOver(field: "redeem_by")
    }
    try session.create(coupon)
    return coupon.id
  }
}

extension [Money] {
  /// With amounts in more currencies. What is known already never changes; saying it again says nothing.
  func learning(
    _ more: [Money], field: String, allowingSame: Bool = true
  ) throws(Refusal) -> [Money] {
    var amounts = self
    for amount in more {
      guard let known = amounts.first(where: { $0.currency == amount.currency }) else {
        amounts.append(amount)
        continue
      }
      guard allowingSame, known == amount else {
        throw .taken(field: field, value: amount.currency.code)
      }
    }
    return amounts
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
      new.reduction = .amounts(off: try known.learning(amounts, field: "currency_options"))
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
