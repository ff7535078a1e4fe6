/// The named values of one prepared statement, each name once, and the order in which a caller last gave
/// them.
///
/// A call site always gives its names in the same order, so the usual check is one comparison per value.
package struct ParameterNames {
  package let names: [String]
  private var givenLast: [String] = []
  private var places: [Int] = []

  package init(_ names: [String]) {
    self.names = names
  }

  /// For each given value, the position of its name in `names`.
  ///
  /// A name that is not in the statement, is missing or comes twice is an invalid statement: silence here
  /// would store a NULL where somebody meant a value.
  package mutating func places(of values: Values) throws(StorageFailure) -> [Int] {
    if isOrderKnown(values) { return places }
    let given = values.map(\.key)
    var found: [Int] = []
    for name in given {
      guard let place = names.firstIndex(of: name), !found.contains(place) else {
        throw .invalidStatement("the value :\(name) is not in the statement, or is given twice")
      }
      found.append(place)
    }
    if let missing = names.indices.first(where: { !found.contains($0) }) {
      throw .invalidStatement("no value is given for :\(names[missing])")
    }
    givenLast = given
    places = found
    return found
  }

  private func isOrderKnown(_ values: Values) -> Bool {
    guard values.count == givenLast.count, values.count == names.count else { return false }
    for place in givenLast.indices where values[place].key != givenLast[place] { return false }
    return true
  }
}

/// The columns of one result. Readers ask in order, so the next column is tried before the rest.
package struct ColumnNames {
  package let names: [String]
  private var expected = 0

  package init(_ names: [String]) {
    self.names = names
  }

  package mutating func place(of name: String) throws(StorageFailure) -> Int {
    if expected < names.count, names[expected] == name {
      expected += 1
      return expected - 1
    }
    guard let place = names.firstIndex(of: name) else { throw .unreadableColumn("\(name): no such column") }
    expected = place + 1
    return place
  }
}
