/// What ours is measured against, and what has to be measured inside a program. `Benchmarks/run` calls it.
@main
struct Yardsticks {
  static func main() async throws {
    let words = CommandLine.arguments.dropFirst()
    switch (words.first, words.dropFirst().first.flatMap { Int($0) }) {
    case ("hello", let port?): try await Hello.serve(port: port)
    case ("kit", nil): try Kit.measure()
    case ("rating", nil): try Ratings.measure()
    default: preconditionFailure("yardsticks hello PORT | yardsticks kit | yardsticks rating")
    }
  }
}
