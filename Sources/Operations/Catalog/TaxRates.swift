import Catalog
import Identity
import Rating
import Relations
import Storage

/// What may change about a tax rate: what it is called, never what it makes amounts of.
public struct TaxRateNotes: Sendable {
  public var displayName: Patch<String> = .keep
  public var active: Patch<Bool> = .keep
  public var description: Patch<String?> = .keep
  public var jurisdiction: Patch<String?> = .keep
  public var country: Patch<String?> = .keep
  public var state: Patch<String?> = .keep
  public var kind: Patch<String?> = .keep
  public var metadata = MetadataPatch.keep

  public init() {}

  func apply(to rate: inout TaxRate) throws {
    displayName.apply(to: &rate.displayName)
    active.apply(to: &rate.active)
    description.apply(to: &rate.description)
    jurisdiction.apply(to: &rate.jurisdiction)
    country.apply(to: &rate.country)
    state.apply(to: &rate.state)
    kind.apply(to: &rate.kind)
    try metadata.apply(to: &rate.metadata)
  }
}

/// Says how many percent of tax there are, on top of amounts or within them.
public struct CreateTaxRate: SettlingCommand {
  public let displayName: String
  public let percentage: Percentage
  public let isInclusive: Bool
  public var notes = TaxRateNotes()

  public init(displayName: String, percentage: Percentage, isInclusive: Bool) {
    self.displayName = displayName
    self.percentage = percentage
    self.isInclusive = isInclusive
  }

  public func run(in session: Session) throws -> TaxRateID {
    var rate = TaxRate(
      id: session.newID(), displayName: displayName, percentage: percentage, isInclusive: isInclusive,
      created: session.now)
    try notes.apply(to: &rate)
    try session.create(rate)
    return rate.id
  }

  public static func subject(of outcome: TaxRateID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> TaxRateID? { TaxRateID(subject) }
}

public struct UpdateTaxRate: SettlingCommand {
  public let id: TaxRateID
  public let notes: TaxRateNotes

  public init(_ id: TaxRateID, notes: TaxRateNotes) {
    self.id = id
    self.notes = notes
  }

  public func touches(_ snapshot: Snapshot) throws -> [Lock] { [.taxRate(id)] }

  public func run(in session: Session) throws -> TaxRateID {
    let old = try session.known(session.rows.taxRate(id), .taxRate, id.text, field: nil)
    var new = old
    try notes.apply(to: &new)
    try session.change(old, to: new)
    return id
  }

  public static func subject(of outcome: TaxRateID) -> String? { outcome.text }
  public static func outcome(of subject: String) -> TaxRateID? { TaxRateID(subject) }
}

extension Session {
  /// The rates by their ids, as a contract or a line carries them; nil stays nil.
  ///
  /// - Parameter field: how the caller names the list.
  func taxTerms(_ ids: [TaxRateID]?, field: String) throws -> [TaxTerms]? {
    guard let ids else { return nil }
    guard ids.count <= TaxTerms.most else { throw TaxRefusal.tooManyRates(field: field) }
    var found: [TaxTerms] = []
    for (index, id) in ids.enumerated() {
      let place = "\(field)[\(index)]"
      let rate = try known(rows.taxRate(id), .taxRate, id.text, field: place)
      guard rate.active else { throw TaxRefusal.rateInactive(id: id.text, field: place) }
      guard !found.contains(where: { $0.id == id }) else {
        throw TaxRefusal.rateTwice(id: id.text, field: place)
      }
      guard found.allSatisfy({ $0.isInclusive == rate.isInclusive }) else {
        throw TaxRefusal.ratesMixed(field: place)
      }
      found.append(rate.terms)
    }
    return found
  }
}
