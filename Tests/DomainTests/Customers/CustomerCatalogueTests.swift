import Postgres
import TestSupport
import Testing

@testable import Domain

struct CustomerCatalogueTests {
    @Test func `every statement of customers fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let lists: [any Statement.Type] = [
                ListCustomers<Ascending<CustomerNameKey>>.self, ListCustomers<Descending<CustomerNameKey>>.self,
                ListCustomers<Ascending<CustomerTownKey>>.self, ListCustomers<Descending<CustomerTownKey>>.self,
                ListCustomers<Ascending<CustomerCreatedKey>>.self, ListCustomers<Descending<CustomerCreatedKey>>.self,
            ]
            let rest: [any Statement.Type] = [
                FindCustomer.self, FindCustomerByReference.self, InsertCustomer.self, UpdateCustomer.self,
                NoteCustomerInvited.self, NoteCustomerJoined.self, SetCustomerEnd.self, ListCustomerUsers.self,
                CountCustomers.self, KnownCustomers.self, LockCustomer.self, FindCustomerStanding.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(lists + rest, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
