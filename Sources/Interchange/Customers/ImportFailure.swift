/// Why an import cannot go on at all. What is wrong with single rows is no failure; it is reported.
public enum ImportFailure: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(String)
  case wrongEncoding
  case emptyFile
  /// The mapping file is no JSON.
  case mapNotJSON(String)
  /// Everything that is wrong with the mapping, one sentence each.
  case map([String])
  case badRows(Int)
  /// A row that looked well was refused; rows before it are in.
  case refused(line: Int, reason: String)
  case workspaceInUse(String)
  case standsElsewhere(String, at: String, snapshot: String)
  /// A price's lookup key is held by a price that charges something else.
  case priceTaken(lookupKey: String)

  public var description: String {
    switch self {
    case .unreadable(let path): "The file \(path) cannot be read."
    case .wrongEncoding: "The file is not UTF-8; save it as UTF-8."
    case .emptyFile: "The file has no header line."
    case .mapNotJSON(let reason): "The mapping file is no JSON: \(reason)"
    case .map(let problems):
      "The mapping file does not fit:\n" + problems.map { "  \($0)" }.joined(separator: "\n")
    case .badRows(let count):
      "\(count) rows cannot be imported; correct them, or leave them out with --skip-bad."
    case .refused(let line, let reason):
      "Line \(line) was refused: \(reason). The rows before it are in; correct it and run the import again."
    case .workspaceInUse(let name):
      "The workspace \(name) lives in real time and has customers; import into one of its own."
    case .standsElsewhere(let name, let instant, let snapshot):
      "The workspace \(name) stands at \(instant), and the snapshot is \(snapshot)."
    case .priceTaken(let key): "The price with the lookup key \(key) charges something else."
    }
  }
}
