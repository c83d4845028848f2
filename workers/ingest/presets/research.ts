import type { Preset } from './preset';

/** Published data sets. */
export const RESEARCH: readonly Preset[] = [
  {
    id: 'rees46',
    needs: ['event_time', 'event_type', 'product_id', 'user_id'],
    marks: ['user_session', 'category_code', 'category_id', 'brand', 'price'],
    roles: {
      user: 'user_id',
      time: 'event_time',
      event: 'event_type',
      item: 'product_id',
      category: 'category_code|category_id',
      session: 'user_session',
    },
    value: [{ header: 'price', is: 'line' }],
  },
  {
    id: 'online-retail',
    needs: ['invoice_no|invoice', 'stock_code', 'invoice_date', 'customer_id'],
    marks: ['quantity', 'unit_price|price', 'description', 'country'],
    roles: { user: 'customer_id', time: 'invoice_date', item: 'stock_code', quantity: 'quantity', order: 'invoice_no|invoice' },
    value: [{ header: 'unit_price|price', is: 'unit' }],
    cancelPrefix: 'C',
  },
  {
    id: 'cdnow',
    needs: ['customer_id|id', 'date'],
    marks: ['number_of_cds', 'dollar_value'],
    roles: { user: 'customer_id|id', time: 'date', quantity: 'number_of_cds|quantity' },
    value: [{ header: 'dollar_value|amount', is: 'line' }],
  },
  {
    id: 'retailrocket',
    needs: ['timestamp', 'visitorid', 'event'],
    marks: ['itemid', 'transactionid'],
    roles: { user: 'visitorid', time: 'timestamp', event: 'event', item: 'itemid', order: 'transactionid' },
  },
  {
    id: 'taobao-behavior',
    needs: ['user_id', 'item_id', 'behavior_type', 'timestamp'],
    marks: ['category_id'],
    roles: { user: 'user_id', item: 'item_id', category: 'category_id', event: 'behavior_type', time: 'timestamp' },
    timeZone: 'Asia/Shanghai',
  },
  {
    id: 'instacart',
    needs: ['user_id', 'order_number', 'days_since_prior_order'],
    marks: ['order_dow', 'order_hour_of_day', 'eval_set', 'order_id'],
    roles: {
      user: 'user_id',
      time: 'days_since_prior_order',
      order: 'order_id',
      item: 'product_id',
      category: 'department_id|aisle_id|department|aisle',
    },
    relativeTime: { number: 'order_number', weekday: 'order_dow', hour: 'order_hour_of_day' },
  },
  {
    id: 'olist',
    needs: ['order_id', 'customer_unique_id|customer_id', 'order_purchase_timestamp'],
    marks: [
      'order_status',
      'order_approved_at',
      'order_delivered_carrier_date',
      'order_delivered_customer_date',
      'order_estimated_delivery_date',
      'customer_unique_id',
    ],
    roles: {
      user: 'customer_unique_id|customer_id',
      time: 'order_purchase_timestamp',
      order: 'order_id',
      item: 'product_id',
      category: 'product_category_name_english|product_category_name',
      status: 'order_status',
    },
    value: [
      { header: 'price', is: 'line' },
      { header: 'payment_value', is: 'line' },
    ],
    cancelled: ['canceled', 'unavailable'],
  },
];
