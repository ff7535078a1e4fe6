import ArgumentParser
import Chronology
import Notation
import Operations
import Sandbox

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Serve a demo business with two years of history.",
    discussion: """
      The first time its customers live two years until now, which takes seconds; from then on it goes on in \
      real time. The data is in the folder data/demo unless you say otherwise. Each start makes a new API \
      key and a new password for the demo's user and prints them; earlier keys stay good, earlier passwords \
      do not.
      """)

  @OptionGroup var serving: ServingOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let settings = try place.settings(serving.flags)
    let server = try Server(settings)
    let place = try settings.place(default: .folder("data/demo"))
    try await Installation.with(place, creating: true) { installation in
      let secret = try await installation.demoKey(ProgressBar(isShown: !output.json))
      let password = try await installation.demoPassword()
      let printsJSON = output.json
      try await server.run(installation) { address in
        Console.say(
          printsJSON ? Self.json(address, password, secret).text : Self.text(address, password, secret))
      }
    }
  }

  static let email = "demo@example.com"

  private static func json(_ address: String, _ password: String, _ secret: String) -> JSON {
    [
      "object": "demo", "workspace": .string(DemoBusiness.workspaceName), "url": .string(address),
      "email": .string(email), "password": .string(password), "secret_key": .string(secret),
    ]
  }

  private static func text(_ address: String, _ password: String, _ secret: String) -> String {
    """
    The demo business is at \(address)
    Sign in: \(email) with \(password)
    API key: \(secret)
    Try:     curl \(address)/v1/analytics/mrr -u \(secret):
    """
  }
}

extension Installation {
  /// A key of the demo's workspace, which is made, and its two years lived, when it is not there.
  ///
  /// It stands still until they are over, so that no server takes part. One that still does was left half
  /// done, and is made anew.
  fileprivate func demoKey(_ bar: ProgressBar) async throws -> String {
    let name = DemoBusiness.workspaceName
    if let known = try await directory.find(name) {
      guard known.standsAt != nil else {
        return try await directory.createKey(in: known, name: "demo").secret
      }
      try await requireDemo(known)
      try await directory.delete(name)
    }
    let secret = try await directory.create(name: name, mode: .test).secret
    let now = directory.clock.now
    try await directory.stand(name, at: now)
    try await DemoBusiness.build(in: directory.open(name), endingAt: now) { day in
      bar.draw(Double(day) / Double(DemoBusiness.days), "two years of a demo business")
    }
    bar.clear()
    try await directory.stand(name, at: nil)
    return secret
  }

  /// A new password of the demo's user, who owns the demo and sees nothing else.
  fileprivate func demoPassword() async throws -> String {
    let password = users.newPassword()
    if try await users.find(DemoCommand.email) == nil {
      _ = try await users.create(email: DemoCommand.email, password: password)
    } else {
      try await users.reset(DemoCommand.email, password: password)
    }
    try await users.grant(.owner, to: DemoCommand.email, in: workspace(DemoBusiness.workspaceName))
    return password
  }

  /// A workspace that somebody filled is nothing to throw away, whatever its name.
  private func requireDemo(_ workspace: Workspace) async throws {
    let makers = try await directory.open(workspace).read { snapshot in
      try snapshot.facts(kinds: ["product.created", "customer.created"], Page(limit: 100)).elements
        .map(\.cause.actor)
    }
    guard makers.allSatisfy({ $0 == "sandbox" }) else {
      throw Complaint(
        .refused, "demo_name_taken",
        "The workspace \"\(workspace.name)\" stands still and is not the demo's. "
          + "Give the demo a folder of its own."
      )
    }
  }
}
