package import Postgres

/// Has the statements of this transaction find rows by index alone.
///
/// For transactions that touch a few rows of each table, thousands of times over. The plans of their statements and of
/// the foreign keys behind them are made once per connection and kept: in the first close of a new installation the
/// tables are empty then, and every later row would be searched through all of them until statistics come.
package struct PlanByIndex: Statement {
    package static let sql = "SELECT set_config('enable_seqscan', 'off', true)"
    package static let sample = PlanByIndex()

    package init() {}
}
