import Foundation

/// What the machine says of this process. What it does not say is left out.
public enum ProcessFigures {
  /// - Parameter start: when the process began, in seconds since 1970.
  public static func now(since start: Int64) -> [Figure] {
    var figures = [Figure("process_start_time_seconds", Double(start))]
    if let seconds = processorSeconds { figures.append(Figure("process_cpu_seconds_total", seconds)) }
    if let bytes = residentBytes { figures.append(Figure("process_resident_memory_bytes", bytes)) }
    if let count = openFiles { figures.append(Figure("process_open_fds", count)) }
    if let most = openFilesMost { figures.append(Figure("process_max_fds", most)) }
    return figures
  }

  private static var processorSeconds: Double? {
    var usage = rusage()
    #if canImport(Glibc)
      let outcome = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #else
      let outcome = getrusage(RUSAGE_SELF, &usage)
    #endif
    guard outcome == 0 else { return nil }
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }

  /// The second number of Linux' `statm` is pages in memory.
  private static var residentBytes: Double? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    let numbers = text.split(separator: " ")
    return numbers.count > 1 ? Double(numbers[1]).map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) } : nil
  }

  /// The folder is open itself while it is counted.
  private static var openFiles: Double? {
    (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count - 1) }
  }

  private static var openFilesMost: Double? {
    var limit = rlimit()
    #if canImport(Glibc)
      let outcome = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    #else
      let outcome = getrlimit(RLIMIT_NOFILE, &limit)
    #endif
    return outcome == 0 ? Double(limit.rlim_cur) : nil
  }
}
