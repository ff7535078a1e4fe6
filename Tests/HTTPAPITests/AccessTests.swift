import Foundation
import Synchronization
import Testing

@testable import HTTPAPI

@Suite("Who may ask, and how often")
struct AccessTests {
  @Test("A key opens its workspace as bearer token and as user name, whatever the password")
  func granted() async throws {
    let toy = try await Toy.api()
    let basic = { (text: String) in "Basic " + Data(text.utf8).base64EncodedString() }
    let headers = [
      "Bearer \(toy.key)", "bearer \(toy.key)", "Bearer  \(toy.key)", basic("\(toy.key):"),
      basic("\(toy.key):ignored"), basic("\(toy.key):").replacing("=", with: ""),
    ]
    for header in headers { #expect(try await toy.ask(.get, "/v1/boxes", as: .header(header)).status == 200) }
  }

  @Test(
    "Everybody else gets 401 and learns why, without seeing a key",
    arguments: [
      (nil, "You did not provide an API key.", nil),
      ("Digest x", "The Authorization header could not be read.", nil),
      ("Bearer", "The Authorization header could not be read.", nil),
      ("Basic ####", "The Authorization header could not be read.", nil),
      (
        "Bearer sk_test_wrongwrongwrongwrongwrong1234", "Invalid API Key provided: sk_test_************1234",
        nil
      ),
      ("Bearer hunter2", "Invalid API Key provided: ****", nil),
      ("Bearer sk_test_ab cd", "Invalid API Key provided: sk_test_****", nil),
      (
        "Bearer pk_test_abcdefghijklmnopqrstuvwxyz012345",
        "This API call cannot be made with a publishable API key.", "secret_key_required"
      ),
    ] as [(String?, String, String?)])
  func refused(authorization: String?, message: String, code: String?) async throws {
    let reply = try await Toy.api().ask(.get, "/v1/boxes", as: .header(authorization))
    #expect(reply.status == 401)
    #expect(reply.error["type"] == "invalid_request_error")
    #expect(reply.error["message"]?.string?.hasPrefix(message) == true)
    #expect(reply.error["code"]?.string == code)
    #expect(reply.header("WWW-Authenticate") != nil)
    #expect(!reply.text.contains("wrongwrong"))
  }

  @Test("A revoked key opens nothing any more")
  func revoked() async throws {
    let toy = try await Toy.api()
    let reply = try await toy.ask(.get, "/v1/boxes", as: .header("Bearer \(toy.revokedKey)"))
    #expect(reply.status == 401)
    #expect(reply.error["code"] == "api_key_expired")
    let masked = "sk_test_************\(toy.revokedKey.suffix(4))"
    #expect(reply.error["message"]?.string == "Expired API Key provided: \(masked)")
  }

  @Test("Acting for another account is refused, acting for one's own is not")
  func accounts() async throws {
    let toy = try await Toy.api()
    let own = try await toy.ask(.get, "/v1/boxes", headers: ["Stripe-Account": toy.accountID])
    #expect(own.status == 200)
    let other = try await toy.ask(.get, "/v1/boxes", headers: ["Stripe-Account": "acct_2"])
    #expect(other.status == 403)
    #expect(other.error["code"] == "account_invalid")
  }

  @Test("Beyond the burst a key waits, and is told how long")
  func rateLimit() async throws {
    var settings = APISettings()
    settings.rateLimit = RateLimitSettings(requestsPerSecond: 0.5, burst: 2)
    let clock = ManualClock()
    let api = try await Toy.api(settings: settings, nanoseconds: clock.now)
    for _ in 0..<2 { #expect(try await api.ask(.get, "/v1/boxes").status == 200) }
    let limited = try await api.ask(.get, "/v1/boxes")
    #expect(limited.status == 429)
    #expect(limited.error["code"] == "rate_limit")
    #expect(limited.header("Retry-After") == "2")
    #expect(limited.header("Stripe-Should-Retry") == "true")
    clock.advance(seconds: 2)
    #expect(try await api.ask(.get, "/v1/boxes").status == 200)
    #expect(try await api.ask(.get, "/v1/boxes").status == 429)
  }

  @Test("Quiet keys are forgotten when there are too many")
  func forgetting() {
    let clock = ManualClock()
    let limit = RateLimit(
      RateLimitSettings(requestsPerSecond: 1, burst: 1, keysMost: 3), nanoseconds: clock.now)
    for key in ["a", "b", "c"] { #expect(limit.secondsToWait(key: key) == nil) }
    #expect(limit.secondsToWait(key: "b") == 1)
    #expect(limit.secondsToWait(key: "d") == nil)
    #expect(limit.keysRemembered == 3)
    clock.advance(seconds: 5)
    #expect(limit.secondsToWait(key: "e") == nil)
    #expect(limit.keysRemembered == 1)
  }
}

final class ManualClock: Sendable {
  private let time = Mutex<Int64>(0)

  @Sendable func now() -> Int64 { time.withLock { $0 } }
  func advance(seconds: Int64) { time.withLock { $0 += seconds * 1_000_000_000 } }
}
