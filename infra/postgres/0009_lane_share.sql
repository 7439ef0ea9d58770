-- A canary's share in hundredths of a percent, which is what the hash of lanes
-- distinguishes: a first step of 0.1 % of many users is a careful one.

ALTER TABLE lanes DROP CONSTRAINT lanes_canary_pct_check;
ALTER TABLE lanes ALTER COLUMN canary_pct TYPE numeric(5,2);
ALTER TABLE lanes ADD CONSTRAINT lanes_canary_pct_check
    CHECK (canary_pct BETWEEN 0 AND 100);
