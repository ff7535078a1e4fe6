import Auditing
import Storage

/// Lies about what was billed by hand.
extension Lies {
  static let byHand = [
    Lie(
      "an adjustment was of another amount", .accounts,
      """
      UPDATE balance_adjustment SET amount = amount + 1
      WHERE id = (SELECT MIN(id) FROM balance_adjustment)
      """),
    Lie("an adjustment is gone", .accounts, "DELETE FROM balance_adjustment"),
    Lie(
      "an adjustment says something else", .refold,
      "UPDATE balance_adjustment SET description = 'nothing' WHERE description IS NOT NULL"),
    Lie(
      "an amount without a price is not so many at so much", .lineAmounts,
      """
      UPDATE invoice_line SET content = replace(content, '"unitPrice":"3333"', '"unitPrice":"3334"')
      WHERE price IS NULL
      """),
    Lie(
      "a contract's line has lost its price", .lineAmounts,
      "UPDATE invoice_line SET price = NULL WHERE billing_key LIKE '%/period'"),
    Lie(
      "an item that was put onto a draft is said to have waited", .refold,
      "UPDATE pending_item SET placed_on = NULL WHERE placed_on IS NOT NULL"),
    Lie(
      "an invoice has another footer", .refold,
      "UPDATE invoice SET footer = 'Good-bye' WHERE footer IS NOT NULL"),
    Lie("an invoice was sent on another day", .refold, "UPDATE invoice SET sent_at = sent_at + 1"),
    Lie(
      "a line that was taken off is there again", .refold,
      """
      INSERT INTO invoice_line (id, invoice, place, billing_key, amount, currency, period_start, period_end,
        content)
      SELECT 'il_again', invoice, 99, 'ii_again', 0, currency, period_start, period_end, content
      FROM invoice_line WHERE price IS NULL ORDER BY id LIMIT 1
      """),
    Lie(
      "an invoice that used credit starts from another balance", .customerBalances,
      """
      UPDATE invoice SET starting_balance = starting_balance - 1, total = total + 1, subtotal = subtotal + 1
      WHERE reason = 'manual' AND status = 'paid'
      """),
  ]

  static let credits = [
    Lie(
      "a credit note is of another amount", .invoiceTotals,
      "UPDATE credit_note SET total = total + 1 WHERE id = (SELECT MIN(id) FROM credit_note)"),
    Lie(
      "an invoice forgets what was taken off it", .invoiceTotals,
      "UPDATE invoice SET credited_open = NULL WHERE credited_open IS NOT NULL"),
    Lie(
      "more is credited of a line than it billed", .lineAmounts,
      "UPDATE credit_note_line SET amount = amount + 1000000 WHERE invoice_line IS NOT NULL"),
    Lie("a credit note stands that was taken back", .accounts, "UPDATE credit_note SET status = 'issued'"),
    Lie("a credit note says something else", .refold, "UPDATE credit_note SET memo = 'no'"),
    Lie("a credited line is gone", .refold, "DELETE FROM credit_note_line"),
  ]

  static let numbers = [
    Lie(
      "a year's series begins with its second number", .invoiceNumbers,
      "UPDATE invoice SET number = '2026-000002' WHERE number = (SELECT MIN(number) FROM invoice)"),
    Lie(
      "a series goes on where no number is", .invoiceNumbers,
      "INSERT INTO number_series (name, next_number) VALUES ('2026', 7)"),
  ]

  static let discounts = [
    Lie(
      "an invoice has another discount than its lines", .invoiceTotals,
      "UPDATE invoice SET discount = discount + 1 WHERE discount <> 0"),
    Lie(
      "a discount takes another share of a line", .lineAmounts,
      """
      UPDATE invoice_line SET content = replace(content, '"percent":{"off":"10"}', '"percent":{"off":"11"}')
      WHERE content LIKE '%"discounts":%'
      """),
    Lie(
      "a line is discounted by more than its column says", .lineAmounts,
      "UPDATE invoice_line SET discount = discount - 1 WHERE discount > 0"),
    Lie(
      "an invoice forgets a discount that it gave", .lineAmounts,
      "UPDATE invoice SET discounts = NULL WHERE discounts IS NOT NULL"),
    Lie(
      "a credit note gives a discount back", .invoiceTotals,
      "UPDATE credit_note SET discount = NULL WHERE discount IS NOT NULL"),
    Lie(
      "what recurs forgets what is taken off", .revenueIdentity,
      "UPDATE subscription SET discounts = NULL WHERE discounts IS NOT NULL"),
    Lie(
      "a contract's discounts are others than its facts tell", .refold,
      "UPDATE subscription SET discounts = replace(discounts, '\"forever\"', '\"repeating\"')"),
    Lie(
      "nothing ends a discount that ends", .jobs, "DELETE FROM job WHERE kind = 'end_discounts'"),
    Lie(
      "a discount ends at another moment", .jobs,
      "UPDATE job SET due = due + 1 WHERE kind = 'end_discounts'"),
    Lie(
      "a coupon was used more often than its facts tell", .refold,
      "UPDATE coupon SET times_redeemed = times_redeemed + 1 WHERE times_redeemed > 0"),
    Lie(
      "a code can be used that was closed", .refold, "UPDATE promotion_code SET active = 1 WHERE active = 0"),
  ]

  static let taxes = [
    Lie(
      "an invoice has another tax than its lines", .invoiceTotals,
      "UPDATE invoice SET tax = tax + 1 WHERE tax <> 0"),
    Lie(
      "a tax is another percentage of its line", .lineAmounts,
      """
      UPDATE invoice_line SET content = replace(content, '"percentage":"19"', '"percentage":"20"')
      WHERE content LIKE '%"taxes":%'
      """),
    Lie(
      "a line holds another tax than its column says", .lineAmounts,
      "UPDATE invoice_line SET inclusive_tax = inclusive_tax - 1 WHERE inclusive_tax <> 0"),
    Lie(
      "tax was posted as revenue to come", .accounts,
      "UPDATE posting SET account = 'deferred_revenue' WHERE account = 'tax_payable'"),
    Lie(
      "a contract's rates are others than its facts tell", .refold,
      "UPDATE subscription SET default_tax_rates = NULL WHERE default_tax_rates IS NOT NULL"),
    Lie(
      "what recurs forgets the tax that the price holds", .revenueIdentity,
      """
      UPDATE subscription SET default_tax_rates = replace(default_tax_rates, '"25"', '"24"')
      WHERE default_tax_rates LIKE '%"isInclusive":true%'
      """),
    Lie(
      "an item's rates are others than its facts tell", .refold,
      "UPDATE subscription_item SET tax_rates = NULL WHERE tax_rates IS NOT NULL"),
    Lie("a tax rate has another percentage", .refold, "UPDATE tax_rate SET percentage = '6'"),
  ]
}
