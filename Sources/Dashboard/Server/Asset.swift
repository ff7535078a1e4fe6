import Operations

/// A file that is part of the program. Its address holds a hash of its content, so browsers keep it for ever.
struct Asset: Sendable {
  let path: String
  let type: String
  let bytes: [UInt8]

  init(_ name: String, _ ending: String, _ type: String, _ bytes: [UInt8]) {
    let hash = FormProof.digest(String(decoding: bytes, as: UTF8.self)).prefix(12)
    path = "/assets/\(name).\(hash).\(ending)"
    self.type = type
    self.bytes = bytes
  }

  static let style = Asset("app", "css", "text/css; charset=utf-8", PackageResources.app_css)
  static let script = Asset("app", "js", "text/javascript; charset=utf-8", PackageResources.app_js)
  static let icon = Asset("icon", "svg", "image/svg+xml", PackageResources.icon_svg)

  static func at(_ path: String) -> Asset? { [style, script, icon].first { $0.path == path } }
}
