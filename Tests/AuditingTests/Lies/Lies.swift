import Auditing
import Storage

/// Every way to corrupt a workspace that a law guards against, by theme.
enum Lies {
  static let ledger = [
    Lie(
      "one side of an entry is a cent more", .ledgerEntries,
      "UPDATE posting SET amount = amount + 1 WHERE place = 0 AND fact = (SELECT MIN(fact) FROM posting)"),
    Lie(
      "a currency does not sum to zero", .ledgerTotals,
      "DELETE FROM posting WHERE place = 0 AND fact = (SELECT MAX(fact) FROM posting)"),
    Lie(
      "an entry has no fact", .ledgerEntries,
      "UPDATE posting SET fact = 'fact_nowhere' WHERE fact = (SELECT MIN(fact) FROM posting)"),
    Lie(
      "an entry hangs on a fact that moves no money", .ledgerEntries,
      """
      UPDATE posting SET fact = (SELECT MIN(id) FROM fact WHERE kind = 'customer.created')
      WHERE fact = (SELECT MIN(fact) FROM posting)
      """),
    Lie(
      "a posting has another day than its fact", .ledgerEntries,
      "UPDATE posting SET effective = effective + 1 WHERE fact = (SELECT MIN(fact) FROM posting)"),
    Lie(
      "a balance is a cent more than its postings", .balances,
      """
      UPDATE balance SET amount = amount + 1
      WHERE account = 'receivable' AND customer = (SELECT MIN(customer) FROM balance)
      """),
    Lie(
      "a balance is gone", .balances,
      """
      DELETE FROM balance WHERE amount <> 0 AND account = 'deferred_revenue'
        AND customer = (SELECT MIN(customer) FROM balance)
      """),
    Lie(
      "a customer owes what no invoice asks", .receivables,
      """
      UPDATE posting SET amount = amount + 500
      WHERE account = 'receivable' AND customer = (SELECT MIN(customer) FROM posting)
      """),
    Lie(
      "revenue went to the wrong account", .accounts,
      "UPDATE posting SET account = 'cash' WHERE account = 'deferred_revenue'"),
  ]

  static let invoices = [
    Lie(
      "an invoice starts from another balance than the last one left", .customerBalances,
      """
      UPDATE invoice SET starting_balance = 100, total = total - 100, subtotal = subtotal - 100
      WHERE id = (SELECT MIN(id) FROM invoice WHERE status = 'paid' AND total > 100)
      """),
    Lie(
      "an invoice asks for a cent more than it comes to", .invoiceAmounts,
      "UPDATE invoice SET amount_due = amount_due + 1 WHERE id = (SELECT MIN(id) FROM invoice)"),
    Lie(
      "the balance after an invoice is wrong", .invoiceAmounts,
      """
      UPDATE invoice SET ending_balance = ending_balance - 1
      WHERE id = (SELECT MIN(id) FROM invoice WHERE finalized_at IS NOT NULL)
      """),
    Lie(
      "a paid invoice is not paid in full", .invoiceAmounts,
      """
      UPDATE invoice SET amount_paid = amount_paid - 1
      WHERE id = (SELECT MIN(id) FROM invoice WHERE status = 'paid' AND amount_paid > 0)
      """),
    Lie(
      "an invoice has a number before it is final", .invoiceAmounts,
      """
      UPDATE invoice SET finalized_at = NULL
      WHERE id = (SELECT MIN(id) FROM invoice WHERE status = 'paid')
      """),
    Lie(
      "an invoice's total is not its lines", .invoiceTotals,
      """
      UPDATE invoice_line SET amount = amount + 1
      WHERE id = (SELECT MIN(id) FROM invoice_line)
      """),
    Lie(
      "a line is missing", .invoiceTotals,
      "DELETE FROM invoice_line WHERE id = (SELECT MIN(id) FROM invoice_line)"),
    Lie(
      "a line says another amount inside than outside", .lineAmounts,
      """
      UPDATE invoice_line SET content = replace(content, '"quantity":1', '"quantity":7')
      WHERE billing_key LIKE '%/period' AND amount > 0
      """),
    Lie(
      "a prorated line is a cent off, everywhere", .lineAmounts,
      """
      UPDATE invoice_line SET amount = amount + 1,
        content = replace(content, '"minorUnits":' || amount || ',', '"minorUnits":' || (amount + 1) || ',')
      WHERE billing_key LIKE '%/debit'
      """),
    Lie(
      "a price is not what was charged", .lineAmounts,
      "UPDATE price SET model = replace(model, '1000', '1001')"),
    Lie(
      "an invoice number is left out", .invoiceNumbers,
      """
      UPDATE invoice SET number = number || '7' WHERE id = (
        SELECT MIN(id) FROM invoice WHERE number LIKE '%-0001')
      """),
    Lie(
      "a customer's next number was used", .invoiceNumbers,
      """
      UPDATE customer SET next_invoice_sequence = next_invoice_sequence - 1
      WHERE id = (SELECT MIN(customer) FROM invoice WHERE number IS NOT NULL)
      """),
    Lie(
      "something waits to be billed that is billed", .billingKeys,
      """
      INSERT INTO pending_item
        (id, customer, subscription, billing_key, amount, currency, content, created)
      SELECT 'ii_again', i.customer, l.subscription, l.billing_key, l.amount, l.currency, l.content, i.created
      FROM invoice_line l JOIN invoice i ON i.id = l.invoice ORDER BY l.id LIMIT 1
      """),
    Lie(
      "an item was marked as billed on an invoice that does not have it", .billingKeys,
      """
      UPDATE pending_item SET amount = amount + 1
      WHERE id = (SELECT MIN(id) FROM pending_item WHERE invoice IS NOT NULL)
      """),
  ]

  static let periods = [
    Lie(
      "a period in the middle was never billed", .periods,
      """
      UPDATE invoice_line SET billing_key = billing_key || '/adjusted-9'
      WHERE id = (
        SELECT MIN(l.id) FROM invoice_line l JOIN subscription_item s ON s.id = l.item
        WHERE l.billing_key LIKE '%/period' AND l.period_start < s.period_start)
      """),
    Lie(
      "a period begins a day late", .periods,
      """
      UPDATE invoice_line SET period_start = period_start + 86400
      WHERE id = (SELECT MIN(id) FROM invoice_line WHERE billing_key LIKE '%/period')
      """),
    Lie(
      "a period ends a day early", .periods,
      """
      UPDATE invoice_line SET period_end = period_end - 86400
      WHERE id = (SELECT MIN(id) FROM invoice_line WHERE billing_key LIKE '%/period')
      """),
    Lie(
      "the current period was never billed", .currentPeriods,
      """
      UPDATE invoice_line SET billing_key = billing_key || '/adjusted-9'
      WHERE id = (
        SELECT MIN(l.id) FROM invoice_line l JOIN subscription_item s ON s.id = l.item
        WHERE l.billing_key LIKE '%/period' AND l.period_start = s.period_start)
      """),
    Lie(
      "a contract stands in no period of its cycle", .currentPeriods,
      """
      UPDATE subscription_item SET period_end = period_end + 3600
      WHERE id = (SELECT MIN(id) FROM subscription_item)
      """),
    Lie(
      "a contract's anchor moved", .currentPeriods,
      "UPDATE subscription SET cycle_anchor = cycle_anchor - 86400 * 3"),
  ]

  static let payments = [
    Lie(
      "a paid invoice has no charge", .payments,
      """
      UPDATE card_charge SET decline = '{}' WHERE invoice = (
        SELECT MIN(invoice) FROM card_charge WHERE decline IS NULL)
      """),
    Lie(
      "a charge is less than what was paid", .payments,
      """
      UPDATE card_charge SET amount = amount - 1 WHERE invoice = (
        SELECT MIN(invoice) FROM card_charge WHERE decline IS NULL)
      """),
    Lie(
      "the money came and the invoice is open", .payments,
      """
      UPDATE invoice SET status = 'open', amount_paid = 0, paid_at = NULL WHERE id = (
        SELECT MIN(invoice) FROM card_charge WHERE decline IS NULL)
      """),
    Lie(
      "an invoice was collected twice", .attempts,
      """
      INSERT INTO card_charge
        (id, payment_intent, customer, invoice, amount, currency, payment_method, created)
      SELECT 'ch_again', payment_intent, customer, invoice, amount, currency, payment_method, created
      FROM card_charge WHERE decline IS NULL ORDER BY id LIMIT 1
      """),
    Lie(
      "two attempts succeeded", .attempts,
      """
      INSERT INTO payment_attempt (id, payment_intent, customer, invoice, number, payment_method,
        gateway_reference, amount, currency, on_session, started_at, answer, answered_at)
      SELECT 'att_again', payment_intent, customer, invoice, number + 1, payment_method, gateway_reference,
        amount, currency, on_session, started_at, answer, answered_at
      FROM payment_attempt WHERE answer LIKE '%succeeded%' ORDER BY id LIMIT 1
      """),
    Lie(
      "an attempt is missing in the middle", .attempts,
      """
      UPDATE payment_attempt SET number = number + 1 WHERE id = (
        SELECT MIN(id) FROM payment_attempt WHERE number = 1 AND answer LIKE '%succeeded%')
      """),
    Lie(
      "an answer was lost", .attempts,
      """
      UPDATE payment_attempt SET answer = NULL, answered_at = NULL WHERE id = (
        SELECT MIN(id) FROM payment_attempt WHERE answer LIKE '%succeeded%')
      """),
    Lie(
      "an invoice that was given up is asked for again", .invoiceAmounts,
      "UPDATE invoice SET status = 'open' WHERE status = 'uncollectible'"),
    Lie(
      "money lies without an invoice that it pays", .unappliedMoney,
      """
      UPDATE invoice SET status = 'void', amount_paid = 0, paid_at = NULL, voided_at = 1 WHERE id = (
        SELECT MIN(invoice) FROM card_charge WHERE decline IS NULL)
      """),
    Lie(
      "money came for an invoice that was settled elsewhere", .payments,
      """
      UPDATE invoice SET amount_paid_out_of_band = amount_paid - 1 WHERE id = (
        SELECT MIN(invoice) FROM card_charge WHERE decline IS NULL)
      """),
  ]

  static let revenue = [
    Lie(
      "a movement is larger than its fact makes it", .movements,
      """
      UPDATE movement SET delta = delta + 1, item_level = item_level + 1
      WHERE fact = (SELECT MIN(fact) FROM movement)
      """),
    Lie(
      "an expansion is called a contraction", .movements,
      "UPDATE movement SET kind = 'contraction' WHERE kind = 'expansion'"),
    Lie(
      "a return is called new", .movements, "UPDATE movement SET kind = 'new' WHERE kind = 'reactivation'"),
    Lie("a churn is left out", .movements, "DELETE FROM movement WHERE kind = 'churn'"),
    Lie(
      "a movement has no fact", .movements,
      """
      UPDATE movement SET fact_position = fact_position + 1000000
      WHERE fact = (SELECT MAX(fact) FROM movement)
      """),
    Lie(
      "a customer counts twice", .movements,
      "UPDATE movement SET customers = 2 WHERE fact = (SELECT MIN(fact) FROM movement WHERE customers = 1)"),
    Lie(
      "the kept level of an item is wrong", .movements,
      "UPDATE recurring_item SET level = level + 1 WHERE item = (SELECT MIN(item) FROM recurring_item)"),
    Lie(
      "the kept level of a customer is gone", .movements,
      "DELETE FROM recurring_customer WHERE customer = (SELECT MIN(customer) FROM recurring_customer)"),
    Lie(
      "a contract brings more than the journal says", .revenueIdentity,
      """
      UPDATE subscription_item SET quantity = quantity + 1 WHERE subscription = (
        SELECT MIN(id) FROM subscription WHERE status = 'active')
      """),
    Lie(
      "a contract ended and the journal does not know", .revenueIdentity,
      """
      UPDATE subscription SET status = 'canceled'
      WHERE id = (SELECT MIN(id) FROM subscription WHERE status = 'active')
      """),
    Lie(
      "the journal's level is a millionth off", .revenueIdentity,
      """
      UPDATE fact SET payload = replace(payload, '"net":8333333333', '"net":8333333332')
      WHERE kind = 'subscription.activated'
      """),
  ]

  static let journal = [
    Lie(
      "an invoice's row says more than its facts", .refold,
      "UPDATE invoice SET description = 'x' WHERE id = (SELECT MIN(id) FROM invoice)"),
    Lie(
      "a customer's row has another address", .refold,
      "UPDATE customer SET email = 'someone@elsewhere.example' WHERE id = (SELECT MIN(id) FROM customer)"),
    Lie(
      "a customer was deleted without a fact", .refold,
      "UPDATE customer SET deleted = 1 WHERE id = (SELECT MAX(id) FROM customer)"),
    Lie("a price was renamed", .refold, "UPDATE price SET nickname = 'x'"),
    Lie("a product was withdrawn", .refold, "UPDATE product SET active = 0"),
    Lie(
      "a document inside a row changed", .refold,
      "UPDATE customer SET metadata = '{\"story\":\"another\"}' WHERE id = (SELECT MIN(id) FROM customer)"),
    Lie(
      "a contract's item has another price", .refold,
      """
      UPDATE subscription_item SET price = (SELECT MAX(id) FROM price)
      WHERE price <> (SELECT MAX(id) FROM price)
      """),
    Lie(
      "a line has another product", .refold, "UPDATE invoice_line SET product = (SELECT MAX(id) FROM product)"
    ),
    Lie(
      "a payment's row has another status", .refold,
      "UPDATE payment_intent SET status = 'canceled' WHERE status = 'succeeded'"),
    Lie("an attempt's row has another amount", .refold, "UPDATE payment_attempt SET amount = amount + 1"),
    Lie(
      "an attempt has no fact", .refold,
      """
      DELETE FROM fact WHERE kind = 'payment.attempted'
        AND position = (SELECT MIN(position) FROM fact WHERE kind = 'payment.attempted')
      """),
    Lie("a test clock stands elsewhere", .refold, "UPDATE test_clock SET frozen_time = frozen_time + 1"),
    Lie(
      "a card belongs to another", .refold,
      "UPDATE payment_method SET customer = (SELECT MIN(id) FROM customer)"),
    Lie("what waits says something else", .refold, "UPDATE pending_item SET created = created + 1"),
    Lie(
      "a row has no facts", .refold,
      """
      INSERT INTO product (id, name, active, images, metadata, created, updated)
      VALUES ('prod_ghost', 'Ghost', 1, '[]', '{}', 1, 1)
      """),
    Lie(
      "facts have no row", .refold,
      """
      INSERT INTO fact (stamp, id, kind, subject, payload, actor, effective, recorded)
      VALUES (0, 'fact_ghost', 'product.created', 'prod_ghost', '{"state":{"id":"prod_ghost"}}', 'x', 1, 1)
      """),
    Lie(
      "a fact in the middle is gone", .journal,
      "DELETE FROM fact WHERE kind = 'invoice.finalized'"),
    Lie("a first fact is gone", .journal, "DELETE FROM fact WHERE kind = 'customer.created'"),
    Lie(
      "a fact is of an unknown kind", .journal,
      "UPDATE fact SET kind = 'invoice.imagined' WHERE kind = 'invoice.paid'"),
    Lie("a fact cannot be read", .journal, "UPDATE fact SET payload = '{' WHERE kind = 'invoice.paid'"),
    Lie(
      "a fact is filed under another customer", .journal,
      "UPDATE fact SET customer = (SELECT MIN(id) FROM customer) WHERE kind = 'invoice.drafted'"),
  ]

  static let jobs = [
    Lie("renewals are forgotten", .jobs, "DELETE FROM job WHERE kind = 'renew_subscription'"),
    Lie(
      "renewals come too late", .jobs, "UPDATE job SET due = due + 1 WHERE kind = 'renew_subscription'"),
    Lie("drafts are forgotten", .jobs, "DELETE FROM job WHERE kind = 'finalize_invoice'"),
    Lie("a failed payment is not tried again", .jobs, "DELETE FROM job WHERE kind = 'collect_invoice'"),
    Lie("nobody waits for an answer", .jobs, "DELETE FROM job WHERE kind = 'settle_attempt'"),
    Lie("an unpaid contract waits forever", .jobs, "DELETE FROM job WHERE kind = 'expire_subscription'"),
    Lie(
      "a job waits on another clock", .jobs,
      "UPDATE job SET clock = 'wall' WHERE kind = 'renew_subscription'"),
    Lie(
      "a job is about nothing", .jobs,
      "UPDATE job SET subject = 'sub_nowhere' WHERE kind = 'finalize_invoice'"),
    Lie("a clock is stuck on its way", .jobs, "UPDATE test_clock SET target = frozen_time + 1"),
    Lie("a job was given up", .deadJobs, "UPDATE job SET state = 'dead' WHERE kind = 'renew_subscription'"),
    Lie(
      "a contract's latest invoice is not there", .references,
      "UPDATE subscription SET latest_invoice = 'in_nowhere'"),
    Lie(
      "a customer's card is not there", .references,
      "UPDATE customer SET default_payment_method = 'pm_nowhere'"),
    Lie("a movement is of nobody", .references, "UPDATE movement SET customer = 'cus_nowhere'"),
    Lie(
      "a balance is of nobody", .references,
      "UPDATE balance SET customer = 'cus_nowhere' WHERE customer = (SELECT MIN(customer) FROM balance)"),
    Lie("a charge is for no invoice", .references, "UPDATE card_charge SET invoice = 'in_nowhere'"),
  ]
}
