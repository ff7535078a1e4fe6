import Auditing
import Storage

/// Ways to corrupt what stands beside recurring revenue.
extension Lies {
  static let asides = [
    Lie(
      "a discount takes off a millionth more than its fact says", .asides,
      """
      UPDATE revenue_aside SET delta = delta + 1
      WHERE aside = 'discount' AND fact = (SELECT MIN(fact) FROM revenue_aside WHERE aside = 'discount')
      """),
    Lie(
      "what is at risk is called paused", .asides,
      "UPDATE revenue_aside SET aside = 'paused' WHERE aside = 'at_risk'"),
    Lie("what is paused is left out", .asides, "DELETE FROM revenue_aside WHERE aside = 'paused'"),
    Lie(
      "a discount is another customer's", .asides,
      """
      UPDATE revenue_aside SET customer = (SELECT MAX(id) FROM customer)
      WHERE customer <> (SELECT MAX(id) FROM customer)
      """),
    Lie(
      "a row beside revenue has no fact", .asides,
      """
      INSERT INTO revenue_aside (fact_stamp, fact_position, item, aside, fact, customer, subscription, price,
        currency, cause, delta, on_test_clock, effective, recorded)
      SELECT fact_stamp, fact_position + 1000000, item, aside, fact, customer, subscription, price, currency,
        cause, delta, on_test_clock, effective, recorded
      FROM revenue_aside ORDER BY fact_stamp, fact_position, item, aside LIMIT 1
      """),
    Lie(
      "what is kept beside an item is wrong", .asides,
      """
      UPDATE revenue_aside_item SET discount = discount + 1
      WHERE item = (SELECT MIN(item) FROM revenue_aside_item)
      """),
    Lie(
      "an item's state beside its revenue is gone", .asides,
      "DELETE FROM revenue_aside_item WHERE item = (SELECT MIN(item) FROM revenue_aside_item)"),
    Lie(
      "an item last recurred with another amount", .asides,
      "UPDATE revenue_aside_item SET due = due + 1 WHERE item = (SELECT MAX(item) FROM revenue_aside_item)"),
  ]
}
