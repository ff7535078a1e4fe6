import CoreMetrics
import HTTPAPI
import Operations
import Telemetry

/// The metrics of a program that serves.
enum ServingMetrics {
  private static let registry = MetricsRegistry()
  private static let started = WallClock.system.now.seconds

  /// Makes the registry the backend of everything that counts. Once per process, before anything is opened:
  /// what began to count earlier would count for nobody.
  static func start() {
    _ = started
    MetricsSystem.bootstrap(registry)
  }

  /// - Parameter token: what opens the page to other machines.
  static func page(of installation: Installation, token: String?) -> MetricsPage {
    let labels = [("version", Perennial.version), ("database", installation.host.engine.rawValue)]
    Meter(label: "perennial_build_info", dimensions: labels).set(1)
    let lag = JobLag(installation.directory)
    return MetricsPage(mediaType: MetricsRegistry.mediaType, token: token) {
      await lag.refresh()
      return registry.text(and: ProcessFigures.now(since: started))
    }
  }
}
