-- Purpose: the energy and amount of every line in its head; then the indexes that sums and month-ends are read from.
-- Locks: rows of journal_heads, then SHARE on the table while the indexes are made. Rows touched: every head, once.
-- Order: after 20261124172012, before or after the program.

UPDATE journal_heads h SET energy_thousandths_wh = l.energy_thousandths_wh, amount = l.amount
FROM priced_lines l
WHERE l.operator_id = h.operator_id AND l.id = h.line_id;

CREATE INDEX journal_heads_per_month ON journal_heads (operator_id, period, host_id)
    INCLUDE (site_id, energy_thousandths_wh, amount);
DROP INDEX journal_heads_by_period;

-- Whether a month has something to credit, and how much, without looking at what is credited.
CREATE INDEX journal_heads_uncredited_per_month ON journal_heads (operator_id, period) INCLUDE (host_id)
    WHERE state = 'priced' AND credited_line_id IS NULL AND reimbursement_contract_id IS NOT NULL;
