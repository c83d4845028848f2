/** The figures compared, of each user: ids of Shoal's features, in the order of both contenders' columns. */
export const FEATURES = [
  'recency_days',
  'frequency_orders',
  'value_total',
  'value_mean_order',
  'basket_lines',
  'order_gap_mean_days',
  'inactive_days',
  'tenure_days',
  'events_total',
  'events_view',
  'events_cart',
  'active_days',
  'rate_view_to_purchase',
  'sessions',
  'session_events_mean',
  'items_distinct',
  'categories_distinct',
] as const;

/** users × features, row-major, NaN where missing. */
export interface UserFeatures {
  readonly userIds: readonly string[];
  readonly values: Float64Array;
}

export interface Contender {
  /** Everything up to the moment at which a file may be chosen. `small` is a little file of the same layout, for whoever gets ready by reading one. */
  prepare(small: string): Promise<void>;
  run(file: File): Promise<UserFeatures>;
}
