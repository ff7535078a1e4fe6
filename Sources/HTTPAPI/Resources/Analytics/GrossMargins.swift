import Catalog
import Identity
import Notation
import Operations

/// `/v1/analytics/gross_margins`: what is left of revenue after the cost of delivering it.
enum GrossMargins {
  static let routes: [Route] = [
    .list(
      "/v1/analytics/gross_margins", "Lists gross margins, the business's own first.", of: .grossMargin
    ) { call, page, scene in
      try page.cut(try scene.snapshot.grossMargins()) { $0.id.text }
    },
    .post(
      "/v1/analytics/gross_margins",
      "Says the gross margin of a product, or without one of the business, in percent.", .grossMargin,
      parameters: [.decimal("percent", decimals: 2).required, .text("product", max: 255)],
      make: { ChooseMargin(try margin($0.parameters)) }, show: { margin, _, _ in margin }),
  ]

  private static func margin(_ parameters: RequestParameters) throws -> GrossMargin {
    let product = parameters.string("product").map { ProductID($0) }
    guard let margin = GrossMargin(product: product, percent: parameters.string("percent") ?? "")
    else {
      throw APIError.invalid(parameters.name("percent"), "A gross margin lies between 0 and 100 percent.")
    }
    return margin
  }
}

extension GrossMargin: WireObject {
  func write(to writer: inout JSONWriter, in scene: Scene, expanding expansion: Expansion) {
    writer.beginObject()
    writer.field("id", id.text)
    writer.members(#""object":"analytics.gross_margin""#)
    writer.field("livemode", scene.isLive)
    writer.field("percent", percentText)
    writer.field("product", product?.text)
    writer.endObject()
  }
}
