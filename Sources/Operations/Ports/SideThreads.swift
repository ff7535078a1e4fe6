/// Where work goes that keeps a processor busy for long, so that the tasks of the program go on meanwhile.
public struct SideThreads: Sendable {
  let run: @Sendable (@escaping @Sendable () -> Void) -> Void

  /// - Parameter run: runs what it is given elsewhere, soon, once; a few at the same time and the rest after.
  public init(_ run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
    self.run = run
  }

  /// Right here: for work that is short.
  public static let none = SideThreads { $0() }
}
