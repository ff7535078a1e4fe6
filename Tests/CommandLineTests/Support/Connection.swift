import Foundation

/// A bare connection to a server of ours, for what no client would do.
final class Connection {
  private let descriptor: Int32

  /// Writing to a server that was killed must not end the tests.
  private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  init(port: Int) throws {
    _ = Self.ignoresBrokenPipes
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let outcome = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard outcome == 0 else { throw CocoaError(.fileReadUnknown) }
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  func send(_ text: String) throws { try send(Array(text.utf8)) }

  func send(_ bytes: [UInt8]) throws {
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Asks once and reads the whole answer, its head included. (Foundation's client never answers for a 401.)
  static func get(_ path: String, from port: Int, key: String? = nil) throws -> (status: Int, text: String) {
    let connection = try Connection(port: port)
    let authorization = key.map { "Authorization: Bearer \($0)\r\n" } ?? ""
    try connection.send(
      "GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(authorization)\r\n")
    let answer = connection.rest()
    let status = answer.firstMatch(of: /^HTTP\/1\.1 (\d+)/).flatMap { Int($0.output.1) } ?? 0
    return (status, answer)
  }

  /// Everything until the other side closes, or is silent for so many seconds.
  func rest(patience seconds: Int = 120) -> String {
    var patience = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { return String(decoding: all, as: UTF8.self) }
      all += buffer[..<count]
    }
  }

  deinit { close(descriptor) }
}
