"""Where the document and the SDK disagree, and what we do about it. Names are patterns of `fnmatch`."""

# Present only when a request expands them.
INCLUDABLE = {
    "invoice.payments", "invoice.confirmation_secret", "price.tiers", "price.currency_options", "plan.tiers",
    "customer.tax", "customer.sources", "customer.subscriptions", "customer.tax_ids", "customer.cash_balance",
    "customer.invoice_credit_balance", "charge.refunds", "subscription_item.billed_until", "coupon.applies_to",
    "coupon.currency_options", "promotion_code.restrictions.currency_options",
}  # fmt: skip

# The document lets these be absent and forbids null; the SDK reads them, and they always apply to us.
ALWAYS_PRESENT = {
    "account.capabilities", "account.charges_enabled", "account.controller", "account.country",
    "account.created", "account.default_currency", "account.details_submitted", "account.external_accounts",
    "account.future_requirements", "account.metadata", "account.payouts_enabled", "account.requirements",
    "account.tos_acceptance", "account.type",
    "customer.balance", "customer.invoice_settings", "customer.metadata", "customer.next_invoice_sequence",
    "payment_method.allow_redisplay", "payment_method.card", "payment_method.radar_options",
    "invoiceitem.frozen_fields", "invoiceitem.net_amount", "invoiceitem.proration_details",
    "payment_intent.amount", "payment_intent.amount_capturable", "payment_intent.amount_received",
    "payment_intent.capture_method", "payment_intent.confirmation_method", "payment_intent.currency",
    "payment_intent.metadata", "payment_intent.payment_method_types",
    "charge.radar_options", "subscription_item.quantity",
}  # fmt: skip

# Attributes that only the SDK knows and that belong to features or payment methods we do not have.
ABSENT_FROM_SDK_OBJECTS = [
    "*.deleted",  # only ever on deleted objects
    "account.capabilities.*",
    "account.settings.*",
    "charge.payment_method_details.paypay",
    "charge.payment_method_details.sepa_credit_transfer",
    "charge.payment_method_details.sequra",
    "payment_intent.amount_details.*",
    "payment_method.paypay",
    "payment_method.sequra",
    "*.payment_method_options.*",
]

# What we send although the document does not know it: the newer SDK, older clients or paging tools read it.
SENT_BEYOND_THE_DOCUMENT = [
    "account.business_profile.specified_commercial_transactions_act_url",
    "account.settings.payments.statement_descriptor_prefix_kan*",
    "charge.authorization_code",
    "charge.level3",
    "charge.payment_method_details.card.description",
    "charge.payment_method_details.card.electronic_commerce_indicator",
    "charge.payment_method_details.card.iin",
    "charge.payment_method_details.card.issuer",
    "charge.payment_method_details.card.moto",
    "charge.payment_method_details.card.*_credential_usage",
    "charge.source",
    "invoice.status_details",
    "invoiceitem.invoicing_rules",
    "list.total_count",
    "payment_intent.payment_record",
    "payment_intent.source",
    "payment_method.card.description",
    "payment_method.card.iin",
    "payment_method.card.issuer",
    "customer.acquisition_source",  # ours
    "customer.time_zone",  # ours
    "line_item.explanation",  # ours
    "price.pricing_model",  # ours
    "price.recurring.trial_period_days",
    "product.tax_details",
    "product.type",
    "subscription.pending_update.cancel_at_period_end",
    "subscription.status_details",
    "subscription.trial_settings.end_behavior.billing_cycle_anchor",
    "subscription_item.current_trial",
    "subscription_item.plan",
    "subscription_item.billing_timing",  # ours
    "subscription_item.price_choice",  # ours
]
