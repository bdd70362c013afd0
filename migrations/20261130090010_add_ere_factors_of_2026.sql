-- Purpose: the factors of 2026, the only year whose share is known. Later years are added when they are published, by
-- `laadboek ere factors add`.
-- Locks: none. Rows touched: 2 added. Order: before the program.

INSERT INTO ere_factors
    (scheme, delivery_year, basis, renewable_share, comparator_g_per_mj, mj_per_kwh, evidence, source)
VALUES
    ('NL', 2026, 'grid', 0.505, 183, 3.6, 'quoted',
        'share: CBS average of renewable electricity in the Netherlands in 2024, two years before as art. 11(2) of the '
            || 'Regeling energie vervoer says; formula, 183 g/MJ and 3.6 MJ/kWh: NEa, Inboeken elektriciteit (RED III), '
            || 'as three booking service providers quote it'),
    ('NL', 2026, 'own_generation', 1, 183, 3.6, 'quoted',
        'share: art. 9(3) and 11(3) of the Regeling energie vervoer, energy generated on site and delivered straight '
            || 'to transport; formula, 183 g/MJ and 3.6 MJ/kWh: NEa, Inboeken elektriciteit (RED III), '
            || 'as three booking service providers quote it');
