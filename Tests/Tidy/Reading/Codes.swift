/// What the program says when it says no, as the sources declare it.
struct DeclaredCode: Hashable, Sendable {
  let code: String
  /// An HTTP status or an exit status; nil where it depends.
  let status: Int?
  let path: String
  let line: Int
}

/// A case of a refusal.
struct RefusalCase: Hashable, Sendable {
  let type: String
  let name: String
  /// The raw value, where the type has codes of its own.
  let code: String?
  let path: String
  let line: Int
}

extension Repository {
  /// The cases of every enum that ends in `Refusal`.
  var refusalCases: [RefusalCase] {
    swift { $0.isProgram }.flatMap { file, _ -> [RefusalCase] in
      guard let swift = file.swift else { return [] }
      return swift.declarations.filter { $0.kind == .enum && $0.name.hasSuffix("Refusal") }.flatMap { type in
        swift.cases(of: type).map {
          RefusalCase(type: type.name, name: $0.name, code: $0.raw, path: file.path, line: $0.line)
        }
      }
    }
  }

  /// `ErrorCode("parameter_missing", status: 400)`, and the codes of declined cards, which travel with 402.
  var wireCodes: [DeclaredCode] {
    swift { $0.isProgram }.flatMap { file, _ -> [DeclaredCode] in
      guard let swift = file.swift else { return [] }
      let declared = swift.places(of: "ErrorCode (").compactMap { index -> DeclaredCode? in
        guard let code = swift.string(at: index + 2) else { return nil }
        let status = swift.text(index + 4) == "status" ? Int(swift.text(index + 6)) : nil
        return DeclaredCode(code: code, status: status, path: file.path, line: swift.tokens[index].line)
      }
      let declined = swift.places(of: "Decline ( code :").compactMap { index -> DeclaredCode? in
        swift.string(at: index + 4).map {
          DeclaredCode(code: $0, status: 402, path: file.path, line: swift.tokens[index].line)
        }
      }
      return declared + declined
    }
  }

  /// `Complaint(.refused, "workspace_unknown", …)` and everything else that stands beside an exit status.
  var complaintCodes: [DeclaredCode] {
    let statuses = exitStatuses
    return swift { $0 == .product }.flatMap { file, _ -> [DeclaredCode] in
      guard let swift = file.swift else { return [] }
      return swift.tokens.indices.compactMap { index in
        guard let code = swift.string(at: index), code.isCode, swift.isMark(",", at: index - 1) else {
          return nil
        }
        let (word, line) = (swift.text(index - 2), swift.tokens[index].line)
        if swift.isMark(".", at: index - 3), let status = statuses[word] {
          return DeclaredCode(code: code, status: status, path: file.path, line: line)
        }
        let isComputed = swift.isMark("(", at: index - 3) && swift.text(index - 4) == "Complaint"
        return isComputed ? DeclaredCode(code: code, status: nil, path: file.path, line: line) : nil
      }
    }
  }

  private var exitStatuses: [String: Int] {
    for (file, _) in swift(in: { $0 == .product }) {
      for type in file.swift?.declarations ?? [] where type.name == "ExitStatus" && type.kind == .enum {
        let cases = file.swift?.cases(of: type) ?? []
        return Dictionary(cases.map { ($0.name, Int($0.raw ?? "") ?? 0) }) { first, _ in first }
      }
    }
    return [:]
  }
}

extension SwiftText {
  /// The cases of an enum with their raw values as text.
  func cases(of type: Declaration) -> [(name: String, raw: String?, line: Int)] {
    guard let body = type.body else { return [] }
    var found: [(name: String, raw: String?, line: Int)] = []
    var place = body.lowerBound
    while place < body.upperBound {
      if isMark("{", at: place) || isMark("(", at: place) { place = closing(place) }
      if text(place) == "case", tokens[place].kind == .word {
        repeat {
          place += 1
          let (name, line) = (text(place), tokens[place].line)
          if isMark("(", at: place + 1) { place = closing(place + 1) }
          let hasRaw = isMark("=", at: place + 1)
          found.append((name, hasRaw ? text(place + 2) : nil, line))
          if hasRaw { place += 2 }
          place += 1
        } while isMark(",", at: place)
        place -= 1
      }
      place += 1
    }
    return found
  }
}

extension String {
  /// `workspace_unknown`: what scripts and SDKs compare with.
  var isCode: Bool {
    !isEmpty && allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" } && first?.isLetter == true
  }
}
