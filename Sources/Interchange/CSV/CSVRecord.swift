/// One record of a CSV file, or what is wrong with it.
struct CSVRecord: Equatable, Sendable {
  /// The line it begins on, from 1.
  let line: Int
  let fields: Result<[String], CSVProblem>
}

/// What can be wrong with a record. The next record is read all the same.
enum CSVProblem: Error, Hashable, Sendable {
  case quoteNotClosed
  case quoteInsideField(column: Int)
  case textAfterQuote(column: Int)
  case loneCarriageReturn
  case notUTF8(column: Int)
  case nullByte(column: Int)
  case tooLong
  case tooManyFields

  var sentence: String {
    switch self {
    case .quoteNotClosed: "A quote that begins here is never closed."
    case .quoteInsideField(let column):
      "A quote stands inside field \(column), which does not begin with one; double it and quote the field."
    case .textAfterQuote(let column): "Something follows the closing quote of field \(column)."
    case .loneCarriageReturn: "The line ends in a carriage return alone; save the file with LF or CRLF."
    case .notUTF8(let column): "Field \(column) is not UTF-8."
    case .nullByte(let column): "Field \(column) holds a zero byte."
    case .tooLong: "The record is longer than a mebibyte; is a quote missing?"
    case .tooManyFields: "The record has more than a thousand fields."
    }
  }
}
