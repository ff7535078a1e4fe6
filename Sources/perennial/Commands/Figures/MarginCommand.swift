import ArgumentParser
import Catalog
import Journal
import Notation
import Operations

/// What is left of revenue after the cost of delivering it.
struct MarginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "margin", abstract: "Show or choose gross margins, in percent of revenue.",
    discussion: """
      A product that has no margin of its own has the business's. Without a percentage all margins are shown.
      """)

  @Argument(help: "The margin, such as 80 or 72.5.")
  var percent: String?

  @Option(help: ArgumentHelp("Of this product only.", valueName: "id"))
  var product: String?

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let chosen = try percent.map(margin)
    let margins = try await Installation.with(place.settings().place()) { installation in
      let workspace = try await installation.directory.open(workspace.workspace)
      if let chosen {
        do {
          _ = try await workspace.perform(ChooseMargin(chosen), as: FactCause(actor: "command_line"))
        } catch Refusal.unknown(_, let id, _) {
          throw Complaint(.refused, "product_unknown", "There is no product \"\(id)\".")
        }
      }
      return try await workspace.read { try $0.grossMargins() }
    }
    guard !output.json else {
      return Console.say(["object": "list", "data": .array(margins.map(\.json))])
    }
    guard !margins.isEmpty else { return Console.warn("No gross margin was chosen.") }
    var table = Table([("OF", .leading), ("GROSS MARGIN", .trailing)])
    for margin in margins { table.add(margin.product?.text ?? "the business", "\(margin.percentText) %") }
    Console.say(table.text)
  }

  private func margin(_ text: String) throws -> GrossMargin {
    guard let margin = GrossMargin(product: product.map { ProductID($0) }, percent: text)
    else { throw ValidationError("A gross margin is 0 to 100 percent, with two decimals at most.") }
    return margin
  }
}

extension GrossMargin {
  fileprivate var json: JSON {
    [
      "object": "analytics.gross_margin", "product": product.map { .string($0.text) } ?? .null,
      "percent": .string(percentText),
    ]
  }
}
