CREATE TEMP TABLE per_user AS
WITH entered AS (
  SELECT user_id, min(arm) AS arm, min(exposed_at) AS entry_at
  FROM exposures
  WHERE exposed_at >= TIMESTAMP '2026-03-01' AND exposed_at < TIMESTAMP '2026-03-15'
  GROUP BY user_id
  HAVING count(DISTINCT arm) = 1
),
joined AS (
  SELECT
    u.user_id,
    e.kind,
    e.amount,
    e.duration,
    e.event_at >= u.entry_at AND e.event_at < TIMESTAMP '2026-03-15' AS after,
    e.event_at >= u.entry_at - INTERVAL 14 DAY AND e.event_at < u.entry_at AS before,
    e.event_at >= u.entry_at AND e.event_at < u.entry_at + INTERVAL 7 DAY AS week1,
    e.event_at >= u.entry_at + INTERVAL 3 DAY AND e.event_at < u.entry_at + INTERVAL 10 DAY AS later,
    CAST(floor(epoch(e.event_at - u.entry_at) / 86400) AS INTEGER) AS age
  FROM entered AS u
  JOIN events AS e ON e.user_id = u.user_id
  WHERE e.event_at >= TIMESTAMP '2026-02-15' AND e.event_at < TIMESTAMP '2026-03-29'
),
per_user AS (
  SELECT
    user_id,
    count(*) FILTER (WHERE after AND kind = 'click') AS clicks,
    count(*) FILTER (WHERE before AND kind = 'click') AS clicks_before,
    count(*) FILTER (WHERE after AND kind = 'like') AS likes,
    count(*) FILTER (WHERE before AND kind = 'like') AS likes_before,
    count(*) FILTER (WHERE after AND kind = 'impression') AS impressions,
    count(*) FILTER (WHERE before AND kind = 'impression') AS impressions_before,
    count(*) FILTER (WHERE after AND kind = 'session') AS sessions,
    count(*) FILTER (WHERE before AND kind = 'session') AS sessions_before,
    sum(duration) FILTER (WHERE after AND kind = 'impression') AS duration,
    sum(duration) FILTER (WHERE before AND kind = 'impression') AS duration_before,
    sum(amount) FILTER (WHERE after AND kind = 'purchase') AS revenue,
    sum(amount) FILTER (WHERE before AND kind = 'purchase') AS revenue_before,
    sum(amount) FILTER (WHERE week1 AND kind = 'purchase') AS first_week_revenue,
    sum(duration) FILTER (WHERE after AND kind = 'click') AS click_duration,
    sum(duration) FILTER (WHERE before AND kind = 'click') AS click_duration_before,
    max(duration) FILTER (WHERE after AND kind = 'session') AS longest_session,
    max(1) FILTER (WHERE later AND kind = 'session') AS retention,
    count(DISTINCT age) FILTER (WHERE after AND kind = 'session') AS active_days,
    count(DISTINCT age) FILTER (WHERE before AND kind = 'session') AS active_days_before
  FROM joined
  GROUP BY user_id
)
-- the shares of users follow from the counts, the ratios from two columns each
SELECT
  u.user_id,
  u.arm,
  u.entry_at,
  COALESCE(p.clicks, 0) AS clicks,
  COALESCE(p.clicks_before, 0) AS clicks_before,
  COALESCE(p.likes, 0) AS likes,
  COALESCE(p.likes_before, 0) AS likes_before,
  COALESCE(p.impressions, 0) AS impressions,
  COALESCE(p.impressions_before, 0) AS impressions_before,
  COALESCE(p.sessions, 0) AS sessions,
  COALESCE(p.sessions_before, 0) AS sessions_before,
  COALESCE(p.duration, 0) AS duration,
  COALESCE(p.duration_before, 0) AS duration_before,
  COALESCE(p.revenue, 0) AS revenue,
  COALESCE(p.revenue_before, 0) AS revenue_before,
  CASE WHEN u.entry_at + INTERVAL 7 DAY <= TIMESTAMP '2026-03-15' THEN COALESCE(p.first_week_revenue, 0) END
    AS first_week_revenue,
  COALESCE(p.click_duration, 0) AS click_duration,
  COALESCE(p.click_duration_before, 0) AS click_duration_before,
  p.longest_session,
  CASE WHEN p.clicks > 0 THEN 1 ELSE 0 END AS clicker,
  CASE WHEN p.clicks_before > 0 THEN 1 ELSE 0 END AS clicker_before,
  CASE WHEN p.likes > 0 THEN 1 ELSE 0 END AS liker,
  CASE WHEN p.likes_before > 0 THEN 1 ELSE 0 END AS liker_before,
  CASE WHEN p.revenue IS NULL THEN 0 ELSE 1 END AS buyer,
  CASE WHEN p.revenue_before IS NULL THEN 0 ELSE 1 END AS buyer_before,
  CASE WHEN u.entry_at + INTERVAL 10 DAY <= TIMESTAMP '2026-03-15' THEN COALESCE(p.retention, 0) END AS retention,
  COALESCE(p.active_days, 0) AS active_days,
  COALESCE(p.active_days_before, 0) AS active_days_before
FROM entered AS u
LEFT JOIN per_user AS p ON p.user_id = u.user_id
