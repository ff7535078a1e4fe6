import Invoicing
import Storage

// Edges never import Storage. These are the words of it that questions and answers use.

public typealias Page = Storage.Page
public typealias PageResult = Storage.PageResult
public typealias CreatedRange = Storage.CreatedRange
public typealias UnknownCursor = Storage.UnknownCursor
public typealias ProductFilter = Storage.ProductFilter
public typealias TaxRateFilter = Storage.TaxRateFilter
public typealias PromotionCodeFilter = Storage.PromotionCodeFilter
public typealias PriceFilter = Storage.PriceFilter
public typealias CustomerFilter = Storage.CustomerFilter
public typealias PaymentMethodFilter = Storage.PaymentMethodFilter
public typealias PaymentIntentFilter = Storage.PaymentIntentFilter
public typealias ChargeFilter = Storage.ChargeFilter
public typealias RefundFilter = Storage.RefundFilter
public typealias SetupIntentFilter = Storage.SetupIntentFilter
public typealias SubscriptionFilter = Storage.SubscriptionFilter
public typealias InvoiceFilter = Storage.InvoiceFilter
public typealias CreditNoteFilter = Storage.CreditNoteFilter
public typealias PendingItemFilter = Storage.PendingItemFilter
public typealias BalanceTransaction = Storage.BalanceTransaction
public typealias MarketingSpendFilter = Storage.MarketingSpendFilter
public typealias TestClockFilter = Storage.TestClockFilter
public typealias InvoiceNumbering = Invoicing.InvoiceNumbering
public typealias Workspace = Storage.Workspace
public typealias ApiKey = Storage.ApiKey
public typealias Job = Storage.Job
public typealias StorageFailure = Storage.StorageFailure
public typealias User = Storage.User
public typealias Role = Storage.Role
public typealias AccessEntry = Storage.AccessEntry
public typealias UserID = Storage.UserID
