import ArgumentParser

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Look at the set-up and say what to do about what is wrong.",
    discussion: """
      Looks at machine, settings, database and workspaces, and changes nothing: it makes no folder and \
      applies no migration. Ends with status 1 when something should be done. docs/doctor.md tells every \
      finding.
      """)

  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let settings = try place.settings()
    let checkup = try await Doctor.checkup(settings.place(), settings)
    Console.say(output.json ? checkup.json.text : checkup.text)
    guard checkup.isWell else { throw ExitStatus.refused }
  }
}
