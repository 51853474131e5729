-- $users users in three arms, most of them seen once, and $events events in the order of their time
CREATE TABLE exposures AS
SELECT
  i % $users AS user_id,
  ['control', 'small', 'large'][1 + CAST(hash(i % $users, 11) % 3 AS INTEGER)] AS arm,
  TIMESTAMP '2026-03-01 00:00:00' + to_seconds(CAST(hash(i, 12) % 1209600 AS BIGINT)) AS exposed_at
FROM range($users + $users // 10) AS rows(i);
-- a product of two uniforms: few users with many events
CREATE TABLE events AS
SELECT
  CAST(floor($users * (hash(i, 1) % 1000000) / 1e6 * (hash(i, 2) % 1000000) / 1e6) AS BIGINT) AS user_id,
  TIMESTAMP '2026-02-15 00:00:00' + to_microseconds(CAST(i * (2419200e6 / $events) AS BIGINT)) AS event_at,
  CASE
    WHEN hash(i, 3) % 100 < 60 THEN 'impression'
    WHEN hash(i, 3) % 100 < 80 THEN 'click'
    WHEN hash(i, 3) % 100 < 90 THEN 'like'
    WHEN hash(i, 3) % 100 < 97 THEN 'session'
    ELSE 'purchase'
  END AS kind,
  CASE WHEN hash(i, 3) % 100 >= 97 THEN round(-20 * ln((1 + hash(i, 4) % 1000000) / 1000001.0), 2) END AS amount,
  CAST(50 + hash(i, 5) % 2000 AS INTEGER) AS duration
FROM range($events) AS rows(i);
