import Catalog
import Chronology
import Identity
import Journal
import Monetary
import Relations
import Storage

/// Makes one code of a coupon, or many that nobody guesses.
public struct CreatePromotionCodes: Command {
  public let coupon: CouponID
  /// The word; nil makes one up.
  public var code: String?
  /// How many to make, each with a word of its own.
  public var count = 1
  /// What words that are made up begin with.
  public var prefix = ""
  public var customer: CustomerID?
  public var active = true
  public var expiresAt: Instant?
  public var maxRedemptions: Int64?
  public var firstTimeOnly = false
  public var minimums: [Money] = []
  public var metadata: [String: String] = [:]

  /// As many as one request makes.
  public static let most = 1_000
  /// 32 letters and digits that nobody confuses; ten of them are 50 bits.
  private static let letters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
  private static let lettersEach = 10

  public init(of coupon: CouponID) {
    self.coupon = coupon
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    [.coupon(coupon)] + (code.map { [.promotionCode($0)] } ?? [])
  }

  public func run(in session: Session) throws -> [PromotionCodeID] {
    let coupon = try session.coupon(coupon, field: "promotion[coupon]")
    guard coupon.isValid(at: session.now) else {
      throw DiscountRefusal.couponInvalid(id: coupon.id.text, field: "promotion[coupon]")
    }
    if let customer {
      _ = try session.known(session.states.customer(customer), .customer, customer.text, field: "customer")
    }
    if let expiresAt {
      guard expiresAt > session.now else { throw Refusal.momentOver(field: "expires_at") }
      if let last = coupon.redeemBy, expiresAt > last {
        throw DiscountRefusal.codeBeyondCoupon(field: "expires_at")
      }
    }
    if let most = coupon.maxRedemptions, let maxRedemptions, maxRedemptions > most {
      throw DiscountRefusal.codeBeyondCoupon(field: "max_redemptions")
    }
    if let code, active { try session.checkFree(code, for: customer) }
    return try (0..<count).map { _ in
      var made = PromotionCode(
        id: session.newID(), code: code ?? prefix + word(session), coupon: coupon.id,
        customer: customer?.text, expiresAt: expiresAt, maxRedemptions: maxRedemptions,
        firstTimeOnly: firstTimeOnly, minimums: minimums.isEmpty ? nil : minimums, created: session.now)
      made.active = active
      made.metadata = metadata
      try session.create(made)
      return made.id
    }
  }

  private func word(_ session: Session) -> String {
    // Each of 62 signs is as likely as any other; those beyond 32 are thrown away.
    var word = ""
    while word.count < Self.lettersEach {
      for sign in session.identifiers.secret(length: 2 * Self.lettersEach).utf8 {
        let place = Int(sign)
        let number =
          place < 58 ? place - 48 : place < 91 ? place - 65 + 10 : place - 97 + 36
        guard number < Self.letters.count, word.count < Self.lettersEach else { continue }
        word.append(Self.letters[number])
      }
    }
    return word
  }
}

/// Opens or closes a code, or says what must be bought in more currencies.
public struct UpdatePromotionCode: Command {
  public let id: PromotionCodeID
  public var active: Bool?
  public var metadata = MetadataPatch.keep
  /// In currencies that it does not know yet.
  public var minimums: [Money] = []

  public init(_ id: PromotionCodeID) {
    self.id = id
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] {
    try snapshot.promotionCode(id).map { [.coupon($0.coupon), .promotionCode($0.code)] } ?? []
  }

  public func run(in session: Session) throws -> PromotionCodeID {
    let old = try session.known(session.rows.promotionCode(id), .promotionCode, id.text, field: nil)
    var new = old
    try metadata.apply(to: &new.metadata)
    if let active, active != old.active {
      new.active = active
      if active {
        guard try session.rows.coupon(old.coupon)?.isValid(at: session.now) == true,
          old.isOpen(at: session.now)
        else { throw DiscountRefusal.codeStaysInactive(id: id.text) }
        try session.checkFree(old.code, for: old.customer.map { CustomerID($0) })
      }
    }
    if !minimums.isEmpty {
      new.minimums = try (old.minimums ?? []).learning(minimums, field: "restrictions[currency_options]")
    }
    try session.change(old, to: new, because: .updated)
    return id
  }
}

extension Session {
  /// Refuses a word that somebody can use already, whom it would be meant for.
  fileprivate func checkFree(_ code: String, for customer: CustomerID?) throws {
    let known = try rows.activePromotionCodes(code)
    guard known.allSatisfy({ $0.customer != nil && customer != nil && $0.customer != customer?.text })
    else { throw DiscountRefusal.codeTaken(code: code) }
  }
}
