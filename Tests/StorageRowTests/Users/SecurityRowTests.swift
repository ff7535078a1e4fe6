import Chronology
import Identity
import Storage
import TestSupport
import Testing

@Suite("The control database knows codes, half entrances and the access log")
struct SecurityRowTests {
  private func withControl(_ engine: Engine, _ body: (any Database) async throws -> Void) async throws {
    try await TestHost.with(engine, schemas: .empty) { host in
      let control = try await host.control()
      _ = try await Migrator.migrate(control, with: ControlSchema.migrations)
      try await body(control)
    }
  }

  private static let ada = UserID("user_1")

  private static func insertAda(_ rows: any Connection) throws {
    try rows.insert(
      User(id: ada, email: "ada@example.com", password: "h", everywhere: nil, created: Sample.instant(0)))
  }

  @Test("Users, roles and sessions from before there were four roles stay", arguments: Engine.allCases)
  func migration(_ engine: Engine) async throws {
    try await TestHost.with(engine, schemas: .empty) { host in
      let control = try await host.control()
      _ = try await Migrator.migrate(control, with: Array(ControlSchema.migrations.prefix(2)))
      let workspace = Workspace(
        key: "one", name: "one", mode: .test, account: "acct_1", created: Sample.instant(0))
      let role = WorkspaceRole(user: Self.ada, workspace: "one", role: .owner)
      let session = UserSession(
        hash: "a", user: Self.ada, created: Sample.instant(1), seen: Sample.instant(2))
      try await control.write { rows in
        try rows.insert(workspace)
        try Self.insertAda(rows)
        try rows.setRoleEverywhere(of: Self.ada, to: .viewer)
        try rows.grant(role)
        try rows.insert(session)
      }
      let early = await failure(StorageFailure.self) {
        try await control.write { try $0.setRoleEverywhere(of: Self.ada, to: .finance) }
      }
      #expect(early?.isConstraint == true)
      #expect(try await Migrator.migrate(control, with: ControlSchema.migrations).first == 3)
      try await control.write { rows in
        #expect(try rows.user(Self.ada)?.everywhere == .viewer)
        #expect(try rows.roles(of: Self.ada) == [role])
        #expect(try rows.session(hash: "a") == session)
        for role in Role.allCases {
          try rows.setRoleEverywhere(of: Self.ada, to: role)
          try rows.grant(WorkspaceRole(user: Self.ada, workspace: "one", role: role))
          #expect(try rows.roles(in: "one").map(\.role) == [role])
        }
      }
      for orphan in [
        WorkspaceRole(user: UserID("user_2"), workspace: "one", role: .owner),
        WorkspaceRole(user: Self.ada, workspace: "two", role: .owner),
      ] {
        let refused = await failure(StorageFailure.self) { try await control.write { try $0.grant(orphan) } }
        #expect(refused?.isConstraint == true)
      }
      try await control.write { try $0.delete(user: Self.ada) }
    }
  }

  @Test(
    "A proposed secret may be replaced, a confirmed one not, and its steps only go on",
    arguments: Engine.allCases)
  func secondFactors(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      try await control.write { rows in
        try Self.insertAda(rows)
        func factor(_ secret: String, _ confirmed: Int64? = nil, _ step: Int64 = 0) -> SecondFactor {
          SecondFactor(
            user: Self.ada, secret: secret, confirmed: confirmed.map(Sample.instant), lastStep: step)
        }
        #expect(try rows.secondFactor(of: Self.ada) == nil)
        try rows.propose(factor("A"))
        try rows.propose(factor("B"))
        #expect(try rows.secondFactor(of: Self.ada) == factor("B"))
        #expect(try rows.usersWithSecondFactor().isEmpty)
        #expect(try rows.confirmSecondFactor(of: Self.ada, at: Sample.instant(5)))
        #expect(try !rows.confirmSecondFactor(of: Self.ada, at: Sample.instant(6)))
        try rows.propose(factor("C"))
        #expect(try rows.takeStep(7, of: Self.ada))
        #expect(try !rows.takeStep(7, of: Self.ada))
        #expect(try !rows.takeStep(6, of: Self.ada))
        #expect(try rows.secondFactor(of: Self.ada) == factor("B", 5, 7))
        #expect(try rows.usersWithSecondFactor() == [Self.ada])
        try rows.setRecoveryCodes(of: Self.ada, hashes: ["x", "y"])
        try rows.setRecoveryCodes(of: Self.ada, hashes: ["y", "z"])
        #expect(try !rows.takeRecoveryCode("x", of: Self.ada))
        #expect(try rows.takeRecoveryCode("y", of: Self.ada))
        #expect(try !rows.takeRecoveryCode("y", of: Self.ada))
        #expect(try rows.recoveryCodeCount(of: Self.ada) == 1)
        try rows.beginHalfSession("h", of: Self.ada, at: Sample.instant(1))
        #expect(try rows.halfSession("h")?.user == Self.ada)
        try rows.endHalfSessions(before: Sample.instant(1))
        #expect(try rows.endHalfSession("h"))
        #expect(try !rows.endHalfSession("h"))
        try rows.beginHalfSession("i", of: Self.ada, at: Sample.instant(1))
        try rows.endHalfSessions(before: Sample.instant(2))
        #expect(try rows.halfSession("i") == nil)
        try rows.beginHalfSession("j", of: Self.ada, at: Sample.instant(1))
        try rows.delete(user: Self.ada)
        #expect(try rows.secondFactor(of: Self.ada) == nil && rows.halfSession("j") == nil)
        #expect(try rows.recoveryCodeCount(of: Self.ada) == 0)
      }
    }
  }

  @Test(
    "An entry keeps every part, is read newest first by page, and outlives whom it is about",
    arguments: Engine.allCases)
  func entries(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      func entry(
        _ number: Int64, _ kind: AccessEntry.Kind, user: UserID? = SecurityRowTests.ada,
        workspace: String? = nil,
        detail: String? = nil
      ) -> AccessEntry {
        AccessEntry(
          id: AccessEntryID("log_\(number)"), recorded: Sample.instant(number / 2), kind: kind,
          actor: "user/user_9", user: user, workspace: workspace, detail: detail)
      }
      let all = [
        entry(1, .workspaceCreated, user: nil, workspace: "one", detail: Sample.text),
        entry(2, .signedIn), entry(3, .signInFailed), entry(4, .signInFailed), entry(5, .signInFailed),
        entry(6, .signInFailed, user: nil), entry(7, .roleGranted, detail: "owner"),
        entry(8, .roleGranted, workspace: "two"), entry(9, .signedIn, user: UserID("user_2")),
      ]
      try await control.write { rows in
        for entry in all { try rows.insert(entry) }
        #expect(try rows.accessEntries(Page(limit: 99)).elements == all.reversed())
        let first = try rows.accessEntries(Page(limit: 4))
        #expect(first.hasMore && first.elements == Array(all.reversed().prefix(4)))
        let rest = try rows.accessEntries(Page(limit: 9, cursor: .after(all[5].id.text)))
        #expect(!rest.hasMore && rest.elements == Array(all.reversed().dropFirst(4)))
        #expect(throws: UnknownCursor.self) {
          _ = try rows.accessEntries(Page(limit: 9, cursor: .after("log_0")))
        }
        #expect(try rows.accessEntries(of: UserID("user_2"), Page(limit: 9)).elements == [all[8]])
        #expect(try rows.accessEntries(of: UserID("user_9"), Page(limit: 9)).elements.count == 9)
        // Nobody has a role in the workspace yet.
        #expect(
          try rows.accessEntries(concerning: "one", Page(limit: 9)).elements == [all[6], all[0]])
        try Self.insertAda(rows)
        try rows.setRoleEverywhere(of: Self.ada, to: .support)
        #expect(
          try rows.accessEntries(concerning: "one", Page(limit: 9)).elements
            == [all[6], all[4], all[3], all[2], all[1], all[0]])
        #expect(try rows.lastSeen() == [Self.ada: all[1].recorded, UserID("user_2"): all[8].recorded])
        try rows.trimAccessEntries(.signInFailed, about: Self.ada, to: 2)
        try rows.trimAccessEntries(.signInFailed, about: nil, to: 1)
        try rows.delete(user: Self.ada)
        #expect(
          try rows.accessEntries(Page(limit: 99)).elements.map(\.id)
            == [9, 8, 7, 6, 5, 4, 2, 1].map { all[$0 - 1].id })
      }
    }
  }

  @Test("Old sign-ins go, the oldest first, and nothing else", arguments: Engine.allCases)
  func forgetting(_ engine: Engine) async throws {
    try await withControl(engine) { control in
      try await control.write { rows in
        let kinds = AccessEntry.Kind.allCases + [.signedIn, .signInFailed]
        for (number, kind) in kinds.enumerated() {
          try rows.insert(
            AccessEntry(
              id: AccessEntryID("log_\(number)"), recorded: Sample.instant(Int64(number)), kind: kind,
              actor: "stranger", user: nil))
        }
        func left() throws -> Set<String> {
          Set(try rows.accessEntries(Page(limit: 99)).elements.map(\.id.text))
        }
        let all = try left()
        try rows.forgetSignIns(before: Sample.instant(0), limit: 9)
        #expect(try left() == all)
        try rows.forgetSignIns(before: Sample.instant(Int64(kinds.count - 1)), limit: 2)
        #expect(try all.subtracting(left()) == ["log_0", "log_1"])
        try rows.forgetSignIns(before: Sample.instant(Int64(kinds.count - 1)), limit: 9)
        #expect(try all.subtracting(left()) == ["log_0", "log_1", "log_2", "log_\(kinds.count - 2)"])
      }
    }
  }

  @Test("Old sign-ins are found without looking at what stays")
  func forgettingPlan() async throws {
    try await withControl(.sqlite) { control in
      let steps = try await control.write { rows in
        let explaining = ExplainingConnection(rows)
        try explaining.forgetSignIns(before: Sample.instant(0), limit: 9)
        return explaining.steps
      }
      #expect(steps.contains { $0.contains("INDEX access_entry_of_sign_ins (recorded<?)") }, "\(steps)")
      #expect(!steps.contains { $0.contains("TEMP B-TREE FOR ORDER BY") }, "\(steps)")
    }
  }
}
