"""Credit notes: before and after payment, previewed, and taken back."""

import stripe

from checks import check, expect, refused


def owed(world, customer, amount=1000, rates=()):
    draft = world.v1.invoices.create({
        "customer": customer.id, "currency": "usd", "collection_method": "send_invoice", "days_until_due": 30,
        **({"default_tax_rates": list(rates)} if rates else {}),
    })
    world.v1.invoice_items.create({"customer": customer.id, "invoice": draft.id, "amount": amount})
    return world.v1.invoices.finalize_invoice(draft.id)


@check("A credit note takes its part and the tax on it off an open invoice, as previewed")
def open_invoice(world):
    customer = world.customer()
    vat = world.v1.tax_rates.create({"display_name": "VAT", "percentage": 25, "inclusive": False})
    invoice = owed(world, customer, 1000, [vat.id])
    line = invoice.lines.data[0].id
    wish = {"invoice": invoice.id, "reason": "order_change", "memo": "As agreed", "metadata": {"k": "1"},
            "lines": [{"type": "invoice_line_item", "invoice_line_item": line, "amount": 400}]}
    seen = world.v1.credit_notes.preview(wish)
    expect((seen.total, seen.pre_payment_amount, seen.type), (500, 500, "pre_payment"))
    expect(world.v1.invoices.retrieve(invoice.id).amount_remaining, 1250)
    note = world.v1.credit_notes.create(wish)
    expect((note.total, note.subtotal, note.total_excluding_tax), (500, 400, 400))
    expect((note.number, note.status, note.reason), (f"{invoice.number}-CN-01", "issued", "order_change"))
    expect([(tax.amount, tax.taxable_amount) for tax in note.total_taxes], [(100, 400)])
    expect((note.lines.data[0].invoice_line_item, note.lines.data[0].amount), (line, 400))
    after = world.v1.invoices.retrieve(invoice.id)
    expect((after.amount_remaining, after.pre_payment_credit_notes_amount, after.status), (750, 500, "open"))
    changed = world.v1.credit_notes.update(note.id, {"memo": "Sorry", "metadata": {"k": ""}})
    expect((changed.memo, changed.metadata.to_dict()), ("Sorry", {}))
    expect([one.id for one in world.v1.credit_notes.list({"invoice": invoice.id}).data], [note.id])
    expect(world.v1.credit_notes.retrieve(note.id, {"expand": ["invoice"]}).invoice.id, invoice.id)
    expect([one.amount for one in world.v1.credit_notes.line_items.list(note.id).data], [400])
    voided = world.v1.credit_notes.void_credit_note(note.id)
    expect((voided.status, voided.voided_at is None), ("void", False))
    expect(world.v1.invoices.retrieve(invoice.id).amount_remaining, 1250)
    with refused(stripe.InvalidRequestError, 400):
        world.v1.credit_notes.void_credit_note(note.id)
    types = {event.type for event in world.v1.events.list({"limit": 30}).data}
    for wanted in ("credit_note.created", "credit_note.updated", "credit_note.voided"):
        expect(wanted in types, True, wanted)


@check("What was paid comes back as credit on the balance")
def after_payment(world):
    customer = world.customer()
    world.subscribe(customer, world.price(1000))
    (invoice,) = world.invoices(customer)
    lines = [{"type": "invoice_line_item", "invoice_line_item": invoice.lines.data[0].id, "quantity": 1}]
    with refused(stripe.InvalidRequestError, 400, param="credit_amount"):
        world.v1.credit_notes.create({"invoice": invoice.id, "lines": lines})
    note = world.v1.credit_notes.create({
        "invoice": invoice.id, "lines": lines, "credit_amount": 700, "out_of_band_amount": 300,
        "expand": ["customer_balance_transaction"],
    })
    expect((note.type, note.post_payment_amount, note.out_of_band_amount), ("post_payment", 1000, 300))
    movement = note.customer_balance_transaction
    expect((movement.type, movement.amount, movement.credit_note), ("credit_note", -700, note.id))
    expect(world.v1.customers.retrieve(customer.id).balance, -700)
    expect(world.v1.invoices.retrieve(invoice.id).post_payment_credit_notes_amount, 1000)
    with refused(stripe.InvalidRequestError, 400, param="lines[0][quantity]"):
        world.v1.credit_notes.create({"invoice": invoice.id, "lines": lines, "credit_amount": 1000})
    with refused(stripe.InvalidRequestError, 400, param="lines"):
        world.v1.credit_notes.create({"invoice": invoice.id})
    with refused(stripe.InvalidRequestError, 404):
        world.v1.credit_notes.retrieve("cn_none")


@check("An amount of its own is credited with rates of its own")
def custom(world):
    customer = world.customer()
    vat = world.v1.tax_rates.create({"display_name": "VAT", "percentage": 20, "inclusive": True})
    invoice = owed(world, customer, 5000)
    note = world.v1.credit_notes.create({"invoice": invoice.id, "amount": 1200, "lines": [{
        "type": "custom_line_item", "description": "Goodwill", "unit_amount": 600, "quantity": 2,
        "tax_rates": [vat.id],
    }]})
    expect((note.total, note.total_excluding_tax), (1200, 1000))
    expect((note.lines.data[0].type, note.lines.data[0].description), ("custom_line_item", "Goodwill"))
    whole = world.v1.credit_notes.create({"invoice": invoice.id, "lines": [
        {"type": "custom_line_item", "description": "The rest", "unit_amount": 3800}]})
    expect(whole.number.endswith("-CN-02"), True)
    expect(world.v1.invoices.retrieve(invoice.id).status, "paid")
