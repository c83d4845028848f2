import { FEATURES } from './contender';

/** What an analyst writes first: types found by DuckDB, one level of aggregation. */
export const plain = (file: string) =>
  features(`
  SELECT
    user_id,
    count(*) AS events_total,
    count(*) FILTER (event_type = 'view') AS events_view,
    count(*) FILTER (event_type = 'cart') AS events_cart,
    count(*) FILTER (event_type = 'purchase') AS lines,
    min(event_time) AS first_event,
    max(event_time) AS last_event,
    min(event_time) FILTER (event_type = 'purchase') AS first_order,
    max(event_time) FILTER (event_type = 'purchase') AS last_order,
    sum(price) FILTER (event_type = 'purchase') AS value_total,
    count(DISTINCT event_time) FILTER (event_type = 'purchase') AS frequency_orders,
    count(DISTINCT CAST(event_time AS DATE)) AS active_days,
    count(DISTINCT user_session) AS sessions,
    count(DISTINCT product_id) AS items_distinct,
    count(DISTINCT category_code) AS categories_distinct
  FROM read_csv('${file}')
  GROUP BY user_id`);

const TYPES = {
  event_time: 'TIMESTAMP',
  event_type: 'VARCHAR',
  product_id: 'INTEGER',
  category_id: 'BIGINT',
  category_code: 'VARCHAR',
  brand: 'VARCHAR',
  title: 'VARCHAR',
  price: 'DOUBLE',
  user_id: 'INTEGER',
  user_session: 'UUID',
};

/** Told everything: the columns and their types, the dialect. */
function typed(file: string, titles: boolean): string {
  const columns = Object.entries(TYPES).flatMap(([name, type]) => (name === 'title' && !titles ? [] : [`'${name}': '${type}'`]));
  return `read_csv('${file}', columns = {${columns.join(', ')}}, header = true, delim = ',', quote = '"', escape = '"',
    auto_detect = false, timestampformat = '%Y-%m-%d %H:%M:%S UTC')`;
}

const NEEDED = 'user_id, event_time, event_type, product_id, category_code, price, user_session';
const BASE = `
  base AS (
    SELECT
      user_id,
      count(*) AS events_total,
      count(*) FILTER (event_type = 'view') AS events_view,
      count(*) FILTER (event_type = 'cart') AS events_cart,
      count(*) FILTER (event_type = 'purchase') AS lines,
      min(event_time) AS first_event,
      max(event_time) AS last_event,
      min(event_time) FILTER (event_type = 'purchase') AS first_order,
      max(event_time) FILTER (event_type = 'purchase') AS last_order,
      sum(price) FILTER (event_type = 'purchase') AS value_total
    FROM events GROUP BY user_id)`;
const distinct = (name: string, what: string, where = '') =>
  `${name} AS (SELECT user_id, count(*) AS ${name} FROM (SELECT DISTINCT user_id, ${what} AS it FROM events ${where}) WHERE it IS NOT NULL GROUP BY user_id)`;
const SUMS = `${BASE},
  ${distinct('frequency_orders', 'event_time', "WHERE event_type = 'purchase'")},
  ${distinct('active_days', 'CAST(event_time AS DATE)')},
  ${distinct('sessions', 'user_session')},
  ${distinct('items_distinct', 'product_id')},
  ${distinct('categories_distinct', 'category_code')}
  SELECT base.*, coalesce(frequency_orders, 0) AS frequency_orders, active_days, coalesce(sessions, 0) AS sessions, coalesce(items_distinct, 0) AS items_distinct,
    coalesce(categories_distinct, 0) AS categories_distinct
  FROM base LEFT JOIN frequency_orders USING (user_id) LEFT JOIN active_days USING (user_id) LEFT JOIN sessions USING (user_id)
    LEFT JOIN items_distinct USING (user_id) LEFT JOIN categories_distinct USING (user_id)`;

/** The same with every type told. */
export const typedOnly = (titles: boolean) => (file: string) => plain(file).replace(`read_csv('${file}')`, typed(file, titles));

/** The file read once with every type told, then two levels: what is distinct by user first, its counts after. */
export const tuned = (titles: boolean) => (file: string) =>
  features(`WITH events AS MATERIALIZED (SELECT ${NEEDED} FROM ${typed(file, titles)}), ${SUMS}`);

/** The figures of a user from its sums, the same for every query. */
function features(sums: string): string {
  const days = (from: string, to: string) => `(epoch_ms(${to}) - epoch_ms(${from})) / 86400000`;
  const figures = {
    recency_days: days('last_order', 'final'),
    frequency_orders: 'frequency_orders',
    value_total: 'coalesce(value_total, 0)',
    value_mean_order: 'value_total / nullif(frequency_orders, 0)',
    basket_lines: 'lines / nullif(frequency_orders, 0)',
    order_gap_mean_days: `${days('first_order', 'last_order')} / nullif(frequency_orders - 1, 0)`,
    inactive_days: days('last_event', 'final'),
    tenure_days: days('first_event', 'final'),
    events_total: 'events_total',
    events_view: 'events_view',
    events_cart: 'events_cart',
    active_days: 'active_days',
    rate_view_to_purchase: 'lines / nullif(events_view, 0)',
    sessions: 'sessions',
    session_events_mean: 'events_total / sessions',
    items_distinct: 'items_distinct',
    categories_distinct: 'categories_distinct',
  } satisfies Record<(typeof FEATURES)[number], string>;
  const columns = FEATURES.map((id) => `coalesce(CAST(${figures[id]} AS DOUBLE), CAST('NaN' AS DOUBLE)) AS ${id}`);
  return `
    WITH sums AS (${sums}), spans AS (SELECT *, max(last_event) OVER () AS final FROM sums)
    SELECT CAST(user_id AS VARCHAR) AS user_id, ${columns.join(', ')} FROM spans`;
}
