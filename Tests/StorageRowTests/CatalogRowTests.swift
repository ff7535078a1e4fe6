import Catalog
import Chronology
import Identity
import Monetary
import Notation
import Rating
import Storage
import TestSupport
import Testing

@Suite("Products and prices come back as they were written")
struct CatalogRowTests {
  @Test("A product keeps every part, set or not, through inserting and updating", arguments: Engine.allCases)
  func products(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        let bare = Sample.product(1)
        let full = Sample.product(2, full: true)
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.product(bare.id) == bare)
        #expect(try rows.product(full.id) == full)
        #expect(try rows.product(ProductID("prod_3")) == nil)

        var filled = Sample.product(1, full: true)
        try rows.update(filled)
        #expect(try rows.product(bare.id) == filled)
        filled = bare
        try rows.update(filled)
        #expect(try rows.product(bare.id) == bare)

        try rows.delete(product: full.id)
        #expect(try rows.product(full.id) == nil)
      }
      let missing = await failure(StorageFailure.self) {
        try await database.write { try $0.update(Sample.product(9)) }
      }
      #expect(missing?.isInvalidStatement == true)
    }
  }

  @Test("A product with prices cannot be deleted", arguments: Engine.allCases)
  func productInUse(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in try rows.insertGround() }
      let refused = await failure(StorageFailure.self) {
        try await database.write { try $0.delete(product: ProductID("prod_1")) }
      }
      #expect(refused?.isConstraint == true)
    }
  }

  @Test("Products are found by state, address and ids", arguments: Engine.allCases)
  func productFilters(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        for number in 1...30 {
          var product = Sample.product(number, created: Sample.instant(Int64(number % 3)))
          product.active = number % 2 == 0
          product.url = number == 4 ? "https://example.com" : nil
          try rows.insert(product)
        }
        func found(_ filter: ProductFilter, _ page: Page = Page(limit: 100)) throws -> [String] {
          try rows.products(filter, page).elements.map(\.id.text)
        }
        #expect(try found(ProductFilter(active: true)).count == 15)
        #expect(try found(ProductFilter(url: "https://example.com")) == ["prod_4"])
        let many =
          (1...20).map { ProductID("prod_\($0)") } + [ProductID("prod_unknown"), ProductID("prod_1")]
        #expect(try found(ProductFilter(ids: many)).count == 20)
        #expect(try found(ProductFilter(ids: [])).isEmpty)
        #expect(
          try found(ProductFilter(active: false, ids: [ProductID("prod_2"), ProductID("prod_3")])) == [
            "prod_3"
          ])
      }
    }
  }

  @Test("A list of named products pages exactly as an unnamed one does", arguments: Engine.allCases)
  func namedPages(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        for number in 1...23 {
          try rows.insert(Sample.product(number, created: Sample.instant(Int64(number / 5))))
        }
        let named = ProductFilter(ids: (1...23).map { ProductID("prod_\($0)") })
        for cursor in [
          Page.Cursor?.none, .after("prod_9"), .before("prod_9"), .after("prod_1"), .before("prod_23"),
        ] {
          for created in [CreatedRange(), CreatedRange(from: Sample.instant(1), until: Sample.instant(4))] {
            let page = Page(limit: 6, cursor: cursor, created: created)
            let one = try rows.products(named, page)
            let other = try rows.products(ProductFilter(), page)
            #expect(one.elements == other.elements)
            #expect(one.hasMore == other.hasMore)
          }
        }
      }
      await failure(UnknownCursor.self) {
        try await database.read { rows in
          _ = try rows.products(ProductFilter(ids: []), Page(limit: 1, cursor: .after("prod_x")))
        }
      }
    }
  }

  @Test("A price keeps every part, and its amount to the last decimal", arguments: Engine.allCases)
  func prices(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insert(Sample.product(1))
        let bare = Sample.price(1, cadence: nil)
        let full = Sample.price(2, full: true, cadence: .every(10_000, .day), currency: .kwd)
        try rows.insert(bare)
        try rows.insert(full)
        #expect(try rows.price(bare.id) == bare)
        #expect(try rows.price(full.id) == full)
        #expect(try rows.price(lookupKey: "key 2") == full)
        #expect(try rows.price(lookupKey: "key 1") == nil)

        var changed = full
        changed.lookupKey = nil
        changed.nickname = nil
        changed.active = true
        changed.metadata = [:]
        try rows.update(changed)
        #expect(try rows.price(full.id) == changed)
      }
      let taken = await failure(StorageFailure.self) {
        try await database.write { rows in
          var one = Sample.price(1, cadence: nil)
          one.lookupKey = "mine"
          try rows.update(one)
          var two = Sample.price(2, full: true)
          two.lookupKey = "mine"
          try rows.update(two)
        }
      }
      #expect(taken?.isConstraint == true)
    }
  }

  @Test(
    "Two spellings of one accented word stay two, however often they are read", arguments: Engine.allCases)
  func spellings(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insert(Sample.product(1))
        for (number, row) in ["caf\u{E9}", "cafe\u{301}"].enumerated() {
          let cell = PriceMatrix.Cell(row: row, column: "m", unitPrice: UnitPrice(decimal: "5")!)
          let price = Price(
            id: PriceID("price_\(number)"), product: ProductID("prod_1"), currency: .eur,
            model: .matrix(try PriceMatrix(rows: "place", columns: "size", [cell])), cadence: .monthly,
            created: Sample.instant(0))
          try rows.insert(price)
          let read = try #require(try rows.price(price.id))
          // JSON is compared by its bytes.
          #expect(try JSON(encoding: read.model) == JSON(encoding: price.model))
        }
      }
    }
  }

  @Test("Prices are found by what they are for, in any number", arguments: Engine.allCases)
  func priceFilters(_ engine: Engine) async throws {
    try await withBooks(engine) { database in
      try await database.write { rows in
        try rows.insert(Sample.product(1))
        try rows.insert(Sample.product(2))
        for number in 1...20 {
          var price = Sample.price(
            number, product: number % 2 + 1, cadence: number <= 5 ? nil : number <= 12 ? .monthly : .yearly,
            currency: number % 4 == 0 ? .usd : .eur)
          price.lookupKey = number <= 10 ? "k\(number)" : nil
          price.active = number != 20
          try rows.insert(price)
        }
        func count(_ filter: PriceFilter) throws -> Int {
          try rows.prices(filter, Page(limit: 100)).elements.count
        }
        #expect(try count(PriceFilter()) == 20)
        #expect(try count(PriceFilter(active: true)) == 19)
        #expect(try count(PriceFilter(product: ProductID("prod_2"))) == 10)
        #expect(try count(PriceFilter(currency: .usd)) == 5)
        #expect(try count(PriceFilter(recurring: true)) == 15)
        #expect(try count(PriceFilter(recurring: false)) == 5)
        #expect(try count(PriceFilter(cadenceUnit: .year)) == 8)
        #expect(try count(PriceFilter(lookupKeys: (1...12).map { "k\($0)" })) == 10)
        #expect(try count(PriceFilter(currency: .usd, lookupKeys: ["k4", "k5", "k8"], recurring: true)) == 1)

        for size in [0, 1, 2, 8, 9, 17] {
          let ids = (0..<size).map { PriceID("price_\($0 + 1)") }
          #expect(Set(try rows.prices(ids).keys) == Set(ids))
        }
        #expect(try rows.prices([PriceID("price_x"), PriceID("price_1"), PriceID("price_1")]).count == 1)
        #expect(try rows.prices([PriceID("price_x")]).isEmpty)
      }
    }
  }
}
