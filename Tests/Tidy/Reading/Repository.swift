import Foundation

/// The repository's own texts, read once. Rules see nothing else, so a test can hand them one that it made
/// up.
struct Repository: Sendable {
  /// By path from the root, sorted.
  let files: [TextFile]
  /// Every path there is, folders and pictures too, for links to lead to.
  let paths: Set<String>
  let manifest: Manifest

  /// The one these tests belong to.
  static let own = Repository(root: URL(filePath: #filePath).upward(4))

  /// - Parameter texts: what the files hold, by path.
  init(_ texts: [String: String]) {
    self.init(texts, otherPaths: [])
  }

  private init(_ texts: [String: String], otherPaths: Set<String>) {
    files = texts.sorted { $0.key < $1.key }.map { TextFile(path: $0.key, text: $0.value) }
    var paths = otherPaths.union(texts.keys)
    for path in texts.keys {
      var folder = path[...]
      while let slash = folder.lastIndex(of: "/") {
        folder = folder[..<slash]
        paths.insert(String(folder))
      }
    }
    self.paths = paths
    manifest = Manifest(texts["Package.swift"] ?? "")
  }

  private init(root: URL) {
    var texts: [String: String] = [:]
    var others: Set<String> = []
    let enumerator = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    let prefix = root.standardizedFileURL.path + "/"
    while let url = enumerator?.nextObject() as? URL {
      let path = String(url.standardizedFileURL.path.dropFirst(prefix.count))
      if Self.ignored.contains(url.lastPathComponent) {
        enumerator?.skipDescendants()
      } else if Self.isText(url), let text = try? String(contentsOf: url, encoding: .utf8) {
        texts[path] = text
      } else {
        others.insert(path)
      }
    }
    self.init(texts, otherPaths: others)
  }

  /// What a build, a run or an interpreter leaves behind.
  private static let ignored: Set<String> = ["data", "__pycache__", "node_modules", "Package.resolved"]

  private static func isText(_ url: URL) -> Bool {
    ["swift", "md", "py", "sh", "html", "css", "js", "mustache", "yml", "toml"].contains(url.pathExtension)
      || url.lastPathComponent == "Makefile"
  }
}

extension Repository {
  /// Swift files with the ring they belong to.
  func swift(in belongs: (Ring) -> Bool) -> [(file: TextFile, target: Manifest.Target)] {
    files.compactMap { file in
      guard file.swift != nil, let target = manifest.target(of: file.path), belongs(target.ring) else {
        return nil
      }
      return (file, target)
    }
  }

  func file(_ path: String) -> TextFile? { files.first { $0.path == path } }
}

/// One text of the repository.
struct TextFile: Sendable {
  let path: String
  let text: String
  let lines: [String]
  /// Nil for anything but Swift.
  let swift: SwiftText?

  init(path: String, text: String) {
    self.path = path
    self.text = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    swift = path.hasSuffix(".swift") ? SwiftText(text) : nil
  }

  var folder: String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }

  /// Without folder and ending.
  var name: String {
    String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...].prefix { $0 != "." })
  }
}

extension URL {
  fileprivate func upward(_ levels: Int) -> URL {
    (0..<levels).reduce(self) { url, _ in url.deletingLastPathComponent() }
  }
}
