import Analytics
import Operations
import Testing

/// A report about what a story tells.
func report(
  _ story: Story, _ report: Report, _ change: (inout ReportQuestion) -> Void = { _ in }
) async throws -> ReportTable {
  var question = ReportQuestion(report)
  question.patience = .seconds(120)
  change(&question)
  return try await story.workspace.answer(question)
}

/// The rows of one of a report's tables.
func rows(_ table: ReportTable, _ section: String) throws -> [[ReportCell]] {
  try #require(table.sections.first { $0.name == section }, "\(section)").rows
}
