import Storage

extension Lies {
  static let closes = [
    Lie(
      "a part of a close is a cent more than its lines", .closes,
      "UPDATE book_close_part SET amount = amount + 1 WHERE fact = (SELECT MIN(fact) FROM book_close_part)"),
    Lie(
      "a month was closed before the one before it", .closes,
      """
      UPDATE book_close SET status = 'closing', closed_at = NULL
      WHERE month = (SELECT MIN(month) FROM book_close)
      """),
    Lie(
      "a closed month has no day on which it was", .closes,
      "UPDATE book_close SET closed_at = NULL WHERE month = (SELECT MAX(month) FROM book_close)"),
    Lie(
      "a month was left out", .closes,
      """
      INSERT INTO book_close (id, month, status, begun_at, closed_at)
      VALUES ('close_2019-01', '2019-01', 'closed', 1, 1)
      """),
    Lie(
      "the entry of a close leaves a customer out", .closes,
      """
      DELETE FROM posting WHERE fact = (SELECT MIN(fact) FROM book_close_part) AND customer = (
        SELECT MIN(customer) FROM posting WHERE fact = (SELECT MIN(fact) FROM book_close_part))
      """),
    Lie(
      "the lines of a part are gone", .closes,
      "DELETE FROM recognition WHERE part = 1 AND month = (SELECT MIN(month) FROM book_close)"),
    Lie(
      "a line was recognised a cent too much", .recognition,
      "UPDATE recognition SET amount = amount + 1 WHERE line = (SELECT MIN(line) FROM recognition)"),
    Lie(
      "a line was left out of a close", .recognition,
      "DELETE FROM recognition WHERE line = (SELECT MIN(line) FROM recognition)"),
    Lie(
      "a line was recognised that is not there", .recognition,
      "UPDATE recognition SET line = 'il_nowhere' WHERE line = (SELECT MIN(line) FROM recognition)"),
    Lie(
      "a schedule has forgotten what was recognised", .recognition,
      """
      UPDATE recognition_schedule SET recognized = recognized - 1
      WHERE line = (SELECT MIN(line) FROM recognition)
      """),
    Lie(
      "the rest of a line waits for no month", .recognition,
      "UPDATE recognition_schedule SET next_month = NULL WHERE next_month IS NOT NULL"),
    Lie(
      "the total of an account's day is a cent more", .accountTotals,
      """
      UPDATE account_total SET debit = CAST(CAST(debit AS BIGINT) + 1 AS TEXT)
      WHERE account = 'receivable' AND day = (SELECT MIN(day) FROM account_total)
      """),
    Lie(
      "a day is in no total", .accountTotals,
      "DELETE FROM account_total WHERE account = 'revenue'"),
  ]
}
