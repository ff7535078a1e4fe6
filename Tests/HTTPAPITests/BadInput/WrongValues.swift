import Testing

@testable import HTTPAPI

/// A form with one thing wrong in it, and what must be said about that.
struct WrongForm: Sendable {
  let form: String
  /// Nil when the format has no code for it.
  let code: String?
  let parameter: String
}

extension ParameterSpecification {
  /// A form in which this parameter is right, with what it requires.
  func right(at path: String) -> String { Self.right(kind, at: path) }

  private static func right(_ kind: Kind, at path: String) -> String {
    switch kind {
    case .text: "\(path)=x"
    case .integer(let range): "\(path)=\(min(max(1, range.lowerBound), range.upperBound))"
    case .boolean: "\(path)=true"
    case .choice(let words): "\(path)=\(words[0])"
    case .timestamp, .timeRange: "\(path)=1800000000"
    case .currency: "\(path)=usd"
    case .decimal: "\(path)=1"
    case .metadata, .dictionary: "\(path)[key]=value"
    case .array(let element, _): right(element, at: "\(path)[0]")
    case .anyOf(let kinds): right(kinds[0], at: path)
    case .byCurrency(let members): right(.object(members), at: "\(path)[chf]")
    case .object(let members):
      right(members.contains(where: \.isRequired) ? members.filter(\.isRequired) : [members[0]], at: path)
    }
  }

  static func right(_ members: [ParameterSpecification], at path: String) -> String {
    members.map { $0.right(at: path.isEmpty ? $0.name : "\(path)[\($0.name)]") }.joined(separator: "&")
  }

  /// Every way in which this parameter can be wrong while everything around it is right.
  func wrongs(at path: String) -> [WrongForm] {
    var wrongs = Self.wrongs(kind, at: path)
    if !isClearable {
      wrongs.append(WrongForm(form: "\(path)=", code: "parameter_invalid_empty", parameter: path))
    }
    return wrongs
  }

  private static func wrongs(_ kind: Kind, at path: String) -> [WrongForm] {
    func wrong(_ suffixes: String..., code: String? = nil, at place: String = "") -> [WrongForm] {
      suffixes.map { WrongForm(form: path + $0, code: code, parameter: path + place) }
    }
    let twice = wrong("=x&\(path)=x", "=x&\(path)[a]=x", at: "").prefix(1)
    let noScalar = wrong("[]=x", "[a]=x") + twice
    switch kind {
    case .text(let most):
      return noScalar + wrong("=" + String(repeating: "%C3%A9", count: most + 1))
    case .integer(let range): return noScalar + integers(outside: range, at: path)
    case .boolean: return noScalar + wrong("=True", "=1", "=yes", "=true%20")
    case .choice: return noScalar + wrong("=__none__", "=%20")
    case .timestamp:
      return noScalar
        + wrong(
          "=tomorrow", "=-1", "=9223372036854775807", "=9223372036854775808", "=1.5", "=%2B1", "=1e9",
          code: "parameter_invalid_integer")
    case .currency: return noScalar + wrong("=USD", "=zzz", "=us", "=%E2%82%AC")
    case .decimal(let decimals):
      return noScalar
        + wrong("=1e5", "=.5", "=1.", "=--1", "=NaN", "=0x10", "=1,5", "=%2B1", "=1.2.3", "=%D9%A3")
        + wrong("=" + String(repeating: "9", count: 65), "=0." + String(repeating: "1", count: decimals + 1))
    case .metadata:
      let tooMany = (0...50).map { "\(path)[k\($0)]=v" }.joined(separator: "&")
      return wrong("=x", "[]=x", "[\(String(repeating: "k", count: 41))]=v")
        + wrong("[k]=" + String(repeating: "v", count: 501)) + wrong("[a][b]=v", at: "[a]")
        + [WrongForm(form: tooMany, code: nil, parameter: path)]
    case .dictionary(let most):
      let tooMany = (0...most).map { "\(path)[k\($0)]=v" }.joined(separator: "&")
      return wrong("=x", "[]=x") + wrong("[a][b]=v", at: "[a]")
        + [WrongForm(form: tooMany, code: nil, parameter: path)]
    case .timeRange:
      return wrong("[]=1") + wrong("=x", "=-1", "=1.5", code: "parameter_invalid_integer")
        + wrong("[gt]=x", code: "parameter_invalid_integer", at: "[gt]")
        + wrong("[to]=1", code: "parameter_unknown", at: "[to]") + wrong("[gt][]=1", at: "[gt]")
    case .object(let members): return wrongs(of: members, at: path)
    case .byCurrency(let members):
      return wrong("=x", "[]=x") + wrong("[chf]=x", at: "[chf]")
        + wrong("[CHF][a]=x", code: "parameter_unknown", at: "[CHF][a]")
        + wrongs(of: members, at: "\(path)[chf]")
    case .array(let element, let most):
      let tooMany = (0...most).map { "\(path)[\($0)]=x" }.joined(separator: "&")
      return wrong("=x", "[a]=x", "[1000000]=x", "[-1]=x") + twice
        + [WrongForm(form: tooMany, code: nil, parameter: path)]
        + ParameterSpecification("", element).wrongs(at: "\(path)[0]")
    case .anyOf(let kinds):
      return wrong("=__none__").map { WrongForm(form: $0.form, code: scalarCode(kinds), parameter: path) }
    }
  }

  /// The last alternative names the problem.
  private static func scalarCode(_ kinds: [Kind]) -> String? {
    switch kinds.last {
    case .timestamp?, .integer?: "parameter_invalid_integer"
    default: nil
    }
  }

  private static func integers(outside range: ClosedRange<Int64>, at path: String) -> [WrongForm] {
    var texts = [
      "abc", "1.5", "1.0", "%2B1", "1e3", "%201", "0x1", "%D9%A3", "9223372036854775808",
      "-9223372036854775809", "NaN", "1_000",
    ]
    if range.lowerBound > .min { texts += ["\(range.lowerBound - 1)", "-9223372036854775808"] }
    if range.upperBound < .max { texts += ["\(range.upperBound + 1)", "9223372036854775807"] }
    return texts.map {
      WrongForm(form: "\(path)=\($0)", code: "parameter_invalid_integer", parameter: path)
    }
  }

  private static func wrongs(of members: [ParameterSpecification], at path: String) -> [WrongForm] {
    let required = members.filter(\.isRequired)
    func around(_ member: ParameterSpecification, _ form: String) -> String {
      let others = required.filter { $0.name != member.name }
      return ([form].filter { !$0.isEmpty } + others.map { $0.right(at: "\(path)[\($0.name)]") })
        .joined(separator: "&")
    }
    var wrongs = [
      WrongForm(form: "\(path)=x", code: nil, parameter: path),
      WrongForm(form: "\(path)[]=x", code: nil, parameter: path),
      WrongForm(
        form: right(required, at: path) + "&\(path)[__none__]=1", code: "parameter_unknown",
        parameter: "\(path)[__none__]"),
    ]
    for member in members {
      let place = "\(path)[\(member.name)]"
      wrongs += member.wrongs(at: place).map {
        WrongForm(form: around(member, $0.form), code: $0.code, parameter: $0.parameter)
      }
      let rest = around(member, "")
      guard member.isRequired, !rest.isEmpty else { continue }
      wrongs.append(WrongForm(form: rest, code: "parameter_missing", parameter: place))
    }
    return wrongs
  }
}
