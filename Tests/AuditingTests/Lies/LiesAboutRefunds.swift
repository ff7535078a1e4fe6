import Auditing

extension Lies {
  static let refunds = [
    Lie(
      "more went back than had come", .refunds,
      "UPDATE refund SET amount = amount + 1000000 WHERE id = (SELECT MIN(id) FROM refund)"),
    Lie(
      "a charge says that less went back", .refunds,
      "UPDATE card_charge SET refunded = refunded - 1 WHERE refunded IS NOT NULL"),
    Lie(
      "something went back of a charge without a refund", .refunds,
      "UPDATE card_charge SET refunded = 1 WHERE refunded IS NULL AND decline IS NULL"),
    Lie("a refund is of a charge that declined", .refunds, "UPDATE card_charge SET decline = '{}'"),
    Lie(
      "a refund names another customer than its charge", .refunds,
      "UPDATE refund SET customer = (SELECT MIN(id) FROM customer)"),
    Lie("a refund failed for no reason", .refunds, "UPDATE refund SET failure = NULL"),
    Lie("nobody said that it arrived", .refunds, "UPDATE refund SET answered_at = NULL"),
    Lie(
      "a credit note speaks of more than went back", .refunds,
      "UPDATE credit_note_refund SET amount = amount + 1000"),
    Lie("a credit note forgets what went back", .refunds, "DELETE FROM credit_note_refund"),
    Lie(
      "a credit note sent more back than it says", .invoiceTotals,
      "UPDATE credit_note SET refunded = refunded + 1 WHERE refunded IS NOT NULL"),
    Lie("a refund that failed left cash", .accounts, "UPDATE refund SET status = 'succeeded'"),
    Lie(
      "what went back was posted as a loss", .accounts,
      "UPDATE posting SET account = 'bad_debt' WHERE account = 'refunds'"),
    Lie("a refund's row has another reason", .refold, "UPDATE refund SET reason = 'fraudulent'"),
    Lie(
      "a credit note's refund is another", .refold,
      "UPDATE credit_note_refund SET refund = (SELECT MAX(id) FROM refund)"),
    Lie("a card that was set up was not", .refold, "UPDATE setup_intent SET status = 'canceled'"),
    Lie(
      "a bank has seen somebody whom it has not", .refold,
      "UPDATE payment_attempt SET authenticated = 0 WHERE authenticated = 1"),
    Lie(
      "a payment's notes are others", .refold,
      "UPDATE payment_intent SET metadata = '{}' WHERE metadata <> '{}'"),
    Lie("nobody waits for a card to be set up", .jobs, "DELETE FROM job WHERE kind = 'settle_setup'"),
    Lie("nobody waits for a refund's answer", .jobs, "DELETE FROM job WHERE kind = 'settle_refund'"),
    Lie("a refund's payment is gone", .references, "UPDATE refund SET payment_intent = 'pi_nowhere'"),
  ]
}
