import Analytics
import ArgumentParser
import Chronology
import Monetary
import Operations

/// Whose days and of whom: what every question about customers and revenue may say.
struct SegmentOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Whose days make the steps, such as Europe/Oslo.", valueName: "zone"))
  var timeZone = "UTC"

  @Option(help: ArgumentHelp("Only this currency, such as usd.", valueName: "code"), transform: readCurrency)
  var currency: Currency?

  @Option(help: ArgumentHelp("Only customers of this country; may be repeated.", valueName: "code"))
  var country: [String] = []

  @Option(help: ArgumentHelp("Only customers who came by this; may be repeated.", valueName: "source"))
  var source: [String] = []

  @Option(help: ArgumentHelp("Only this product; may be repeated.", valueName: "id"))
  var product: [String] = []

  @Option(help: ArgumentHelp("Only this price; may be repeated.", valueName: "id"))
  var price: [String] = []

  @Option(
    help: ArgumentHelp("Only customers with this metadata; may be repeated.", valueName: "key=value"))
  var metadata: [String] = []

  @Option(
    help: ArgumentHelp("As it was on record then, such as 2026-04-30T12:00:00Z.", valueName: "time"),
    transform: readMoment)
  var asOf: Instant?

  func zone() throws -> Zone {
    guard let zone = Zone(identifier: timeZone) else {
      throw ValidationError("\"\(timeZone)\" is no time zone such as Europe/Oslo.")
    }
    return zone
  }

  func filter() throws -> RowFilter {
    var filter = RowFilter.everything
    filter.recordedThrough = asOf
    if let currency { filter.accepted[.currency] = [currency.code] }
    for (dimension, values) in [
      (Dimension.country, country), (.source, source), (.plan, product), (.price, price),
    ] where !values.isEmpty {
      filter.accepted[dimension] = Set(values)
    }
    for text in metadata {
      guard let mark = text.firstIndex(of: "="), mark > text.startIndex else {
        throw ValidationError("\"\(text)\" is no metadata such as plan=gold.")
      }
      let value = String(text[text.index(after: mark)...])
      filter.accepted[.metadata(String(text[..<mark])), default: []].insert(value)
    }
    return filter
  }

  /// Answers a question about figures of a workspace, and says in words why there is no answer.
  func answer<Answer: Sendable>(
    in workspace: String?, at place: PlaceOptions,
    _ question: @Sendable (OpenWorkspace) async throws -> Answer
  ) async throws -> Answer {
    guard let workspace else { throw ValidationError("Missing expected argument '--workspace <name>'") }
    do {
      return try await Installation.with(place.settings().place()) { installation in
        try await question(try await installation.directory.open(workspace))
      }
    } catch FigureRefusal.endsBeforeItBegins {
      throw ValidationError("--through is before --from.")
    } catch FigureRefusal.tooManySteps {
      throw ValidationError("That is too long a time in such short steps; choose a larger --interval.")
    } catch FigureRefusal.tooManyGroups {
      throw ValidationError("That makes more tables than one answer holds; narrow it by an option.")
    } catch FigureRefusal.tooManyValues {
      throw ValidationError(
        "--group-by has more than \(CustomerGroups.valuesMost) values; choose something that has fewer.")
    } catch FigureRefusal.marginUnknown(let products) {
      let named = products.filter { !$0.isEmpty }.prefix(10).joined(separator: ", ")
      throw ValidationError(
        "No gross margin is known\(named.isEmpty ? "" : " of \(named)"); `perennial margin` says one.")
    } catch FigureRefusal.rateUnknown(let rate) {
      throw ValidationError(
        "There is no rate of \(rate.currency.isoCode) on \(rate.day); the figure is not converted either.")
    }
  }
}

/// What figures are told apart by.
struct Grouping: ExpressibleByArgument {
  let dimension: Dimension

  private static let dimensions: [String: Dimension] = [
    "currency": .currency, "price": .price, "product": .plan, "billing_interval": .interval,
    "country": .country, "acquisition_source": .source,
  ]

  init?(argument: String) {
    if argument.hasPrefix("metadata."), argument.count > 9 {
      dimension = .metadata(String(argument.dropFirst(9)))
    } else if let known = Self.dimensions[argument] {
      dimension = known
    } else {
      return nil
    }
  }
}

private func readMoment(_ text: String) throws -> Instant {
  guard let instant = Instant(iso: text) else {
    throw ValidationError("\"\(text)\" is no time such as 2026-04-30T12:00:00Z.")
  }
  return instant
}
