import Analytics
import ArgumentParser
import Chronology
import Monetary
import Notation
import Operations

/// Who stays of those that began together.
struct CohortsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cohorts", abstract: "Who stays of those that began to pay together.",
    discussion: """
      A line for each step that customers began in, a column for each step since: the share who still pay, \
      what they bring a month, or the gross margin they have brought so far. Of fewer than thirty customers \
      a share says little. Either of one currency, or with --in of all, converted: who pays in two is one \
      customer. What each means: docs/analytics.md.
      """)

  @Option(help: "What the table shows.")
  var measure = CohortMeasure.customers

  @Option(
    name: .customLong("in"),
    help: ArgumentHelp("Convert everything to this currency.", valueName: "code"), transform: readCurrency)
  var reporting: Currency?

  @Option(
    help: """
      A table for each price, product, billing_interval, country, acquisition_source or metadata.KEY.
      """)
  var groupBy: Grouping?

  @Option(
    help: ArgumentHelp(
      "The customers behind a cell instead: those who began in the step of --cohort, in the one of this day.",
      valueName: "day"), transform: readDay)
  var rows: Day?

  @Option(
    help: ArgumentHelp("A day in the step that the cohort began in; with --rows.", valueName: "day"),
    transform: readDay)
  var cohort: Day?

  @Option(
    help: ArgumentHelp(
      "The group whose cell it is, with --rows and --group-by; \"-\" is the one of which nothing is known.",
      valueName: "value"))
  var group: String?

  @Flag(help: "Print CSV.")
  var csv = false

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var steps: StepOptions
  @OptionGroup var segment: SegmentOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard money != nil else {
      throw ValidationError("Cohorts are of one currency; name it with --currency, or convert all with --in.")
    }
    guard (rows == nil) == (cohort == nil) else {
      throw ValidationError("A cell is named by --cohort and --rows together.")
    }
    guard group == nil || (rows != nil && groupBy != nil) else {
      throw ValidationError("--group is of a cell that --rows names, and of a table that --group-by makes.")
    }
    if let rows, let cohort, rows < steps.interval.start(of: cohort) {
      throw ValidationError("The step of --rows is before the one of --cohort.")
    }
    guard rows == nil || (steps.from == nil && steps.through == nil) else {
      throw ValidationError("A cell has steps of its own; leave out --from and --through.")
    }
  }

  private var money: CohortMoney? {
    reporting.map { .converted(to: $0) } ?? segment.currency.map { .paid(in: $0) }
  }

  func run() async throws {
    guard let money else { return }
    var question = Cohorts(money)
    (question.interval, question.from, question.through) = (steps.interval, steps.from, steps.through)
    (question.zone, question.filter) = (try segment.zone(), try segment.filter())
    (question.grouping, question.measure) = (groupBy?.dimension, measure)
    question.patience = .seconds(60)
    let asked = question
    if let rows, let cohort {
      let cell = CohortRowsBehind(asked, begun: cohort, at: rows, group: group.map { $0 == "-" ? "" : $0 })
      return try await show(cell)
    }
    let answer = try await segment.answer(in: workspace.workspace, at: place) { try await $0.answer(asked) }
    let groups = answer.groups
    // A table of customers needs no rate.
    for rate in measure == .customers && !csv && !output.json ? [] : answer.missingRates.prefix(10) {
      Console.warn("There is no rate of \(rate.currency.isoCode) on \(rate.day); nothing is converted.")
    }
    let lacking = Set(groups.flatMap(\.productsWithoutMargin)).sorted()
    if !lacking.isEmpty {
      let named = lacking.map { $0.isEmpty ? "something" : $0 }.joined(separator: ", ")
      Console.warn("No gross margin is known of \(named); `perennial margin` says one.")
    }
    if csv {
      let text = CohortGroup.csv(groups, measure)
      return Console.say(text.replacing("\r\n", with: "\n").trimmingLastLine)
    }
    if output.json {
      let rows = groups.flatMap { group in group.rows.map { $0.json(group, measure) } }
      return Console.say(["object": "list", "data": .array(rows)])
    }
    guard groups.contains(where: { $0.customers > 0 }) else {
      return Console.warn("Nobody began to pay in this time.")
    }
    Console.say(groups.map { $0.table(measure) }.joined(separator: "\n\n"))
  }
}

extension CohortsCommand {
  private func show(_ cell: CohortRowsBehind) async throws {
    let rows = try await segment.answer(in: workspace.workspace, at: place) { try await $0.answer(cell) }
    if csv { return Console.say(FigureRow.csv(rows).replacing("\r\n", with: "\n").trimmingLastLine) }
    if output.json {
      return Console.say([
        "object": "list", "data": .array(rows.map { .object($0.json.converted($0.converted)) }),
      ])
    }
    guard !rows.isEmpty else { return Console.warn("There is nobody in this cell.") }
    let isConverted = rows.contains { $0.converted != nil }
    var table = Table(
      [("CUSTOMER", .leading), ("CURRENCY", .leading), ("AMOUNT", .trailing)]
        + (isConverted ? [("CONVERTED", .trailing)] : []))
    for row in rows {
      let converted = row.converted.map { Money($0.amount, $0.currency).terminalText } ?? "–"
      table.add(
        [row.customer.text, row.currency.isoCode, Money(row.amount, row.currency).terminalText]
          + (isConverted ? [converted] : []))
    }
    Console.say(table.text)
  }
}

extension CohortMeasure: ExpressibleByArgument {}

extension CohortGroup {
  fileprivate func table(_ measure: CohortMeasure) -> String {
    let heading = [currency.isoCode, group.map { $0.isEmpty ? "not known" : $0 }].compactMap(\.self)
    let steps = rows.first?.cells.count ?? 0
    var table = Table(
      [(heading.joined(separator: " "), .leading), ("SIZE", .trailing)]
        + (0..<steps).map { ("\($0)", .trailing) })
    for row in rows {
      let cells = row.cells.map { $0.text(measure, currency) }
      table.add(
        [row.period.first.isoText, "\(row.cells.first?.customers.whole ?? 0)"] + cells
          + Array(repeating: "", count: steps - cells.count))
    }
    return table.text
  }
}

extension CohortRow {
  fileprivate func json(_ group: CohortGroup, _ measure: CohortMeasure) -> JSON {
    [
      "object": "analytics.cohort", "group": group.group.map { .string($0) } ?? .null,
      "currency": .string(group.currency.code), "from": .string(period.first.isoText),
      "through": .string(period.last.isoText),
      "customers": .integer(Int64(cells.first?.customers.whole ?? 0)),
      "cells": .array(cells.enumerated().map { .object($1.json(step: $0, measure)) }),
    ]
  }
}

extension CohortRow.Cell {
  fileprivate func text(_ measure: CohortMeasure, _ currency: Currency) -> String {
    guard customers.whole > 0 else { return "–" }
    return switch measure {
    case .customers: customers.value.map { FigureText.decimal(($0 * 10_000).rounded() / 10_000) } ?? "–"
    case .revenue: revenue.map { Money($0, currency).terminalText } ?? "–"
    case .margin: margin.map { Money($0, currency).terminalText } ?? "–"
    }
  }

  fileprivate func json(step: Int, _ measure: CohortMeasure) -> JSONObject {
    let interval = customers.interval()
    func number(_ value: Double?) -> JSON { value.map { .number(FigureText.decimal($0)) } ?? .null }
    var object: JSONObject = [
      "step": .integer(Int64(step)), "customers": .integer(Int64(customers.part)),
      "share": number(customers.value), "low": number(interval?.lowerBound),
      "high": number(interval?.upperBound), "few": .bool(customers.isFromFew),
      "mrr": revenue.map { JSON.integer($0) } ?? .null,
    ]
    if measure == .margin { object.append("margin", margin.map { JSON.integer($0) } ?? .null) }
    return object
  }
}
