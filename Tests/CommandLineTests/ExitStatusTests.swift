import Foundation
import Notation
import Storage
import Testing

@testable import perennial

/// Command lines that end badly: `status code | command line`. DIR has the workspace `acme`, EMPTY has
/// nothing, FILE is an empty file, BYTES holds no text, BRACES holds `{}`, and MAP is a mapping.
private let table = """
  64 usage                    |
  64 usage                    | nonsense
  64 usage                    | workspace create --data DIR
  64 usage                    | workspace create a b --data DIR
  64 usage                    | mrr --data DIR
  64 usage                    | mrr --workspace acme --data DIR --currency galleon
  64 usage                    | mrr --workspace acme --data DIR --from 2026-13
  64 usage                    | mrr --workspace acme --data DIR --from 2026-03 --through 2026-02
  64 usage                    | jobs list --workspace acme --data DIR --limit 0
  64 place_missing            | workspace list
  64 setting_invalid          | workspace list --data DIR --postgres postgres:///x
  64 confirmation_missing     | workspace delete acme --data DIR
  66 data_missing             | workspace list --data EMPTY
  66 file_unreadable          | workspace list --data DIR --config EMPTY/settings
  65 file_not_utf8            | import customers BYTES --map MAP --workspace acme --data DIR
  65 file_empty               | import customers FILE --map MAP --workspace acme --data DIR
  65 map_not_json             | import customers FILE --map BYTES --workspace acme --data DIR
  65 map_invalid              | import customers FILE --map BRACES --workspace acme --data DIR
  66 file_unreadable          | import customers EMPTY --map MAP --workspace acme --data DIR
  66 file_unreadable          | import customers FILE --map EMPTY --workspace acme --data DIR
  69 database_unavailable     | workspace create x --data FILE/data
  69 database_unavailable     | workspace list --postgres postgres://127.0.0.1:1/x
  69 database_unavailable     | workspace list --postgres nonsense
  1  workspace_unknown        | mrr --workspace nobody --data DIR
  1  workspace_unknown        | verify --workspace nobody --data DIR
  1  workspace_unknown        | import customers FILE --map MAP --workspace nobody --data DIR
  1  workspace_unknown        | key list --workspace nobody --data DIR
  1  workspace_unknown        | workspace delete nobody --yes --data DIR
  1  workspace_unknown        | workspace resume nobody --data DIR
  1  workspace_name_taken     | workspace create acme --data DIR
  1  workspace_name_unusable  | workspace create Acme --data DIR
  1  key_unknown              | key revoke key_nope --workspace acme --data DIR
  1  job_unknown              | jobs retry job_nope --workspace acme --data DIR
  """

struct ExitStatusTests {
  @Test("A command that fails says why in one sentence, or as JSON, and ends with its status")
  func failures() async throws {
    let folder = try TemporaryFolder()
    let words = [
      "DIR": "\(folder.path)/data", "EMPTY": "\(folder.path)/nothing",
      "FILE": try folder.write("", to: "file"), "BRACES": try folder.write("{}", to: "braces"),
      "BYTES": try folder.write([0xff, 0xfe, 0x00], to: "bytes"),
      "MAP": try folder.write(Ledger.map, to: "map"),
    ]
    let program = Program()
    #expect(try await program.run("workspace", "create", "acme", "--data", words["DIR"]!).status == 0)
    for row in table.split(separator: "\n") {
      let cells = row.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
      let expected = cells[0].split(separator: " ").map(String.init)
      let arguments = cells[1].split(separator: " ").map { word in
        words.reduce(String(word)) { $0.hasPrefix($1.key) ? $1.value + $0.dropFirst($1.key.count) : $0 }
      }
      // Without a command the program helps, which is no failure.
      guard !arguments.isEmpty else { continue }
      let told = try await program.run(arguments)
      #expect("\(told.status)" == expected[0], "\(row): \(told.errors)")
      #expect(told.output.isEmpty, "\(row)")
      let isUsage = expected[1] == "usage"
      #expect(isUsage || told.errors.hasPrefix("perennial: "), "\(row): \(told.errors)")
      #expect(isUsage || told.errors.split(separator: "\n").count == 1, "\(row): \(told.errors)")
      let machine = try await program.run(arguments + ["--json"])
      guard arguments.first != "nonsense" else { continue }
      #expect("\(machine.status)" == expected[0], "\(row): \(machine.errors)")
      let error = try JSON(parsing: machine.errors)["error"]
      #expect(error?["code"]?.string == expected[1], "\(row): \(machine.errors)")
      #expect(error?["message"]?.string?.isEmpty == false)
    }
  }

  @Test("Asking for help, the version or nothing is fine")
  func fine() async throws {
    let program = Program()
    for arguments in [[], ["--help"], ["help", "serve"], ["--version"], ["version"], ["workspace"]] {
      let ending = try await program.run(arguments)
      #expect(ending.status == 0, "\(arguments): \(ending.errors)")
      #expect(!ending.output.isEmpty)
    }
    #expect(try await program.run("version", "--json").json["version"]?.string == Perennial.version)
  }

  @Test("A settings file is refused with its line, whichever command reads it")
  func settingsFile() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("data = x\nprot = 80\n", to: "settings")
    let ending = try await Program().run("workspace", "list", "--config", file)
    #expect(ending.status == 78)
    #expect(ending.errors.contains("line 2 has the unknown key \"prot\""))
    let variable = try await Program(environment: ["PERENNIAL_CONFIG": file]).run("workspace", "list")
    #expect(variable.status == 78)
  }

  @Test("An address with a password is never printed")
  func password() async throws {
    for address in ["postgres://me:hunter22@127.0.0.1:1/x", "postgres//me:hunter22@host"] {
      let ending = try await Program().run("workspace", "list", "--postgres", address)
      #expect(ending.status == 69)
      #expect(!ending.errors.contains("hunter22"), "\(ending.errors)")
    }
  }
}
