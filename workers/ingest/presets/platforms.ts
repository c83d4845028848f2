import type { Preset } from './preset';

/** Event exports of analytics platforms: what a shop's own events carry stands in further columns, or in JSON. */
export const PLATFORMS: readonly Preset[] = [
  {
    id: 'amplitude',
    needs: ['event_type', 'event_time', 'amplitude_id|user_id|device_id'],
    marks: ['amplitude_id', 'insert_id', 'event_properties', 'user_properties', 'amplitude_event_type', 'amplitude_attribution_ids'],
    roles: { user: 'user_id|amplitude_id|device_id', time: 'event_time|client_event_time', event: 'event_type', session: 'session_id' },
    open: true,
  },
  {
    id: 'mixpanel',
    needs: ['event|event_name', 'time', 'distinct_id'],
    marks: ['distinct_id'],
    roles: { user: 'distinct_id', time: 'time', event: 'event|event_name', session: 'session_id' },
    open: true,
  },
  {
    id: 'posthog',
    needs: ['event', 'timestamp', 'distinct_id|person_id'],
    marks: ['uuid', 'properties', 'properties*', 'session_id', 'person_id', 'person*', 'elements_chain'],
    roles: {
      user: 'person_id|distinct_id',
      time: 'timestamp',
      event: 'event',
      session: 'session_id|properties_session_id',
    },
    open: true,
  },
  {
    id: 'segment',
    needs: ['anonymous_id', 'timestamp|original_timestamp|sent_at|received_at'],
    marks: ['event_text', 'received_at', 'sent_at', 'original_timestamp', 'context*', 'uuid_ts'],
    roles: {
      user: 'user_id|anonymous_id',
      // The time as Segment corrects it, else by its own clock: the sender's may be wrong.
      time: 'timestamp|received_at|original_timestamp|sent_at',
      event: 'event|event_text',
      session: 'context_session_id|session_id',
    },
    open: true,
  },
  {
    id: 'ga4',
    needs: ['event_name', 'event_timestamp|event_date'],
    marks: ['user_pseudo_id', 'user_first_touch_timestamp', 'event_bundle_sequence_id', 'event_previous_timestamp', 'event_params*'],
    roles: {
      user: 'user_id|user_pseudo_id',
      time: 'event_timestamp|event_date',
      event: 'event_name',
      item: 'item_id|items_item_id|items_item_name|item_name',
      category: 'item_category|items_item_category',
      order: 'transaction_id|ecommerce_transaction_id',
      session: 'ga_session_id|event_params_ga_session_id|session_id',
    },
    value: [{ header: 'purchase_revenue|ecommerce_purchase_revenue|event_value_in_usd|event_params_value', is: 'order' }],
    purchaseTypes: ['purchase', 'in_app_purchase', 'ecommerce_purchase'],
    open: true,
  },
  {
    id: 'matomo',
    needs: [
      'id_visit',
      'visitor_id|user_id',
      'server_timestamp|first_action_timestamp|last_action_timestamp|timestamp_action_details_0|server_time_pretty|server_date|last_action_date_time',
    ],
    marks: [
      'id_site',
      'visit_ip',
      'fingerprint',
      'type_action_details_0',
      'url_action_details_0',
      'visit_duration',
      'visitor_type',
      'action_details*',
    ],
    roles: {
      user: 'user_id|visitor_id',
      time: 'server_timestamp|first_action_timestamp|last_action_timestamp|timestamp_action_details_0|last_action_date_time|server_date',
      event: 'visit_ecommerce_status|type_action_details_0',
      session: 'id_visit',
    },
    value: [{ header: 'total_ecommerce_revenue|revenue_action_details_0', is: 'line' }],
    purchaseTypes: ['ordered', 'orderedThenAbandonedCart', 'ecommerceOrder'],
    visits: true,
  },
];
