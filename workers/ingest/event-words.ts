/** Readings of an event type's name as a finished purchase, the surest first; all types of the surest reading that occurs are taken. */
const PURCHASE: readonly RegExp[] = [
  /^(?:purchase|purchased|purchases|buy|bought|购买|成交|交易成功|kauf|käufe|gekauft|achat|achats|acheté|compra|compras|comprado|acquisto|購入|購買|購入完了|구매|구매완료)$/,
  /^(?:order_(?:completed?|placed|paid|confirmed|success|successful|created)|(?:completed?|placed?|submit|submitted)_(?:order|purchase)|(?:product|item)_(?:purchased|bought)|purchase_(?:completed?|success|successful|confirmed)|ecommerce_purchase|in_app_purchase|af_purchase|transaction_(?:completed?|success)|下单|提交订单|购买成功|下单成功|bestellung|bestellt|bestellung_abgeschlossen|commande|commande_passée|commandé|pedido|pedido_realizado|ordine|注文|注文完了|注文確定|주문|주문완료)$/,
  /^(?:order|ordered|orders|transaction|transactions|sale|sold|conversion|订单|交易)$/,
  /^(?:(?:payment|checkout)_(?:done|completed?|success|successful|succeeded|confirmed|paid|finished|received)|(?:completed?|successful)_(?:payment|checkout)|pay_success|pay_order|order_pay|paid|closed_?won|支付|付款|支付订单|订单支付|付款完成|支付成功|付款成功|支付完成|已支付|已付款)$/,
  // «Express Checkout Payment», «Website Payment»
  /^(?:pay|(?:express_checkout|website|mobile|general|subscription|recurring|invoice|order|pre_?approved_payment_bill_user|e_?bay_auction|direct_credit_card)_payment|payment|charged|charge|subscribed|subscription_started|renew|renewed|renewal|subscription_renewed|thank_you|thank_you_page|order_confirmation)$/,
];
/** Names that contain a word for buying among others (`purchase_web`), where no reading above fits. */
const PURCHASE_PART = /(?:^|_)(?:purchase|purchased|bought|ordered|paid)(?:_|$)|购买|支付成功|付款成功|下单成功/;
const NOT_PURCHASE =
  /(?:^|_)(?:view|viewed|page|cart|error|errors|fail|failed|failure|cancel|cancelled|canceled|refund|refunded|return|returned|abandoned?|start|started|begin|began|initiated?|init|click|clicked|history|details?|info|choice|choose|method|form|option|options|promo|intent|attempt|attempted|add|added|remove|removed|pending|review|list|screen|button|not|un)(?:_|$)|失败|取消|退|未|购物车|加购|浏览|页/;

const REFUND =
  /^(?:(?:order|purchase|payment|item|product|transaction)_)?(?:refund|refunds|refunded|return|returned|returns|chargeback|cancel|cancelled|canceled|cancellation|void|voided|reversal)(?:_(?:completed?|order|purchase|item|product|success))?$|^(?:退款|退货|退款成功|取消订单|订单取消|交易取消|退货退款|退单|erstattung|rückerstattung|retoure|rückgabe|storno|stornierung|storniert|remboursement|retour|annulation|reembolso|devolución|anulación|cancelación|rimborso|reso|返品|返金|キャンセル|注文キャンセル|환불|반품|주문취소)$/;

/** Types of behaviour that shops log: they tell an event column by its values. */
const BEHAVIOUR =
  /^(?:pv|fav|buy|cart|view|views|click|clicks|search|login|logout|home|page_view|product_view|item_view|add_to_cart|addtocart|remove_from_cart|wishlist|wishlist_add|checkout|begin_checkout|purchase|purchased|order|transaction|refund|return|session_start|signup|sign_up|catalog|payment|浏览|点击|收藏|加购|购买|搜索|下单|支付|退款|ansicht|warenkorb|kauf|bestellung|suche|vue|panier|achat|commande|recherche|vista|carrito|compra|pedido|búsqueda|閲覧|カート追加|カート|購入|注文|検索|조회|장바구니|구매|주문)$/;

/** Lower case with underscores: `Order Completed`, `orderCompleted` and `order-completed` are one name. */
export function normalType(type: string): string {
  return (
    type
      .normalize('NFKC')
      .trim()
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase()
      // Of the Turkish İ.
      .replaceAll('\u0307', '')
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .replace(/^_+|_+$/g, '')
  );
}

/** The types that mean a purchase: those of the strongest meaning that occurs. Views, carts, pages, choices and failures never are. */
export function purchaseTypesAmong(types: readonly string[]): string[] {
  const candidates = types.filter((type) => !NOT_PURCHASE.test(normalType(type)) && !REFUND.test(normalType(type)));
  for (const reading of [...PURCHASE, PURCHASE_PART]) {
    const found = candidates.filter((type) => reading.test(normalType(type)));
    if (found.length > 0) return found;
  }
  return [];
}

/** The types that mean money given back. */
export function refundTypesAmong(types: readonly string[]): string[] {
  return types.filter((type) => REFUND.test(normalType(type)));
}

/** How many of the values are types of behaviour. */
export function behaviourWords(values: readonly string[]): number {
  return values.filter((value) => BEHAVIOUR.test(normalType(value))).length;
}

/** Kinds of orders by how they are placed, sent or collected, each of them a purchase. */
const ORDER_KIND =
  /^(?:standard|express|normal|regular|retail|wholesale|online|offline|store|in_?store|web|website|app|mobile|phone|pick_?up|delivery|home_delivery|dine_?in|take_?away|take_?out|one_time|recurring|subscription|new|repeat|b2b|b2c|pos|marketplace|direct|priority|same_day|next_day|overnight|economy|digital|physical|pre_?order|bulk|domestic|international|abholung|lieferung|普通|标准|快递|自提|线上|线下|门店|零售|批发|团购|拼团|预售|秒杀|外卖|堂食)(?:_(?:order|sale|订单))?(?:订单)?$/;

/** Whether the value is a known kind of order, rather than something that happened. */
export function isOrderKind(value: string): boolean {
  return ORDER_KIND.test(normalType(value));
}

/** What becomes of a message. */
const MESSAGE = /^(?:e?mail_)?(?:sent|delivered|opened|clicked|bounced|converted|unsubscribed)$/;

/** How many of the values say what became of a message. */
export function messageWords(values: readonly string[]): number {
  return values.filter((value) => MESSAGE.test(normalType(value))).length;
}
