import Catalog
import Chronology
import Identity

extension Connection {
  public func insert(_ coupon: Coupon) throws {
    try execute(
      """
      INSERT INTO coupon (id, name, reduction, duration, months, products, max_redemptions, redeem_by,
        times_redeemed, metadata, created, deleted)
      VALUES (:id, :name, :reduction, :duration, :months, :products, :max_redemptions, :redeem_by,
        :times_redeemed, :metadata, :created, :deleted)
      """,
      [
        "id": coupon.id, "name": coupon.name, "reduction": try document(coupon.reduction),
        "duration": coupon.duration.rawValue, "months": coupon.months,
        "products": try coupon.products.map { try document($0) }, "max_redemptions": coupon.maxRedemptions,
        "redeem_by": coupon.redeemBy, "times_redeemed": coupon.timesRedeemed,
        "metadata": try document(coupon.metadata), "created": coupon.created, "deleted": coupon.isDeleted,
      ])
  }

  /// Writes what may change: its name, amounts in more currencies, how often it was used.
  public func update(_ coupon: Coupon) throws {
    try changeOne(
      "updating a coupon",
      """
      UPDATE coupon SET name = :name, reduction = :reduction, times_redeemed = :times_redeemed,
        metadata = :metadata, deleted = :deleted
      WHERE id = :id
      """,
      [
        "name": coupon.name, "reduction": try document(coupon.reduction),
        "times_redeemed": coupon.timesRedeemed, "metadata": try document(coupon.metadata),
        "deleted": coupon.isDeleted, "id": coupon.id,
      ])
  }

  /// A coupon, also one that was deleted: discounts keep naming it.
  public func coupon(_ id: CouponID) throws -> Coupon? {
    try first(Statements.coupon + "WHERE id = :id", ["id": id], coupon)
  }

  /// Those that were not deleted.
  public func coupons(_ page: Page) throws -> PageResult<Coupon> {
    var listing = Listing("coupon")
    listing.require("deleted = 0")
    listing.require(page.created)
    return try list(Statements.coupon, listing, page, coupon)
  }

  private func coupon(_ row: any Row) throws -> Coupon {
    var coupon = Coupon(
      id: try row.identifier("id"), reduction: try row.document("reduction"),
      duration: try row.choice("duration"), months: try row.integerOrNil("months").map(Int.init),
      products: try row.documentOrNil("products"), maxRedemptions: try row.integerOrNil("max_redemptions"),
      redeemBy: try row.instantOrNil("redeem_by"), created: try row.instant("created"))
    coupon.name = try row.textOrNil("name")
    coupon.timesRedeemed = try row.integer("times_redeemed")
    coupon.metadata = try row.texts("metadata")
    coupon.isDeleted = try row.flag("deleted")
    return coupon
  }
}

/// Which codes; all given conditions hold.
public struct PromotionCodeFilter: Sendable {
  public var active: Bool?
  /// In any letters.
  public var code: String?
  public var coupon: CouponID?
  public var customer: String?

  public init() {}
}

extension Connection {
  public func insert(_ code: PromotionCode) throws {
    try execute(
      """
      INSERT INTO promotion_code (id, code, folded_code, coupon, customer, active, expires_at,
        max_redemptions, times_redeemed, first_time_only, minimums, metadata, created)
      VALUES (:id, :code, :folded_code, :coupon, :customer, :active, :expires_at, :max_redemptions,
        :times_redeemed, :first_time_only, :minimums, :metadata, :created)
      """,
      [
        "id": code.id, "code": code.code, "folded_code": code.code.lowercased(), "coupon": code.coupon,
        "customer": code.customer, "active": code.active, "expires_at": code.expiresAt,
        "max_redemptions": code.maxRedemptions, "times_redeemed": code.timesRedeemed,
        "first_time_only": code.firstTimeOnly, "minimums": try code.minimums.map { try document($0) },
        "metadata": try document(code.metadata), "created": code.created,
      ])
  }

  /// Writes what may change: whether it can be used, what must be bought, how often it was used.
  public func update(_ code: PromotionCode) throws {
    try changeOne(
      "updating a promotion code",
      """
      UPDATE promotion_code SET active = :active, times_redeemed = :times_redeemed, minimums = :minimums,
        metadata = :metadata
      WHERE id = :id
      """,
      [
        "active": code.active, "times_redeemed": code.timesRedeemed,
        "minimums": try code.minimums.map { try document($0) }, "metadata": try document(code.metadata),
        "id": code.id,
      ])
  }

  public func promotionCode(_ id: PromotionCodeID) throws -> PromotionCode? {
    try first(Statements.code + "WHERE id = :id", ["id": id], promotionCode)
  }

  /// The codes of one word that can be used, for whomever.
  public func activePromotionCodes(_ code: String) throws -> [PromotionCode] {
    try query(
      Statements.code + "WHERE folded_code = :code AND active = 1 ORDER BY id", ["code": code.lowercased()],
      promotionCode)
  }

  public func promotionCodes(
    _ filter: PromotionCodeFilter, _ page: Page
  ) throws -> PageResult<PromotionCode> {
    var listing = Listing("promotion_code")
    listing.require("active = :active", "active", filter.active)
    listing.require("folded_code = :code", "code", filter.code?.lowercased())
    listing.require("coupon = :coupon", "coupon", filter.coupon)
    listing.require("customer = :customer", "customer", filter.customer)
    listing.require(page.created)
    return try list(Statements.code, listing, page, promotionCode)
  }

  private func promotionCode(_ row: any Row) throws -> PromotionCode {
    var code = PromotionCode(
      id: try row.identifier("id"), code: try row.text("code"), coupon: try row.identifier("coupon"),
      customer: try row.textOrNil("customer"), expiresAt: try row.instantOrNil("expires_at"),
      maxRedemptions: try row.integerOrNil("max_redemptions"),
      firstTimeOnly: try row.flag("first_time_only"), minimums: try row.documentOrNil("minimums"),
      created: try row.instant("created"))
    code.active = try row.flag("active")
    code.timesRedeemed = try row.integer("times_redeemed")
    code.metadata = try row.texts("metadata")
    return code
  }
}

extension Connection {
  /// Whether a customer was ever billed something that stands, or charged.
  public func hasBought(_ customer: String) throws -> Bool {
    try first(
      """
      SELECT 1 AS found FROM invoice
      WHERE customer = :customer AND status IN ('open', 'paid', 'uncollectible') LIMIT 1
      """, ["customer": customer]
    ) { try $0.integer("found") } != nil
      || first(
        "SELECT 1 AS found FROM card_charge WHERE customer = :customer AND decline IS NULL LIMIT 1",
        ["customer": customer]
      ) { try $0.integer("found") } != nil
  }
}

private enum Statements {
  static let coupon: SQL =
    """
    SELECT id, name, reduction, duration, months, products, max_redemptions, redeem_by, times_redeemed,
      metadata, created, deleted
    FROM coupon
    """
  static let code: SQL =
    """
    SELECT id, code, coupon, customer, active, expires_at, max_redemptions, times_redeemed, first_time_only,
      minimums, metadata, created
    FROM promotion_code
    """
}
