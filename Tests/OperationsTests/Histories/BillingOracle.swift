import Foundation
import Notation

/// The second opinion on billing, which knows nothing but the statements of a history.
enum BillingOracle {
  static func outcomes(of histories: [History]) async throws -> [String] {
    let text = try histories.map { try JSON(encoding: $0).text }.joined(separator: "\n")
    return try await Oracle.answer("billing", to: text).components(separatedBy: "\n---\n").dropLast()
      .map { $0 }
  }
}
