import Notation
import Rating
import Synchronization

/// The price models that were read, by their stored text. A business has few of them and reads one with
/// nearly every command, and reading it costs more than all else of its row.
enum KnownModels {
  private static let most = 1_000
  /// The keys are JSON because that compares texts by their bytes: two spellings of one word are two words.
  private static let models = Mutex<[JSON: PriceModel]>([:])

  /// The model that `text` says, as `read` reads it when it is new.
  static func model(_ text: String, read: () throws -> PriceModel) rethrows -> PriceModel {
    let key = JSON.string(text)
    if let known = models.withLock({ $0[key] }) { return known }
    let model = try read()
    models.withLock { models in
      if models.count >= most { models = [:] }
      models[key] = model
    }
    return model
  }
}
