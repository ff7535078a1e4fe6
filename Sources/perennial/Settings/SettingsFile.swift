import Foundation

/// A file of `key = value` lines; empty lines and lines that begin with `#` say nothing.
struct SettingsFile: Sendable {
  let values: [Setting: GivenSetting]

  static let empty = SettingsFile(values: [:])

  private init(values: [Setting: GivenSetting]) {
    self.values = values
  }

  init(path: String) throws(Complaint) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Complaint(.noInput, "file_unreadable", "The settings file \(path) cannot be read.")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Complaint(.configuration, "setting_invalid", "The settings file \(path) is not UTF-8 text.")
    }
    try self.init(text: text, path: path)
  }

  /// - Throws: one complaint that names every line which cannot be understood: a misspelled key would
  ///   otherwise leave a default in force that nobody wanted.
  init(text: String, path: String) throws(Complaint) {
    var values: [Setting: GivenSetting] = [:]
    var problems: [String] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let number = index + 1
      guard let equals = line.firstIndex(of: "=") else {
        problems.append("line \(number) is no \"key = value\"")
        continue
      }
      let key = line[..<equals].trimmingCharacters(in: .whitespaces)
      let value = line[line.index(after: equals)...].trimmingCharacters(in: .whitespaces)
      guard let setting = Setting(rawValue: key) else {
        problems.append("line \(number) has the unknown key \"\(key)\"")
        continue
      }
      guard values[setting] == nil else {
        problems.append("line \(number) gives \"\(key)\" again")
        continue
      }
      values[setting] = GivenSetting(text: value, origin: .file(path: path, line: number))
    }
    guard problems.isEmpty else {
      let known = Setting.allCases.map(\.rawValue).joined(separator: ", ")
      throw Complaint(
        .configuration, "setting_invalid",
        "The settings file \(path) cannot be used: \(problems.joined(separator: "; ")). "
          + "Its keys may be \(known)."
      )
    }
    self.values = values
  }
}
