import Foundation
import Notation

/// What commands print with: results to standard output, everything else to standard error.
enum Console {
  static func say(_ text: String) {
    write(text + "\n", to: .standardOutput)
  }

  static func say(_ json: JSON) {
    say(json.text)
  }

  static func warn(_ text: String) {
    write(text + "\n", to: .standardError)
  }

  /// Without ending the line, which is to be written over.
  static func warnInPlace(_ text: String) {
    write(text, to: .standardError)
  }

  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  static var showsErrorsToPerson: Bool { isatty(STDERR_FILENO) == 1 }

  /// Asks on standard error, so that what is piped on stays clean.
  static func ask(_ question: String) -> String? {
    write(question, to: .standardError)
    return readLine(strippingNewline: true)
  }

  /// A reader who went away is no fault of ours.
  private static func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
