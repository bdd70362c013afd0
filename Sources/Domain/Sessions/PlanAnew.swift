import Postgres

/// Has the following statements of somebody else's transaction planned as `Planning.anew` says.
struct PlanAnew: Statement {
    static let sql = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true)"
    static let sample = PlanAnew()
}
