-- Purpose: the directory of platforms that charge points connect to, operators' edits of it, and meters' public keys.
-- Locks: none (new tables). Rows touched: none; the directory itself is supplied at the start from docs/reference.

-- What the product knows, the same for every operator.
CREATE TABLE platforms (
    slug text PRIMARY KEY,
    position integer NOT NULL,
    content jsonb NOT NULL,
    supplied_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT platforms_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 40)
);

CREATE TABLE charger_brands (
    slug text PRIMARY KEY,
    position integer NOT NULL,
    content jsonb NOT NULL,
    supplied_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT charger_brands_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 40)
);

-- What an operator knows better; takes the place of the supplied entry for this operator.
CREATE TABLE platform_edits (
    operator_id bigint NOT NULL REFERENCES operators,
    slug text NOT NULL REFERENCES platforms,
    content jsonb NOT NULL,
    edited_by bigint,
    edited_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT platform_edits_key PRIMARY KEY (operator_id, slug)
);

-- The key with which a charge point's meter signs, where it does not come with the values.
CREATE TABLE meter_public_keys (
    operator_id bigint NOT NULL,
    charge_point_id bigint NOT NULL,
    key_text text NOT NULL,
    entered_by bigint,
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT meter_public_keys_key PRIMARY KEY (operator_id, charge_point_id),
    CONSTRAINT meter_public_keys_charge_point FOREIGN KEY (operator_id, charge_point_id)
        REFERENCES charge_points (operator_id, id),
    CONSTRAINT meter_public_keys_length CHECK (length(key_text) BETWEEN 1 AND 4096)
);

CALL protect_tenant_table('platform_edits');
CALL protect_tenant_table('meter_public_keys');
CALL grant_read_write('platforms');
CALL grant_read_write('charger_brands');
CALL grant_read_write('platform_edits');
GRANT DELETE ON platform_edits TO laadboek_app;
CALL grant_read_write('meter_public_keys');
GRANT DELETE ON meter_public_keys TO laadboek_app;
