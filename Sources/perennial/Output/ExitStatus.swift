/// How the program ends, for scripts: the one table. Numbers beyond 1 are those of sysexits.h.
enum ExitStatus: Int32, Error, CaseIterable, Sendable {
  case success = 0
  case refused = 1
  case usage = 64
  case unusableData = 65
  case noInput = 66
  case unavailable = 69
  case fault = 70
  case busy = 75
  case configuration = 78

  var meaning: String {
    switch self {
    case .success: "Done."
    case .refused: "Refused by the business, or the report has findings."
    case .usage: "The command line cannot be understood."
    case .unusableData: "A named file holds what cannot be used."
    case .noInput: "A named file or folder is missing or cannot be read."
    case .unavailable: "The database or the port cannot be had."
    case .fault: "A fault of the program itself."
    case .busy: "The database was busy for too long; try again."
    case .configuration: "A settings file or a variable cannot be understood."
    }
  }

  /// The table as the help text shows it.
  static var table: String {
    allCases.map { status in
      let number = String(status.rawValue)
      return String(repeating: " ", count: 4 - number.count) + number + "  " + status.meaning
    }.joined(separator: "\n")
  }
}
