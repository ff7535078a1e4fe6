import Analytics
import Operations

/// What figures and reports are told apart by, as an address says it: `by=country`, `by=metadata.tier`, or
/// `by=metadata` with the `key` of the form.
enum FigureGrouping {
  private static let metadata = "metadata"

  /// A key that lacks is empty.
  /// - Throws: ``SiteRefusal/missing`` for an address that we do not make.
  static func dimension(_ query: FormFields, _ isTaken: (Dimension) -> Bool) throws -> Dimension? {
    guard let name = query["by"] else { return nil }
    let found: Dimension?
    if name == metadata {
      found = .metadata(query["key"] ?? "")
    } else if name.hasPrefix(metadata + "."), name.count > metadata.count + 1 {
      found = .metadata(String(name.dropFirst(metadata.count + 1)))
    } else if name == "currency" {
      found = .currency
    } else {
      found = FigureRequest.groupings.first { $0.value == name }?.dimension
    }
    guard let found, isTaken(found) else { throw SiteRefusal.missing }
    return found
  }

  /// The form's field.
  static func field(_ state: FormState, _ isTaken: (Dimension) -> Bool) -> HTML {
    var options = [("", say("Nothing"))]
    options += FigureRequest.groupings.filter { isTaken($0.dimension) }.map { ($0.value, $0.label) }
    if isTaken(.currency) { options.append(("currency", say("Currency"))) }
    options.append((metadata, say("Metadata")))
    // Views that were kept name a key of their own.
    if let own = state.fields["by"], own.hasPrefix(metadata + ".") {
      options.append((own, String(own.dropFirst(metadata.count + 1))))
    }
    return Field.select("by", say("Apart by"), state, groups: [.init(options: options)])
  }

  static func problem(_ dimension: Dimension?) -> FieldProblem? {
    dimension == .metadata("")
      ? FieldProblem(field: "key", text: say("Groups by metadata need its key.")) : nil
  }
}
