/// What ours is measured against, and what has to be measured inside a program. `Benchmarks/run` calls it.
@main
struct Yardsticks {
  static func main() async throws {
    let words = CommandLine.arguments.dropFirst()
    let folder = words.dropFirst().first
    if let folder, let number = words.dropFirst(2).first.flatMap({ Int($0) }) {
      switch words.first {
      case "analytics-rows": return try AnalyticsExercise.make(in: folder, customers: number)
      case "analytics": return try AnalyticsExercise.run(in: folder, rounds: number)
      default: break
      }
    }
    switch (words.first, words.dropFirst().first.flatMap { Int($0) }) {
    case ("hello", let port?): try await Hello.serve(port: port)
    case ("kit", nil): try Kit.measure()
    case ("rating", nil): try Ratings.measure()
    default:
      preconditionFailure(
        "yardsticks hello PORT | kit | rating | analytics-rows FOLDER CUSTOMERS | analytics FOLDER ROUNDS")
    }
  }
}
