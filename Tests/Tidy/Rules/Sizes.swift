// A page that does not fit on a page has a concept in it that nobody has named yet.
extension Rule {
  static let sizes = [lineLength, functionLength, fileLength, folderSize]

  private static let lineLength = Rule(
    "line_length",
    samples: [
      Sample(
        ["Sources/Rating/Wide.swift": "//\n" + String(repeating: "x", count: 111)],
        finds: "Sources/Rating/Wide.swift:2")
    ]
  ) { repository in
    repository.files.filter { $0.swift != nil }.flatMap { file in
      file.lines.enumerated().filter { $0.element.count > 110 }.map { index, line in
        Finding(
          file.path, index + 1,
          "The line has \(line.count) columns; 110 are enough. Break it where it breathes.")
      }
    }
  }

  private static let functionLength = Rule(
    "function_length",
    samples: [
      Sample(
        [
          "Sources/Rating/Long.swift": "struct A {\n  func a() {\n"
            + String(repeating: "    b()\n", count: 60) + "  }\n}\n"
        ],
        finds: "Sources/Rating/Long.swift:2")
    ]
  ) { repository in
    repository.files.flatMap { file in
      (file.swift?.declarations ?? []).filter(\.isFunction).compactMap { function in
        let lines = function.lineLast - function.line + 1
        guard lines > 60 else { return nil }
        return Finding(
          file.path, function.line,
          "\(function.name) has \(lines) lines; 60 are enough. Name the steps it takes.")
      }
    }
  }

  private static let fileLength = Rule(
    "file_length",
    samples: [
      Sample(
        ["Sources/Rating/Tall.swift": String(repeating: "\n", count: 401)],
        finds: "Sources/Rating/Tall.swift:401")
    ]
  ) { repository in
    repository.files.filter { $0.swift != nil }.compactMap { file in
      let lines = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
      guard lines > 400 else { return nil }
      return Finding(
        file.path, 401, "The file has \(lines) lines; 400 are enough. Find the second concept in it.")
    }
  }

  private static let folderSize = Rule(
    "folder_size",
    samples: [
      Sample(
        Dictionary(uniqueKeysWithValues: (10...22).map { ("Sources/Rating/Models/A\($0).swift", "") }),
        finds: "Sources/Rating/Models:1")
    ]
  ) { repository in
    let folders = Dictionary(grouping: repository.files.filter { $0.swift != nil }, by: \.folder)
    return folders.filter { $0.value.count > 12 }.sorted { $0.key < $1.key }.map { folder, files in
      Finding(folder, 1, "The folder has \(files.count) Swift files; 12 are enough. Sort them by theme.")
    }
  }
}
