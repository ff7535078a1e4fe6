extension JSON {
  /// This document with the patch laid over it, as RFC 7396 does but for top-level members only: a member of
  /// the patch replaces the whole member here, null removes it.
  ///
  /// Only the top level, because facts store whole changed columns: a nested object is one column.
  public func merging(_ patch: JSON) -> JSON {
    guard case .object(let changes) = patch else { return patch }
    var merged = object ?? JSONObject()
    for (key, value) in changes { merged[key] = value.isNull ? nil : value }
    return .object(merged)
  }

  /// The top-level members in which two documents differ, with the value of each side; absent reads as null.
  /// Laying `after` over `from` gives the members of `to`, laying `before` over `to` those of `from`.
  public static func difference(from: JSON, to: JSON) -> (before: JSON, after: JSON) {
    let old = from.object ?? JSONObject()
    let new = to.object ?? JSONObject()
    var before = JSONObject()
    var after = JSONObject()
    for (place, member) in old.enumerated() {
      let value = new.position(of: member.key, from: place).map { new[$0].value } ?? .null
      guard value != member.value else { continue }
      before.append(member.key, member.value)
      after.append(member.key, value)
    }
    for (place, member) in new.enumerated()
    where !member.value.isNull && old.position(of: member.key, from: place) == nil {
      before.append(member.key, .null)
      after.append(member.key, member.value)
    }
    return (.object(before), .object(after))
  }
}
