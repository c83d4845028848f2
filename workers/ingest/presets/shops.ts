import type { Preset } from './preset';

/** Order exports of shop systems. */
export const SHOPS: readonly Preset[] = [
  {
    id: 'shopify',
    needs: ['name', 'created_at|paid_at|processed_at'],
    marks: [
      'financial_status',
      'fulfillment_status',
      'lineitem_quantity',
      'lineitem_name',
      'lineitem_price',
      'lineitem_sku',
      'accepts_marketing',
    ],
    least: 2,
    roles: {
      user: 'customer_id|email|phone|billing_name',
      time: 'created_at|paid_at|processed_at',
      order: 'name',
      item: 'lineitem_sku|lineitem_name',
      quantity: 'lineitem_quantity',
      status: 'financial_status',
    },
    value: [
      { header: 'lineitem_price', is: 'unit' },
      { header: 'total|subtotal', is: 'order' },
    ],
    fillDown: true,
    cancelled: ['refunded', 'voided'],
    unpaid: ['expired'],
  },
  {
    id: 'woocommerce',
    needs: [
      'date|datum|fecha|data|日期',
      'order|order_number|bestellung|bestell_nr|bestellnr|pedido|commande|ordine|订单|订单号',
      'status|estado|statut|état|stato|状态',
      'customer|kunde|cliente|client|客户|顾客',
    ],
    marks: [
      'n_revenue|net_revenue|n_revenue_formatted|net_sales|net_sales_formatted|n_umsatz|nettoumsatz|ingresos_n|ingresos_netos|revenus_n|ca_net|净收入|净销售额',
      'customer_type|kundentyp|tipo_de_cliente|type_de_client|客户类型|顾客类型',
      'products|produkte|productos|produits|prodotti|产品|商品',
      'items_sold|verkaufte_artikel|artículos_vendidos|articles_vendus|articoli_venduti|售出商品|已售商品',
      'coupons|gutscheine|cupones|codes_promo|优惠券',
    ],
    least: 2,
    roles: {
      user: 'customer_id|customer_email|customer|kunde|cliente|client|客户|顾客',
      time: 'date|datum|fecha|data|日期',
      order: 'order|order_number|bestellung|bestell_nr|bestellnr|pedido|commande|ordine|订单|订单号',
      quantity: 'items_sold|verkaufte_artikel|artículos_vendidos|articles_vendus|articoli_venduti|售出商品|已售商品',
      status: 'status|estado|statut|état|stato|状态',
    },
    value: [
      {
        header:
          'n_revenue|net_revenue|net_sales|n_umsatz|nettoumsatz|ingresos_n|ingresos_netos|revenus_n|ca_net|净收入|净销售额|n_revenue_formatted|net_sales_formatted',
        is: 'line',
      },
    ],
    cancelled: ['cancelled', 'refunded', 'trash'],
    unpaid: ['pending', 'failed', 'checkout-draft'],
    namesAsUsers: true,
  },
];
