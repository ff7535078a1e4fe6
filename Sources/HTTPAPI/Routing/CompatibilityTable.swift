/// What of the format is here, as Markdown for people: generated from the routes, so it cannot drift.
public enum CompatibilityTable {
  /// The page about everything there is: `docs/compatibility.md`.
  public static var page: String { markdown(Resources.routes + EmptyLists.routes) + ours }

  private static let ours = """

    ## What is ours

    The format has no word for these; they follow its conventions, and clients that do not know them can \
    ignore them in answers.

    | Where | Name | What it says |
    | --- | --- | --- |
    | prices | `pricing_model` | How a price charges beyond the format. `type`: `flat` (`unit_amount` \
    whatever the quantity), \
    `percentage` and `graduated_percentage` (of the quantity, which is an amount in minor units), \
    `matrix` (`unit_amount` by two `values` of the two `dimensions`). With every model: `free_units`, and \
    `minimum_amount` and `maximum_amount` of a whole period. |
    | customers | `time_zone` | Where the customer's days begin, by its name in the IANA database; `UTC` \
    without one. Periods, trials in days, days until an invoice is due and the days that lines speak of \
    follow it for contracts and invoices that are made from then on. |
    | customers | `acquisition_source` | How the customer came, in the business's own word. Spend of the \
    channel with that name is what winning them cost. |
    | – | `/v1/analytics/…` | What the figures are, and what they need beside the business itself: \
    exchange rates, marketing spend, gross margins. |
    | subscription items | `price_choice` | What the item settles of a price that leaves it open: \
    `unit_amount` for `custom_unit_amount`, two `values` for a matrix. |
    | subscription items | `billing_timing` | `advance`, or `arrears`: the same charges, billed when the \
    period is over, is left, or the subscription ends. Settled when an item is added. |
    | invoice lines | `explanation` | How the whole period's amount came to be: a `text`, and `steps` \
    that add up to it. |
    | – | `/v1/promotion_code_batches` | Makes up to 1,000 codes of one coupon at once, each of its own. |
    | – | `/v1/dunning_policy` | The days after each failed payment until the next try, and what follows the \
    last: `cancel`, `unpaid` or `leave`. |
    | – | `/v1/books/…`, `/v1/analytics/…` | The ledger, monthly closes, and what recurs. |
    | – | `/v1/test_helpers/…/authenticate` | What a customer whose bank wants to see them does in a \
    browser: `outcome` is `succeed` or `fail`. |
    | subscriptions | `currency` | Also chooses among a price's `currency_options`; without it the \
    customer's own currency, or the price's. |

    A change in the middle of a period gives discounts back with what it gives back, and its lines say so in \
    `discount_amounts` although they are not `discountable`; others net such amounts and say nothing.

    Payments are of invoices: there are no payment intents without one, and voiding it cancels them. \
    `return_url` and `use_stripe_sdk` are taken and lead nowhere.

    `payment_behavior=error_if_incomplete` answers 402 as documented; what was tried stays to be read as a \
    subscription that is `incomplete_expired` and an invoice that is `void`.

    Pausing keeps the time that is paid for unless `bill_for[unused_time_from][type]=now` gives it back; who \
    resumes within it goes on in it, or has it given back for the period that begins then.

    Items of any intervals go together; `cancel_at_period_end` ends with the first of their periods and \
    gives back what is left of the longer ones. A subscription whose prices are zero makes no invoices.

    `currency_options` of a price can change as long as no subscription that is not over pays by them; an \
    amount that is paid stays, and a new one is a new price.

    `hosted_invoice_url` of an invoice that is final is a page of this program, at the address that \
    `--public-url` names, and does not expire. `invoice_pdf` is null: pages print, and files are not made yet.

    A tiered price is billed on one line, whose steps are its tiers; others write a line for each tier.

    """

  static func markdown(_ routes: [Route]) -> String {
    var text = """
      # What the API answers

      Generated from the routes; a test compares this page with them. A path that is not listed answers 404, a
      parameter that is not listed is refused with `parameter_unknown`. Every route takes `expand[]`; lists
      also take `limit`, `starting_after` and `ending_before`.

      | Request | Support | What it does | Parameters |
      | --- | --- | --- | --- |

      """
    for route in routes.sorted(by: {
      $0.path.text == $1.path.text ? $0.name < $1.name : $0.path.text < $1.path.text
    }) {
      let own = route.parameters.filter { specification in
        specification.name != Expansion.specification.name
          && !PageRequest.specifications.contains { $0.name == specification.name }
      }
      let parameters = own.map(cell).joined(separator: ", ")
      text += "| `\(route.name)` | \(route.support.rawValue) | \(route.summary) | \(parameters) |\n"
    }
    return text
  }

  private static func cell(_ specification: ParameterSpecification) -> String {
    let name = "`\(specification.name)`" + (specification.isRequired ? " (required)" : "")
    let members = memberNames(specification.kind)
    return members.isEmpty ? name : "\(name) { \(members.joined(separator: ", ")) }"
  }

  private static func memberNames(_ kind: ParameterSpecification.Kind) -> [String] {
    switch kind {
    case .object(let members), .byCurrency(let members): members.map(cell)
    case .array(let element, _): memberNames(element)
    case .anyOf(let kinds): kinds.flatMap(memberNames)
    default: []
    }
  }
}
