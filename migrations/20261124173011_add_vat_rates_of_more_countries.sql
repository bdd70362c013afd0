-- Purpose: standard VAT rates of all countries in the list of 21 November 2026. It names no first days: the rates are
-- taken to hold from the beginning of that year, and marked. Those of CH, GB and NO were read in no primary text.
-- Locks: none. Rows touched: 12 added.

INSERT INTO vat_rates (country, valid_from, rate_hundredths_percent, is_start_known, source)
SELECT r.country, '2026-01-01', r.rate, false, r.source
FROM (
    SELECT country, rate,
        'standard rate, list of 21 November 2026 without first days; to be confirmed by the operator''s accountant'
            AS source
    FROM (VALUES ('ES', 2100), ('IT', 2200), ('PL', 2300), ('CZ', 2100), ('DK', 2500), ('SE', 2500), ('FI', 2550),
        ('IE', 2300), ('PT', 2300)) AS listed (country, rate)
    UNION ALL
    SELECT country, rate,
        'standard rate, list of 21 November 2026 without first days, from general knowledge; '
            || 'to be confirmed by the operator''s accountant'
    FROM (VALUES ('CH', 810), ('NO', 2500), ('GB', 2000)) AS known (country, rate)
) r;
