/// A type that writes its JSON itself, the same that encoding it gives.
///
/// For what is written with nearly every commit: Codable's containers cost ten times what the members do, and
/// a tree of values five times. Tests hold both forms against each other, so a member that is added to one is
/// missed in the other.
public protocol JSONRepresentable: Encodable {
  /// Writes the members in the order of their declaration. What is nil is left out.
  func write(to object: inout JSONForm)
}

extension JSONRepresentable {
  public var jsonText: String {
    var object = JSONForm()
    write(to: &object)
    return object.closed()
  }

  /// The same as a tree, for those who look into it.
  public var json: JSON {
    do {
      return try JSON(parsing: jsonText.utf8)
    } catch {
      preconditionFailure("what was written here can be read: \(error)")
    }
  }
}

extension Array where Element: JSONRepresentable {
  public var jsonText: String { JSONForm.text(of: self) }
}
