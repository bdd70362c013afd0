-- Purpose: how long kinds of records are kept in the Netherlands unless an operator keeps them longer.
-- Locks: none. Rows touched: nine new ones. Order: before the program, after the tables.
INSERT INTO retention_defaults (kind, valid_from, place, amount, unit, is_minimum, source) VALUES
    ('mails', '2000-01-01', 1, 365, 'days', false, 'Own choice: a year of questions about a mail'),
    ('sign_ins', '2000-01-01', 2, 365, 'days', false, 'Own choice: a year to look into misuse'),
    ('codes', '2000-01-01', 3, 90, 'days', false, 'Own choice: the mandate itself says when it was signed'),
    ('drafts', '2000-01-01', 4, 365, 'days', false, 'Own choice: nobody signed'),
    ('acts', '2000-01-01', 5, 7, 'years', false, 'Own choice: as long as the records that the acts are about'),
    ('meter_files', '2000-01-01', 6, 7, 'years', true, 'Evidence of deliveries, 5 years after verification; taxes, 7 years (AWR art. 52)'),
    ('register_files', '2000-01-01', 7, 7, 'years', true, 'Evidence of deliveries, 5 years after verification; taxes, 7 years (AWR art. 52)'),
    ('evidence', '2000-01-01', 8, 7, 'years', true, 'Evidence of deliveries, 5 years after verification; taxes, 7 years (AWR art. 52)'),
    ('remains', '2000-01-01', 9, 7, 'years', true, 'Who a kept document is about, as long as it is kept');
