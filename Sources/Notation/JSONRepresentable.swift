/// A type that makes its JSON itself, the same that encoding it gives.
///
/// For what is written with nearly every commit: Codable's containers cost ten times what the members do.
/// Tests hold both forms against each other, so a member that is added to one is missed in the other.
public protocol JSONRepresentable: Encodable {
  var json: JSON { get }
}

extension Array where Element: JSONRepresentable {
  // A key path here would be made anew for each array.
  public var json: JSON { .array(map { $0.json }) }
}
