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

  /// Asks for what nobody shall read over a shoulder: on a terminal without echo, otherwise the first line of
  /// standard input.
  static func askSecret(_ question: String) -> String? {
    guard isatty(STDIN_FILENO) == 1 else { return readLine(strippingNewline: true) }
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
      warn("")
    }
    return ask(question)
  }

  /// A reader who went away is no fault of ours.
  private static func write(_ text: String, to handle: FileHandle) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
