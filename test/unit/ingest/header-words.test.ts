import { describe, expect, it } from 'vitest';
import { headerScore, type Role } from '../../../workers/ingest/header-words';

const ROLES: readonly Role[] = ['user', 'time', 'event', 'item', 'category', 'value', 'quantity', 'order', 'session', 'status'];

function bestRole(header: string): Role | null {
  const scores = ROLES.map((role) => headerScore(header, role));
  const most = Math.max(...scores);
  return most === 0 ? null : ROLES[scores.indexOf(most)]!;
}

/** As shops, tills, analytics and marketplaces write them in their exports, by role. */
const WRITTEN: Readonly<Record<string, Readonly<Partial<Record<Role, string>>>>> = {
  English: {
    user: 'Buyer Email|reviewerID|Loyalty Number|Card Number|A/C Ref|anon_id|Customer Email|customer_key|member no|From Email Address|Client ID|ShopperId|Household Key',
    time: 'TXN_DTTM|Order Placed|Purchase Date|Date Created|Created (UTC)|Transaction Date|Date/Time|Timestamp (UTC)|Sale Date',
    event: 'eventType|Event Name|User Action',
    item: 'movieId|PROD_CODE|UPC_CD|prod_sku|Lineitem name|Product Title|itemId|SKU|Stock Code',
    category: 'Product Type|Department|Category Name|sub_category',
    value: 'NET_AMT|rev_amt|transactionRevenue|Total Price EUR|Gross Sales|Net Sales|Revenue (USD)|Item Price|Order Value|Amount Paid',
    quantity: 'Units Sold|Item Quantity|Qty|Lineitem quantity',
    order: 'increment_id|trans_num|Inv No|Order #|Receipt #|OrderID|Invoice Number|Ticket No.',
    session: 'Visit ID|ga_session_id|sessionId',
    status: 'Order Status|Payment Status|Financial Status',
  },
  Chinese: {
    user: '会员ID|会员卡号|用户uid|买家旺旺|客户名称|會員編號|openid|顾客手机号',
    time: '成交时间|支付完成时间|结账时间|消费日期|交易日期|下單時間|销售日期|时间戳',
    event: '行为类型|事件名|用户行为|操作类型',
    item: '商品货号|SKU编码|货品名称|商品条码|商品編號|宝贝标题',
    category: '一级类目|商品分类|二级分类|品类',
    value: '实收金额|成交金额|销售额（元）|应收金额|消费额|實付金額|商品单价',
    quantity: '购买件数|销售数量|成交件数|下单数量',
    order: '订单流水号|小票编号|交易流水号|单据编号|訂單編號',
    session: '会话ID|访问ID',
    status: '订单状态|支付状态|当前状态',
  },
  German: {
    user: 'KD_NR|Kundennummer|Kunden-Nr.|Kunde|Kunden-E-Mail|Mitgliedsnummer|Benutzer-ID',
    time: 'Bestelldatum|Rechnungsdatum|Buchungsdatum|Erstellt am|Zeitstempel|Kaufdatum',
    event: 'Ereignis|Aktion|Ereignistyp',
    item: 'Artikelnummer|Artikel-Nr.|Artikelbezeichnung|Produktname',
    category: 'Produktkategorie|Warengruppe|Rubrik|Kategorie',
    value: 'Gesamtbetrag|Bestellwert|Umsatz|Summe|Bruttobetrag|Einzelpreis|Rechnungsbetrag (€)',
    quantity: 'Menge|Anzahl|Stück|Stückzahl|Bestellmenge',
    order: 'Bestellnummer|Auftragsnr.|Rechnungs-Nr|Belegnummer|Bestell-Nr.',
    session: 'Sitzung|Sitzungs-ID',
    status: 'Bestellstatus|Zahlungsstatus',
  },
  French: {
    user: 'N° client|Code client|Identifiant client|Adresse e-mail|Courriel|Acheteur',
    time: "Date de commande|Date commande|Date d'achat|Date et heure|Créé le|Date de facturation",
    event: "Événement|Type d'événement",
    item: 'Référence produit|Réf. article|Désignation|Produit',
    category: 'Catégorie de produit|Catégorie|Famille|Rayon',
    value: 'Montant TTC|Prix TTC|Total TTC|Prix unitaire HT|Montant total|Total commande',
    quantity: "Quantité|Qté|Nombre d'articles",
    order: 'N° commande|Numéro de commande|Référence commande|Commande n°|N° facture',
    session: 'ID de session',
    status: 'Statut de la commande|Statut|État',
  },
  Spanish: {
    user: 'ID cliente|Código cliente|Nº cliente|Correo electrónico|Comprador',
    time: 'Fecha|Fecha de compra|Fecha pedido|Fecha y hora|Fecha de venta',
    event: 'Evento|Tipo de evento|Acción',
    item: 'Código producto|Artículo|Producto|Descripción del artículo',
    category: 'Categoría de producto|Familia|Categoría',
    value: 'Importe|Importe total|Precio unitario|Total pedido|Monto',
    quantity: 'Cantidad|Unidades|Cantidad vendida',
    order: 'Número de pedido|Nº pedido|ID pedido|Nº factura',
    session: 'Sesión|ID sesión',
    status: 'Estado del pedido|Estado',
  },
  Portuguese: {
    user: 'Código do cliente|ID do cliente|Cliente',
    time: 'Data do pedido|Data da compra',
    item: 'Código do produto|Produto|Nome do produto',
    value: 'Valor total|Preço|Valor do pedido',
    quantity: 'Quantidade',
    order: 'Número do pedido|Código do pedido',
  },
  Italian: {
    user: 'Codice cliente|Cliente|ID cliente',
    time: 'Data ordine|Data acquisto',
    item: 'Codice prodotto|Prodotto|Codice articolo',
    value: 'Importo|Prezzo unitario|Totale ordine',
    quantity: 'Quantità',
    order: 'Numero ordine|Codice ordine',
  },
  Dutch: { user: 'Klantnummer|E-mailadres', time: 'Besteldatum', value: 'Totaal|Prijs', quantity: 'Aantal', order: 'Ordernummer' },
  Persian: {
    user: 'کد مشتری|نام مشتری',
    time: 'تاریخ سفارش|تاریخ',
    item: 'محصول|نام کالا',
    value: 'مبلغ (تومان)|قیمت کل',
    quantity: 'تعداد',
    order: 'شماره سفارش',
  },
  Arabic: { user: 'اسم العميل', time: 'تاريخ الطلب', item: 'المنتج', value: 'المبلغ', quantity: 'الكمية', order: 'رقم الطلب' },
  Ukrainian: {
    user: 'Код клієнта|Покупець',
    time: 'Дата замовлення',
    item: 'Товар',
    value: 'Сума',
    quantity: 'Кількість',
    order: 'Номер замовлення',
  },
  Hungarian: {
    user: 'Ügyfél azonosító|Vevőkód|Vásárló',
    time: 'Rendelés dátuma|Dátum',
    item: 'Termék|Cikkszám',
    value: 'Összeg|Egységár|Végösszeg',
    quantity: 'Mennyiség|Darabszám',
    order: 'Rendelésszám',
  },
  Finnish: {
    user: 'Asiakasnumero|Asiakas',
    time: 'Tilauspäivä|Päivämäärä',
    item: 'Tuote|Tuotekoodi',
    value: 'Summa|Hinta',
    quantity: 'Määrä',
    order: 'Tilausnumero',
  },
  Danish: {
    user: 'Kundenummer|Kunde',
    time: 'Ordredato|Dato',
    item: 'Vare|Varenummer',
    value: 'Beløb|Pris',
    quantity: 'Antal',
    order: 'Ordrenummer',
  },
  Norwegian: {
    user: 'Kundenr|Bruker',
    time: 'Kjøpsdato',
    item: 'Varenavn',
    value: 'Beløp|Totalbeløp',
    quantity: 'Antall',
    order: 'Ordrenr',
  },
  Greek: {
    user: 'Κωδικός πελάτη|Πελάτης',
    time: 'Ημερομηνία παραγγελίας|ΗΜΕΡΟΜΗΝΙΑ',
    item: 'Προϊόν',
    value: 'Ποσό|Σύνολο',
    quantity: 'Ποσότητα',
    order: 'Αριθμός παραγγελίας',
  },
  Romanian: {
    user: 'Cod client|Client',
    time: 'Data comenzii',
    item: 'Produs|Nume produs',
    value: 'Valoare|Preț',
    quantity: 'Cantitate',
    order: 'Număr comandă',
  },
  Croatian: {
    user: 'Kupac',
    time: 'Datum narudžbe',
    item: 'Proizvod',
    value: 'Iznos|Cijena',
    quantity: 'Količina',
    order: 'Broj narudžbe',
  },
  Slovak: {
    user: 'Číslo zákazníka',
    time: 'Dátum objednávky',
    item: 'Názov produktu',
    value: 'Cena',
    quantity: 'Množstvo',
    order: 'Číslo objednávky',
  },
  Bulgarian: {
    user: 'Клиент',
    time: 'Дата на поръчка',
    item: 'Продукт',
    value: 'Сума|Цена',
    quantity: 'Количество',
    order: 'Номер на поръчка',
  },
  Thai: { user: 'รหัสลูกค้า', time: 'วันที่สั่งซื้อ', item: 'ชื่อสินค้า', value: 'ราคารวม|ยอดชำระ', quantity: 'จำนวน', order: 'หมายเลขคำสั่งซื้อ' },
  Korean: {
    user: '회원ID|고객번호|구매자명',
    time: '주문일시|결제일|날짜',
    event: '이벤트명',
    item: '상품코드|상품명',
    category: '카테고리',
    value: '결제금액|매출|단가',
    quantity: '수량|주문수량',
    order: '주문번호',
    session: '세션ID',
    status: '주문상태',
  },
  Japanese: {
    user: 'ユーザーID|ユーザID|会員番号|顧客ID|お客様番号|メールアドレス',
    time: '注文日時|注文日|購入日時|受注日時|日付|売上日|取引日',
    event: 'イベント名|アクション|行動',
    item: '商品コード|商品番号|商品名|品番|JANコード',
    category: 'カテゴリ|カテゴリー|商品カテゴリ|商品分類',
    value: '合計金額|売上金額|注文金額|税込金額|単価|販売価格',
    quantity: '数量|個数|注文数|購入数量|点数',
    order: '注文番号|注文ID|伝票番号|受注番号|取引ID',
    session: 'セッションID|セッション',
    status: '注文ステータス|ステータス|注文状況',
  },
};

describe('headers', () => {
  it.each(
    Object.entries(WRITTEN).flatMap(([language, roles]) => Object.entries(roles).map(([role, headers]) => [language, role, headers])),
  )('%s: %s', (_, role, headers) => {
    const all = headers!.split('|');
    expect(all.map((header) => [header, bestRole(header)])).toEqual(all.map((header) => [header, role]));
  });

  it('of what else a file holds name no role', () => {
    const others =
      `Lieferdatum|Geburtsdatum|Versandkosten|Rabattbetrag|Kundengruppe|Date de livraison|Date de naissance|Frais de port|Fecha de entrega|
      Total IVA|发货时间|优惠金额|运费|会员等级|退款金额|客户备注|支付方式|库存数量|订单类型|配送日|割引金額|消費税|生年月日|更新日時|キャンセル日時|在庫数|
      Last order date|Account length|Total day minutes|order_num_total|上次消费时间|累计消费金额|Customer since|Total orders|utm_campaign|Country|Discount amount|Shipping date|loyalty_points`
        .split('|')
        .map((header) => header.trim());
    expect(others.filter((header) => bestRole(header) !== null)).toEqual([]);
  });

  it('of the day that somebody became a customer are no times, those of a client’s clock are', () => {
    expect(['Dt_Customer', 'member_date'].map((header) => headerScore(header, 'time'))).toEqual([0, 0]);
    for (const header of ['client_ts', 'client_timestamp', 'customer_order_time']) expect(headerScore(header, 'time')).toBeGreaterThan(0);
  });
});
