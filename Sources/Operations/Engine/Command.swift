import Catalog
import Chronology
import Journal
import Receivables
import Relations

/// Something a user or time asks for. It loads, decides through the domain, and records; it never calls out.
public protocol Command: Sendable {
  associatedtype Outcome: Sendable

  /// Whose histories this command adds to; their locks are taken before anything is written. A command that
  /// belongs to no customer locks what must not happen twice at once, or nothing.
  func touches(_ snapshot: Snapshot) throws -> [Lock]

  /// Runs inside the transaction. Throwing undoes everything.
  func run(in session: Session) throws -> Outcome

  /// Looks at the outcome once payments are answered, in the last commit. Throwing a refusal here undoes
  /// nothing: a declined card has been declined.
  func conclude(_ outcome: Outcome, _ snapshot: Snapshot) throws

  /// The id under which an interrupted command's outcome can be found again, and the way back.
  static func subject(of outcome: Outcome) -> String?
  static func outcome(of subject: String) -> Outcome?
}

extension Command {
  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [] }
  public func conclude(_ outcome: Outcome, _ snapshot: Snapshot) throws {}
  public static func subject(of outcome: Outcome) -> String? { nil }
  public static func outcome(of subject: String) -> Outcome? { nil }
}

/// The name of something that must not change under a transaction.
public struct Lock: Hashable, Comparable, Sendable {
  public let name: String

  public static func customer(_ id: CustomerID) -> Lock { Lock(name: "customer/\(id)") }
  public static func product(_ id: String) -> Lock { Lock(name: "product/\(id)") }
  public static func taxRate(_ id: TaxRateID) -> Lock { Lock(name: "tax_rate/\(id)") }
  public static func coupon(_ id: CouponID) -> Lock { Lock(name: "coupon/\(id)") }
  public static func promotionCode(_ code: String) -> Lock {
    Lock(name: "promotion_code/\(code.lowercased())")
  }
  public static func lookupKey(_ key: String) -> Lock { Lock(name: "lookup_key/\(key)") }
  public static func testClock(_ id: TestClockID) -> Lock { Lock(name: "test_clock/\(id)") }
  public static func paymentMethod(_ id: PaymentMethodID) -> Lock { Lock(name: "payment_method/\(id)") }
  static func setupIntent(_ id: SetupIntentID) -> Lock { Lock(name: "setup_intent/\(id)") }
  static let dunning = Lock(name: "dunning")
  static let rates = Lock(name: "rates")
  static let spend = Lock(name: "spend")
  static let margins = Lock(name: "margins")
  static func idempotency(_ key: String) -> Lock { Lock(name: "idempotency/\(key)") }
  static func projection(_ name: String) -> Lock { Lock(name: "projection/\(name)") }

  public static func < (left: Lock, right: Lock) -> Bool { left.name < right.name }
}

/// A command whose answer may have to wait for the gateway; its outcome is the id of what it made or changed.
public protocol SettlingCommand: Command {}
