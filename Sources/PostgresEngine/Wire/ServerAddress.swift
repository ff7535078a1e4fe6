import CPostgres
import Foundation
import Storage

/// Where the server is and who we are there. Nothing of it is ever printed: a URL may carry a password.
struct ServerAddress: Sendable {
  private let url: String
  private let password: String?

  init(url: String) throws {
    var text: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(url, &text) else {
      // What libpq says here quotes pieces of the URL.
      PQfreemem(text)
      throw StorageFailure.unavailable(
        "the address of PostgreSQL cannot be understood (postgres://user@host/database)")
    }
    var option = options
    var password: String?
    while let keyword = option.pointee.keyword {
      if String(cString: keyword) == "password", let value = option.pointee.val {
        password = String(cString: value)
      }
      option += 1
    }
    PQconninfoFree(options)
    self.url = url
    self.password = password
  }

  /// Blocks until connected, at most ten seconds unless the URL says otherwise.
  func connect() throws(ServerRefusal) -> OpaquePointer {
    // What stands before `dbname` is overridden by the URL, what stands after it overrides the URL.
    let settings = [
      ("connect_timeout", "10"), ("application_name", "perennial"), ("dbname", url),
      ("client_encoding", "UTF8"),
    ]
    var keywords = settings.map { strdup($0.0) } + [nil]
    var values = settings.map { strdup($0.1) } + [nil]
    defer { for pointer in keywords + values { free(pointer) } }
    let connection = keywords.withUnsafeMutableBufferPointer { keywords in
      values.withUnsafeMutableBufferPointer { values in
        keywords.withMemoryRebound(to: UnsafePointer<CChar>?.self) { keywords in
          values.withMemoryRebound(to: UnsafePointer<CChar>?.self) { values in
            PQconnectdbParams(keywords.baseAddress, values.baseAddress, 1)
          }
        }
      }
    }
    guard let connection else { throw ServerRefusal(.unavailable("there is no memory for a connection")) }
    guard PQstatus(connection) == CONNECTION_OK else {
      let failure = StorageFailure.unavailable(message(of: connection))
      PQfinish(connection)
      throw ServerRefusal(failure)
    }
    guard PQserverVersion(connection) >= 130_000 else {
      PQfinish(connection)
      throw ServerRefusal(.unavailable("PostgreSQL 13 or newer is needed"))
    }
    return connection
  }

  /// Only the server's or the system's own words: before "failed:" libpq repeats the address.
  private func message(of connection: OpaquePointer) -> String {
    let lines = String(cString: PQerrorMessage(connection)).split(separator: "\n")
    guard let line = lines.first(where: { $0.contains("failed: ") }),
      let start = line.range(of: "failed: ")?.upperBound
    else { return "PostgreSQL cannot be reached" }
    let told = line[start...]
    if let password, !password.isEmpty, told.contains(password) { return "PostgreSQL cannot be reached" }
    return "PostgreSQL cannot be reached: \(told)"
  }
}
