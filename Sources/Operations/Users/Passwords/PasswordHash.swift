import Crypto
import CryptoExtras
import Identity
import Notation

/// What one guess at a password costs: scrypt's own numbers.
public struct PasswordCost: Hashable, Sendable {
  /// Memory is 2^logRounds × blockSize × 128 bytes.
  public let logRounds: Int
  public let blockSize: Int
  public let parallelism: Int

  public init(logRounds: Int, blockSize: Int, parallelism: Int) {
    self.logRounds = logRounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// 32 MB and some tenths of a second, OWASP's third choice: the same work as 128 MB at once, in a quarter
  /// of the memory.
  public static let standard = PasswordCost(logRounds: 15, blockSize: 8, parallelism: 3)
  /// For tests, which sign in hundreds of times; it protects nothing.
  public static let cheap = PasswordCost(logRounds: 4, blockSize: 8, parallelism: 1)

  /// What a stored hash may ask of this machine.
  var isBearable: Bool {
    (1...20).contains(logRounds) && (1...16).contains(blockSize) && (1...16).contains(parallelism)
  }
}

/// A stored password: `scrypt$15$8$3$salt$hash`, so that the cost can rise without anybody's password
/// changing.
struct PasswordHash: Hashable, Sendable {
  let cost: PasswordCost
  private let salt: [UInt8]
  private let hash: [UInt8]

  /// Letters and digits, 131 bits.
  static let saltLength = 22
  private static let hashLength = 32

  /// - Parameter salt: made for this password alone.
  init(password: String, salt: [UInt8], cost: PasswordCost) throws {
    self.cost = cost
    self.salt = salt
    hash = try Self.derive(password, salt, cost)
  }

  /// Nil for text that is no such hash.
  init?(text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]), let block = Int(parts[2]),
      let lanes = Int(parts[3]), let salt = Self.bytes(parts[4]), let hash = Self.bytes(parts[5])
    else { return nil }
    cost = PasswordCost(logRounds: rounds, blockSize: block, parallelism: lanes)
    self.salt = salt
    self.hash = hash
    guard cost.isBearable, hash.count == Self.hashLength else { return nil }
  }

  var text: String {
    let numbers = [cost.logRounds, cost.blockSize, cost.parallelism].map(String.init)
    return (["scrypt"] + numbers + [Self.text(salt), Self.text(hash)]).joined(separator: "$")
  }

  func matches(_ password: String) throws -> Bool {
    constantTimeEquals(try Self.derive(password, salt, cost), hash)
  }

  private static func derive(_ password: String, _ salt: [UInt8], _ cost: PasswordCost) throws -> [UInt8] {
    let key = try KDF.Scrypt.deriveKey(
      from: Array(password.utf8), salt: salt, outputByteCount: hashLength, rounds: 1 << cost.logRounds,
      blockSize: cost.blockSize, parallelism: cost.parallelism)
    return key.withUnsafeBytes { Array($0) }
  }

  private static func text(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let text = String(byte, radix: 16)
      return byte < 16 ? "0" + text : text
    }.joined()
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2), !digits.isEmpty else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[start..<start + 2], as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }
}
