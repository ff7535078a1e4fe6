import Chronology

extension MovementColumns {
  /// **MRR movements, net view.** The rows of each customer and step are netted first and classified by the
  /// level at the beginning and at the end of the step.
  ///
  /// Who joins and leaves in one step is in no row; a net of zero is no movement. New is who had nothing at
  /// the end of any earlier step, or who never had anything. What pauses took out and gave back stands apart
  /// from what else the step did. opening + movements = closing, exactly, in each
  /// currency.
  public func netView(
    in timeline: Timeline, of selection: RowSelection, paid: PaidBefore = .atStepEnds
  ) -> MovementTable {
    switch paid {
    case .atStepEnds: netted(timeline, selection, .atStepEnds)
    case .ever: netted(timeline, selection, .ever)
    }
  }

  /// Apart for each, so that the pass knows which.
  @inline(__always)
  private func netted(_ timeline: Timeline, _ selection: RowSelection, _ paid: PaidBefore) -> MovementTable {
    var table = MovementTable(timeline: timeline, currencies: currencies.ids)
    (table.opening, table.openingCustomers) = standing(before: timeline.first, of: selection)
    let width = currencies.count
    let currencyOf = payers.ids.map(\.currency)
    table.cells.withUnsafeMutableBufferPointer { cells in
      currencyOf.withUnsafeBufferPointer { currencyOf in
        forEachPayerPeriod(in: timeline, of: selection, paid: paid) { step in
          step.forEachMovement { movement in
            let place = MovementTable.place(
              step.period, Int(currencyOf[step.payer]), movement.kind, currencies: width)
            cells[place].movements &+= 1
            cells[place].customers &+= movement.customers
            cells[place].delta += Int128(movement.delta)
          }
        }
      }
    }
    return table
  }

  /// Recurring revenue and paying customers by currency at the beginning of a day.
  func standing(before day: Day, of selection: RowSelection) -> (levels: [Int128], customers: [Int64]) {
    if let footing = selection.footing, footing.day == day {
      return (
        footing.standing.levels.widened(to: currencies.count, 0),
        footing.standing.customers.widened(to: currencies.count, 0)
      )
    }
    guard let span, span.first < day else { return standing(of: []) }
    return standing(of: levels(before: day, of: selection))
  }

  /// The same of each payer's level.
  func standing(of levels: [Int64]) -> (levels: [Int128], customers: [Int64]) {
    var sums = [Int128](repeating: 0, count: currencies.count)
    var customers = [Int64](repeating: 0, count: currencies.count)
    for (payer, level) in levels.enumerated() where level != 0 {
      let currency = Int(payers.ids[payer].currency)
      sums[currency] += Int128(level)
      customers[currency] += level > 0 ? 1 : 0
    }
    return (sums, customers)
  }

  /// Each payer's level at the beginning of a day, in millionths of a minor unit a month.
  public func levels(before day: Day, of selection: RowSelection) -> [Int64] {
    var levels = selection.openingLevels(self)
    levels.withUnsafeMutableBufferPointer { levels in
      forEachRow(in: selection) { view, index, _ in
        if view.day[index] < day.number { levels[Int(view.payer[index])] &+= view.delta[index] }
      }
    }
    return levels
  }
}
