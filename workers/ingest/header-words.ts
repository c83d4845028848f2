import { TEXT_ROLES, type ColumnRole } from '../protocol/recipe';
import { OTHER_LANGUAGES } from './header-languages';
import { PATTERNS } from './header-patterns';

export type Role = Exclude<ColumnRole, 'other'>;

/** Names of columns by role, the surest first, as real exports write them; compared after {@link normalName}. */
const NAMES: Readonly<Record<Role, string>> = {
  user: `customer_unique_id user_id customer_id client_id visitor_id distinct_id user_pseudo_id household_id member_id buyer_id account_id
    shopper_id person_id subscriber_id consumer_id guest_id player_id amplitude_id anonymous_id full_visitor_id cookie_id uid cust_id cid
    customer_key user_key customer_no customer_number customer_num customer_code cust_no cust_num cust_code customer_ref cust_ref client_ref client_code account_ref account_code ac_ref client_num client_no client_number
    user customer client visitor member buyer household account shopper person subscriber username user_name customer_email
    user_email buyer_email email_address from_email_address email customer_name login screen_name profile_id profile appsflyer_id adjust_id advertising_id device_id phone mobile panelist_id card_id card_number card_no cc_num cc_number cardholder
    loyalty_number loyalty_no loyalty_id loyalty_card_number loyalty_card_no loyalty_card reviewer_id author_id contact_id contact_key subscriber_key patron_id donor_id learner_id student_id passenger_id rater_id
    anon_id adid idfa idfv gaid android_id ecid visid mcvisid visid_low account_name
    用户id 用户编号 用户 客户id 客户编号 客户号 客户代码 客户 会员id 会员编号 会员号 会员卡号 会员 买家会员名 买家id 买家昵称 买家 顾客id 顾客编号 顾客
    访客id 访客 消费者id 消费者 下单帐号 下单账号 用户名 用户昵称 账号 帐号 手机号 手机号码 邮箱
    kundennummer kunden_nr kunden_id kunde benutzer_id benutzer nutzer_id nutzer numero_client id_client utilisateur acheteur id_cliente cliente
    usuario id_usuario comprador klant klantnummer klient`,
  time: `event_time event_timestamp timestamp time_stamp event_datetime datetime date_time event_date order_purchase_timestamp transaction_timestamp
    transaction_time transaction_date transaction_datetime purchase_time purchase_date purchase_timestamp order_time order_timestamp order_datetime order_placed
    order_date invoice_date invoice_datetime invoice_time occurred_at created_at created_on create_time created paid_at ordered_at purchased_at
    received_at sent_at server_time client_time visit_time visit_date session_start time_utc utc_time ts time date day dt when
    事件时间 行为时间 时间戳 订单创建时间 下单时间 订单提交时间 订单付款时间 付款时间 支付时间 订单成交时间 成交时间 交易时间 购买时间 消费时间 创建时间
    访问时间 发生时间 交易日期 订单日期 下单日期 购买日期 消费日期 时间 日期
    bestelldatum rechnungsdatum kaufdatum zeitpunkt zeitstempel datum date_commande date_de_commande date_achat horodatage fecha_pedido
    fecha_compra fecha data_ordine data_pedido data_compra`,
  clock: `time_of_day time hour hour_of_day clock clock_time local_time order_time transaction_time trans_time purchase_time event_time
    时间 时刻 小时 交易时间 下单时间 uhrzeit zeit bestellzeit stunde heure heure_commande hora hora_pedido ora tijd`,
  event: `event_type event_name event behavior_type behaviour_type behavior behaviour action_type action action_name activity_type activity event_action
    user_action interaction_type interaction metric_name metric type deal_stage opportunity_stage stage
    事件类型 事件名称 事件 行为类型 用户行为 行为 操作类型 操作 动作`,
  item: `product_id item_id sku_id sku stock_code product_code item_code article_id goods_id good_id asin upc ean isbn content_id product item article
    product_sku item_number product_number prod_id prod_code movie_id song_id track_id book_id video_id document_id doc_id news_id listing_id
    course_id venue_id poi_id game_id offer_id aid
    product_name item_name lineitem_sku lineitem_name goods_name product_title title description
    artikelnummer artikel_nr artikel produkt produit id_produit article_id producto produto prodotto artikelnr
    商品id 商品编号 商品编码 商品代码 商品sku 商品 商品名称 宝贝标题 宝贝id 货号 产品id 产品编号 产品 产品名称 选购商品`,
  category: `category_code category_name category product_category item_category category_id product_type item_type department department_name
    product_group product_class product_subclass cat_id cate_id cat cate dept commodity commodity_desc sub_category subcategory item_category_id product_category_name aisle genre
    kategorie warengruppe categorie catégorie categoria categoría
    类目 商品类目 类目id 品类 商品品类 分类 商品分类 类别 商品类别 类目名称`,
  value: `line_total line_amount sales_value line_revenue amount revenue item_total total_price total_amount total_value net_amount gross_amount
    purchase_amount purchase_value transaction_amount transaction_revenue sales_amount net_value gross_value sales value gross_sales net_sales gross net payment_value payment amount_paid paid spend spent price_total
    dollar_value monetary unit_price price item_price product_price price_usd price_eur sale_price lineitem_price cost grand_total order_total order_amount
    order_value invoice_total total turnover subtotal sum proceeds purchase
    实付金额 实际支付金额 实付款 实付 实收金额 支付金额 消费金额 交易金额 销售额 销售金额 商品金额 金额 买家实际支付金额 订单实付金额 用户实付金额 单价 商品单价 价格 商品价格
    售价 京东价 应付金额 订单应付金额 订单金额 总金额 总价
    betrag umsatz einzelpreis preis gesamtbetrag montant prix prix_unitaire importe precio precio_unitario preço preco prezzo bedrag prijs`,
  quantity: `quantity qty units unit_count num_units number_of_items number_of_units item_quantity product_quantity order_quantity purchase_quantity lineitem_quantity
    total_quantity total_qty total_units items_sold units_sold quantity_sold pieces pcs item_count num_items number_of_cds
    menge anzahl stückzahl quantité quantite cantidad quantidade quantità aantal
    数量 购买数量 商品数量 订购数量 宝贝总数量 宝贝数量 件数 销售数量 销量`,
  order: `order_id order_no order_number order_name invoice_no invoice_id invoice_number invoice basket_id transaction_id transaction_no transaction_number
    receipt_id receipt_no receipt_number ticket_no ticket bill_no bill_id ticket_id checkout_id purchase_id cart_id increment_id trip_id sales_order_number sales_order_id sales_order trans_id trans_num trans_no txn_id txn_no inv_no inv_num doc_no document_no document_number voucher_no order basket transaction receipt
    bestellnummer bestell_nr bestellung auftragsnummer rechnungsnummer numero_commande commande facture pedido factura ordine
    订单编号 订单号 订单id 主订单编号 交易号 交易编号 单号 小票号 发票号`,
  session: `session_id user_session session visit_id ga_session_id visit session_key session_number sid
    会话id 会话 访问id 会话编号`,
  title: `product_title item_title product_name item_name product_description item_description goods_name article_name lineitem_name stock_description
    title description product_desc item_desc long_description short_description content_title page_title
    宝贝标题 商品标题 商品名称 商品描述 宝贝名称 产品名称 产品标题 产品描述 商品 选购商品 标题 描述
    produktname artikelbezeichnung bezeichnung beschreibung titel libelle désignation désignation_article descripcion descripción descrizione`,
  text: `search_term search_terms search_query search_keyword search_keywords search_words search_phrase search_text search_string site_search
    internal_search query query_text search keyword keywords user_query comment comments review review_text review_body feedback message note notes free_text text
    搜索词 搜索关键词 搜索内容 搜索关键字 检索词 查询词 关键词 关键字 评论 评价 评论内容 评价内容 留言 买家留言 备注 反馈
    suchbegriff suchbegriffe suchwort suchanfrage kommentar bewertungstext recherche terme_recherche requête commentaire busqueda búsqueda comentario ricerca`,
  status: `order_status financial_status payment_status order_state status state 订单状态 交易状态 付款状态 支付状态 状态 bestellstatus
    statut_commande estado_pedido`,
};

/** Parts of a name that speak for a role where the whole name is not listed, and parts that speak against it. */
const PARTS: Readonly<Record<Role, { readonly for: RegExp; readonly against: RegExp }>> = {
  user: {
    for: /^(?:user|customer|client|visitor|member|buyer|shopper|household|account|subscriber|cust|uid|userid|email|reviewer|visid|anon)$/,
    against:
      /^(?:agent|type|segment|cohort|lifecycle|age|gender|country|region|city|state|count|properties|session|status|class|tier|level|since|category|group|event|time|date|timestamp|lifetime|value|score|rating|order|phone|address|name|currency|postal|postcode|zip|language|locale|browser|platform|os|url|version|balance|price|amount|total|tax|discount|rate|note|notes|comment|comments|message|feedback|review|reviews|length|tenure|seconds|minutes|hours|days|weeks|months|years|calls|items|stage|owner|source|plan|flag|points|program|programme)$/,
  },
  time: {
    for: /^(?:time|timestamp|date|datetime|at|ts|dt|dttm|dtm|dat|hour)$/,
    against:
      /^(?:zone|timezone|spent|delivery|delivered|shipping|estimated|approved|updated|modified|birth|dob|expiry|end|duration|count|first|last|registration|signup|limit|on|of)$/,
  },
  clock: {
    for: /^(?:time|hour|hours|clock|uhrzeit|zeit|stunde|heure|hora|ora|tijd|时间|时刻)$/,
    against:
      /^(?:zone|timezone|spent|duration|length|elapsed|delta|gap|since|between|count|avg|average|mean|total|per|response|lead|wait|delivery|delivered|shipping|ship|shipped|end|ended|close|closed|last|return|returned|stamp|date|on|in|of)$/,
  },
  event: {
    for: /^(?:event|action|behavior|behaviour|activity|interaction)$/,
    against: /^(?:id|time|timestamp|date|properties|params|category|label|value|count|text|url|uuid|score)$/,
  },
  item: {
    for: /^(?:product|prod|item|sku|article|goods|stock|asin|upc|ean|gtin|barcode|movie|song|track|book|document|listing)$/,
    against:
      /^(?:category|type|price|quantity|count|group|rating|brand|total|url|weight|size|color|class|department|action|event|sold|discount|number|status|state|name_length|duration|length|time|date|year|sales|revenue|amount|value|views|level|returned|returns|shipped|tax)$/,
  },
  category: { for: /^(?:category|department|categories|subcategory|subclass)$/, against: /^(?:customer|user|age|event|count)$/ },
  value: {
    for: /^(?:price|amount|amt|revenue|rev|sales|spend|total|paid|payment|dollar|monetary|gmv|turnover)$/,
    against:
      /^(?:type|method|currency|id|count|discount|disc|tax|shipping|freight|status|installments|sequential|units|quantity|rank|code|name|date|time|timestamp|at|items|orders|visits|sessions|users|customers|channel|number|of|num|days|weeks|months|years|hours|minutes|mins|seconds|secs|sec|ms|calls|clicks|views|points|distance|weight|length|duration|rating|expected|estimated|predicted|limit|avg|average|mean|margin|refunded|refund)$/,
  },
  quantity: { for: /^(?:quantity|qty|units)$/, against: /^(?:price|id|unit|total|code|type)$/ },
  order: {
    for: /^(?:order|invoice|basket|transaction|receipt)$/,
    against:
      /^(?:date|time|timestamp|status|type|total|amount|value|price|placed|qty|units|line|at|dow|hour|day|days|item|user|customer|quantity|count|note|notes|source|channel|number|country|city|state|currency|method|week|month|year)$/,
  },
  status: { for: /^status$/, against: /^(?:user|customer|member|fulfillment|shipping|code|http|marital|date|time|id)$/ },
  title: {
    for: /^(?:title|description|desc)$/,
    against:
      /^(?:category|cat|type|status|channel|job|position|personal|meta|length|id|code|count|score|error|customer|user|brand|country|promotion|coupon|campaign|department|commodity)$/,
  },
  text: {
    for: /^(?:query|search|keyword|keywords|searchterm)$/,
    against:
      /^(?:id|count|number|num|type|time|date|timestamp|results|result|result_count|rank|position|ranking|engine|source|medium|string_id|page|score|length|latency|ms)$/,
  },
  session: { for: /^(?:session|visit)$/, against: /^(?:start|end|time|date|duration|length|count|number|timestamp|user|type|page|pages)$/ },
};

/** Characters of traditional Chinese that names of columns use, and the simplified ones. */
const TRADITIONAL: ReadonlyMap<string, string> = new Map(
  '顧顾訂订單单編编號号買买會会員员實实際际額额態态時时間间寶宝貝贝標标題题數数應应貨货賣卖戶户價价購购類类別别稱称帳帐賬账產产創创發发銷销總总碼码狀状為为動动事事'
    .match(/../gu)!
    .map((pair) => [...pair] as [string, string]),
);

/** Characters of a name that are looked at: cells of any length are asked whether they name something. */
const LONGEST_NAME = 200;

const RANKS: ReadonlyMap<Role, ReadonlyMap<string, number>> = new Map(
  (Object.keys(NAMES) as Role[]).map((role) => [
    role,
    new Map(
      NAMES[role]
        .split(/\s+/)
        .filter((name) => name !== '')
        .map((name, rank) => [squeezedName(name), rank]),
    ),
  ]),
);

const IN_OTHER_LANGUAGES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(OTHER_LANGUAGES).map(([role, names]) => [role, new Set(names.split(',').map(squeezedName))]),
);

/** `CustomerID`, `Customer ID`, `$customer-id` and `*.customer_id` become `customer_id`, `Catégorie` becomes `categorie`. A unit in brackets is left out. */
export function normalName(header: string): string {
  return words(
    header
      .trim()
      .slice(0, LONGEST_NAME)
      .replace(/[(（[].*?[)）\]]\s*$/, ''),
  );
}

function words(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\u4e00-\u9fff]/g, (character) => TRADITIONAL.get(character) ?? character)
    .replace(/[\u00c0-\u024f\u0386-\u03ce]/g, (letter) => letter.normalize('NFD').replace(/\p{M}/gu, ''))
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** Underscores out, so that `userid` and `user_id` are one name. */
function squeezed(name: string): string {
  return name.replaceAll('_', '');
}

/** A header's name in the form in which names are compared. */
export function squeezedName(header: string): string {
  return squeezed(normalName(header));
}

/** As {@link squeezedName}, with what stands in brackets: `type (actionDetails 0)` is another column than `type`. */
export function wholeName(header: string): string {
  return squeezed(words(header));
}

/** Currencies that a name of an amount ends in: `total_eur`, «Сумма, руб.» */
const CURRENCY =
  /_(?:usd|eur|euro|euros|gbp|chf|jpy|cny|rmb|krw|inr|rs|idr|rp|vnd|thb|myr|sgd|php|hkd|twd|aud|nzd|cad|mxn|brl|ars|clp|cop|pen|zar|ngn|kes|egp|aed|sar|qar|kwd|try|tl|rub|руб|uah|грн|pln|zl|czk|kc|huf|ft|ron|lei|bgn|лв|dkk|sek|nok|kr|ils)$/;

/** `list_price`, `plan_price`: what something costs, which stands for the money only where nothing says what was paid. */
const BEFORE_SALE = /^(?:list|plan)$/;
/** The day that somebody became one, rather than when something happened: `Dt_Customer`, but not `client_ts`. */
const OF_PERSON = /^(?:(?:customer|member)_(?:date|dt|dat)|(?:date|dt|dat)_(?:customer|member))$/;

/** How well a header names a role, 0 (not at all) to 100; the listed names score 60 and more, by their rank, names of a known pattern 50. */
export function headerScore(header: string, role: Role): number {
  const name = normalName(header);
  const score = nameScore(name, role);
  return score === 0 && role === 'value' && CURRENCY.test(name) ? nameScore(name.replace(CURRENCY, ''), role) : score;
}

function nameScore(name: string, role: Role): number {
  if (name === '') return 0;
  const ranks = RANKS.get(role)!;
  const rank = ranks.get(squeezed(name));
  if (rank !== undefined) return 100 - (40 * rank) / ranks.size;
  const pattern = PATTERNS[role];
  const whole = squeezed(name);
  if (pattern.against.test(whole)) return 0;
  if (pattern.for.test(whole) || IN_OTHER_LANGUAGES.get(role)?.has(whole)) return 50;
  if (role === 'time' && OF_PERSON.test(name)) return 0;
  const parts = name.split('_');
  const { for: speaksFor, against } = PARTS[role];
  if (parts.some((part) => against.test(part))) return 0;
  if (!parts.some((part) => speaksFor.test(part))) return 0;
  return role === 'value' && parts.some((part) => BEFORE_SALE.test(part)) ? 20 : 40;
}

/** Whether the cell is one of the listed names: such a cell stands in a header. */
export function isHeaderWord(cell: string): boolean {
  const name = squeezed(normalName(cell));
  // Words that also come as values.
  if (
    name === '' ||
    /^(?:visit|order|transaction|purchase|product|item|event|payment|paid|sales|basket|cart|cat|stage|metric|profile)$/.test(name)
  )
    return false;
  // What is text can be called by words that are types of events, too: «search», «review».
  return [...RANKS].some(([role, ranks]) => !(TEXT_ROLES as readonly Role[]).includes(role) && ranks.has(name));
}
