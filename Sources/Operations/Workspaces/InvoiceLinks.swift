import Crypto
import Identity
import Subscriptions

/// The addresses at which a workspace's invoices can be read by whoever was given them, without signing in.
///
/// Nothing is kept for each invoice: its token follows from the account, the invoice's id and a secret of the
/// workspace. Whoever knows one address can make no other, and a copy of the workspace, which has another
/// account, has other addresses.
public struct InvoiceLinks: Sendable {
  /// Where such addresses begin, below the site's own.
  public static let root = "/i"

  private let account: String
  private let key: SymmetricKey

  /// - Parameter secret: the workspace's own; see ``newSecret(_:)``.
  init(account: String, secret: String) {
    self.account = account
    key = SymmetricKey(data: Array(secret.utf8))
  }

  /// 256 bits that nobody is ever shown.
  static func newSecret(_ identifiers: IdentifierSource) -> String {
    "link_\(identifiers.secret(length: 43))"
  }

  /// The path of an invoice's page.
  public func path(to invoice: InvoiceID) -> String {
    "\(Self.root)/\(account)/\(invoice)/\(token(for: invoice))"
  }

  /// Takes as long for a token that is nearly right as for any other.
  public func isToken(_ text: String, for invoice: InvoiceID) -> Bool {
    constantTimeEquals(Array(text.utf8), Array(token(for: invoice).utf8))
  }

  /// 160 bits.
  private func token(for invoice: InvoiceID) -> String {
    let said = Array("invoice \(account) \(invoice)".utf8)
    return FormProof.hexadecimal(HMAC<SHA256>.authenticationCode(for: said, using: key).prefix(20))
  }
}
