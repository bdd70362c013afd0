-- Purpose: under which name, logo and colour an operator appears to its customers, hosts and people, at which host name
-- or path, and in whose name its mails are sent. Logos are kept by their checksum.
-- Locks: ACCESS EXCLUSIVE on mails, for a moment. Rows touched: none.
-- Order: before the program; the earlier program goes on meanwhile.

CREATE TABLE brand_logos (
    operator_id bigint NOT NULL REFERENCES operators (id),
    sha256 bytea NOT NULL,
    media_type text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    content bytea NOT NULL,
    uploaded_at timestamptz NOT NULL,
    uploaded_by bigint CONSTRAINT brand_logos_uploaded_by REFERENCES users (id),
    CONSTRAINT brand_logos_key PRIMARY KEY (operator_id, sha256),
    CONSTRAINT brand_logos_sha256_length CHECK (length(sha256) = 32),
    CONSTRAINT brand_logos_type_known CHECK (media_type IN ('image/png', 'image/jpeg')),
    CONSTRAINT brand_logos_size CHECK (width BETWEEN 16 AND 2000 AND height BETWEEN 16 AND 2000),
    CONSTRAINT brand_logos_content_length CHECK (length(content) BETWEEN 1 AND 262144)
);
CREATE INDEX brand_logos_by_checksum ON brand_logos (sha256);
CALL protect_tenant_table('brand_logos');
CALL grant_append_only('brand_logos');

CREATE TABLE brands (
    operator_id bigint NOT NULL REFERENCES operators (id),
    -- In the path of its pages.
    slug text NOT NULL,
    name text NOT NULL,
    -- Empty while its pages have none of their own.
    host_name text NOT NULL DEFAULT '',
    colour text NOT NULL,
    -- In whose name mails are sent; an empty address is that of the installation.
    sender_name text NOT NULL DEFAULT '',
    sender_address text NOT NULL DEFAULT '',
    support_email text NOT NULL DEFAULT '',
    support_phone text NOT NULL DEFAULT '',
    logo_sha256 bytea,
    changed_at timestamptz NOT NULL,
    changed_by bigint CONSTRAINT brands_changed_by REFERENCES users (id),
    CONSTRAINT brands_key PRIMARY KEY (operator_id),
    CONSTRAINT brands_logo FOREIGN KEY (operator_id, logo_sha256) REFERENCES brand_logos (operator_id, sha256),
    CONSTRAINT brands_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) BETWEEN 2 AND 40),
    CONSTRAINT brands_name_form CHECK (length(name) BETWEEN 1 AND 60),
    CONSTRAINT brands_host_name_form CHECK (host_name = '' OR (length(host_name) <= 253
        AND host_name ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$')),
    CONSTRAINT brands_colour_form CHECK (colour ~ '^[0-9a-f]{6}$'),
    CONSTRAINT brands_sender_name_form CHECK (length(sender_name) <= 60),
    CONSTRAINT brands_sender_address_form CHECK (sender_address = '' OR (length(sender_address) <= 254
        AND sender_address ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$')),
    CONSTRAINT brands_support_email_form CHECK (support_email = '' OR (length(support_email) <= 254
        AND support_email ~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$')),
    CONSTRAINT brands_support_phone_form CHECK (support_phone ~ '^[0-9+(). -]{0,32}$')
);
CREATE UNIQUE INDEX brands_slug_unique ON brands (slug);
CREATE UNIQUE INDEX brands_host_name_unique ON brands (host_name) WHERE host_name <> '';
CALL protect_tenant_table('brands');
CALL open_to_platform('brands');
CALL grant_read_write('brands');

ALTER TABLE mails ADD COLUMN sender_name text NOT NULL DEFAULT '';
ALTER TABLE mails ADD COLUMN sender_address text NOT NULL DEFAULT '';
