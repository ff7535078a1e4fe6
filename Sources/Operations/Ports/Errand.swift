import Chronology
import Receivables
import Relations

/// Something that is on record and must now be asked of the gateway: between two commits, and by its own job
/// should this process die before the answer is on record too.
protocol Errand: Sendable {
  /// What the gateway knows it by: its idempotency key there, and the subject of its job here.
  var key: String { get }
  /// Whose it is; nil is nobody's yet.
  var owner: CustomerID? { get }
  /// The business time that its answer belongs to.
  var startedAt: Instant { get }
  static var job: JobKind { get }

  /// Asks, and tells what is to be written down.
  func ask(_ gateway: any PaymentGateway) async throws -> any AnswerRecord
  /// What came of it, without asking for it: nil when the gateway never heard of it.
  func recall(from gateway: any PaymentGateway) async throws -> (any AnswerRecord)?
}

/// Writes down what the gateway said. Saying it twice changes nothing the second time.
protocol AnswerRecord: Command where Outcome == Void {}

extension PaymentAttempt: Errand {
  var key: String { id.text }
  var owner: CustomerID? { customer }
  static var job: JobKind { .settleAttempt }

  func ask(_ gateway: any PaymentGateway) async throws -> any AnswerRecord {
    RecordPaymentAnswer(attempt: self, answer: try await gateway.counted(self))
  }

  func recall(from gateway: any PaymentGateway) async throws -> (any AnswerRecord)? {
    try await gateway.answer(to: self).map { RecordPaymentAnswer(attempt: self, answer: $0) }
  }
}

extension Refund: Errand {
  var key: String { id.text }
  var owner: CustomerID? { customer }
  var startedAt: Instant { created }
  static var job: JobKind { .settleRefund }

  func ask(_ gateway: any PaymentGateway) async throws -> any AnswerRecord {
    RecordRefundAnswer(refund: self, answer: try await gateway.counted(self))
  }

  func recall(from gateway: any PaymentGateway) async throws -> (any AnswerRecord)? {
    try await gateway.answer(to: self).map { RecordRefundAnswer(refund: self, answer: $0) }
  }
}

/// Of whom something is open.
enum Whose: Sendable {
  case everybody
  case onTestClock(TestClockID)
  /// Who lives by the workspace's own time.
  case offTestClocks
}

extension Snapshot {
  /// Everything about money that the gateway was to be asked and has not answered, payments first.
  func openErrands(of whose: Whose) throws -> [any Errand] {
    let (attempts, refunds) =
      switch whose {
      case .everybody: (try rows.openAttempts(), try rows.openRefunds())
      case .onTestClock(let clock):
        (try rows.openAttempts(testClock: clock), try rows.openRefunds(testClock: clock))
      case .offTestClocks: (try rows.openAttemptsOffTestClocks(), try rows.openRefundsOffTestClocks())
      }
    return attempts + refunds
  }
}
