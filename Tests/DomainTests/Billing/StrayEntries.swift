import Postgres

/// Points an entry at a line that its document does not have.
struct StrayEntry: Statement {
    static let sql = """
        INSERT INTO credit_lines (operator_id, credit_id, ordinal, session_id, line_id, is_reversal, document_line,
            amount)
        SELECT operator_id, credit_id, 99, session_id, line_id, true, 99, amount FROM credit_lines
        """
    static let sample = StrayEntry()
}

/// Credits a session by a line that is not there.
struct EntryOfNothing: Statement {
    static let sql = """
        INSERT INTO credit_lines (operator_id, credit_id, ordinal, session_id, line_id, is_reversal, document_line,
            amount)
        SELECT operator_id, credit_id, 99, session_id, -1, false, document_line, amount FROM credit_lines
        """
    static let sample = EntryOfNothing()
}
