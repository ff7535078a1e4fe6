/// What a query or a form body says, nested the way PHP and the SDKs write it: `a[b]`, `a[]`, `a[0][b]`.
///
/// Everything is text still; `ParameterSpecification`s give it types.
enum FormValue: Hashable, Sendable {
  case text(String)
  /// Elements of `a[]`.
  case list([FormValue])
  /// Members of `a[b]`; numbered elements, `a[0]`, are members whose names are digits.
  case map(Form)
}

/// Named values in the order they came. No name occurs twice.
struct Form: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let name: String
    let value: FormValue
  }

  let entries: [Entry]

  init(_ entries: [Entry] = []) { self.entries = entries }

  var isEmpty: Bool { entries.isEmpty }

  subscript(name: String) -> FormValue? { entries.first { $0.name == name }?.value }

  /// One text for all orders in which the same parameters can be written: what a repeated idempotency key is
  /// compared by. Lengths stand before texts, so no two forms share it.
  var canonicalText: String {
    var text = ""
    append(to: &text)
    return text
  }

  private func append(to text: inout String) {
    text += "{"
    for entry in entries.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      text += "\(entry.name.utf8.count):\(entry.name)="
      entry.value.append(to: &text)
    }
    text += "}"
  }
}

extension FormValue {
  fileprivate func append(to text: inout String) {
    switch self {
    case .text(let value): text += "\(value.utf8.count):\(value)"
    case .map(let form): text += form.canonicalText
    case .list(let values):
      text += "["
      for value in values { value.append(to: &text) }
      text += "]"
    }
  }

  /// The elements, when this can be read as an array: `a[]` as they came, `a[0]` by number.
  var elements: [FormValue]? {
    switch self {
    case .text: return nil
    case .list(let values): return values
    case .map(let form):
      var numbered: [(number: Int, value: FormValue)] = []
      for entry in form.entries {
        guard entry.name.utf8.count <= 6, entry.name.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
          let number = Int(entry.name)
        else { return nil }
        numbered.append((number, entry.value))
      }
      return numbered.sorted { $0.number < $1.number }.map(\.value)
    }
  }
}
