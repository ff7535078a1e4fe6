import CPostgres
import Storage

/// What the server or the connection refused, and what can be done about it.
struct ServerRefusal: Error {
  enum Remedy {
    case none
    /// The transaction lost against another one.
    case again
    /// A prepared statement no longer fits the schema.
    case againWithFreshStatements
    /// Nothing was committed, and the connection is gone.
    case againOnFreshConnection
  }

  let failure: StorageFailure
  let remedy: Remedy
  /// The statement found no table, or no schema to make one in.
  let mayMeanAbsentSchema: Bool

  init(_ failure: StorageFailure, remedy: Remedy = .none, mayMeanAbsentSchema: Bool = false) {
    self.failure = failure
    self.remedy = remedy
    self.mayMeanAbsentSchema = mayMeanAbsentSchema
  }

  /// - Parameter statement: our own text, which may be told; messages may carry values and are told only
  ///   where PostgreSQL speaks of the text itself (class 42).
  init(result: OpaquePointer?, connection: OpaquePointer, statement: String = "") {
    let state = Self.field("C", result)
    guard let state else {
      self.init(.unavailable("the connection to PostgreSQL broke"), remedy: .againOnFreshConnection)
      return
    }
    let message = Self.field("M", result) ?? ""
    switch state {
    case "40001", "40P01", "55P03":
      self.init(.busy, remedy: .again)
    case "0A000" where message.hasPrefix("cached plan"), "26000":
      self.init(.invalidStatement(message), remedy: .againWithFreshStatements)
    case "25P03", "57P01", "57P02", "57P03":
      self.init(.unavailable("PostgreSQL ended the session (\(state))"), remedy: .againOnFreshConnection)
    case "25006":
      self.init(.invalidStatement("a write in a read: \(statement)"))
    default:
      self.init(
        Self.failure(state, message, result, statement),
        mayMeanAbsentSchema: state == "42P01" || state == "3F000")
    }
  }

  private static func failure(
    _ state: String, _ message: String, _ result: OpaquePointer?, _ statement: String
  ) -> StorageFailure {
    switch state.prefix(2) {
    case "23":
      let column = [field("t", result), field("c", result)].compactMap { $0 }.joined(separator: ".")
      return .constraint(name: field("n", result) ?? column)
    case "08", "53", "57", "58", "XX", "28", "3D":
      return .unavailable("PostgreSQL refused (\(state))")
    case "42", "3F", "0A":
      return .invalidStatement("\(message) (\(state)), in: \(statement)")
    default:
      return .invalidStatement("PostgreSQL refused (\(state)), in: \(statement)")
    }
  }

  /// A field of an error, by the letter libpq's headers give it.
  private static func field(_ letter: Unicode.Scalar, _ result: OpaquePointer?) -> String? {
    PQresultErrorField(result, Int32(letter.value)).map { String(cString: $0) }
  }
}
