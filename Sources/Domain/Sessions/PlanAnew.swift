import Postgres

/// Has the statements of this transaction planned by the size that tables have now.
///
/// A plan that is kept is made when a new installation's tables are empty; it reads all rows of an operator for each
/// session of a batch, and is kept until statistics come. Planning anew costs a batch about a millisecond a statement.
struct PlanAnew: Statement {
    static let sql = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true)"
    static let sample = PlanAnew()
}
