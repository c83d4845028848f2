import type { Role } from './header-words';

interface Pattern {
  readonly for: RegExp;
  readonly against: RegExp;
}

/** Parts of names that say in any of these languages that a column is about the shop's or the parcel's side of things, not the purchase. */
const SHIPPING =
  '배송|发货|配送|物流|送达|收货|到货|运费|邮费|配達|発送|納品|送料|liefer|versand|livraison|expedition|envio|entrega|spedizione';
const REDUCTIONS =
  '优惠|折扣|红包|补贴|佣金|手续费|税额|税率|税费|税金|消费税|退款|割引|値引|rabatt|steuer|mwst|gutschein|remise|tva|frais|^iva|totaliva|descuento';

/**
 * Whole names, or how they begin and end, in languages that write a name as one word (Chinese, Japanese, Korean, German) or decline it (French, Spanish, Italian,
 * Portuguese): far more of them are in use than can be listed. Held against names without accents and underscores, Chinese ones in simplified characters.
 */
export const PATTERNS: Readonly<Record<Role, Pattern>> = {
  user: {
    for: /(?:회원|고객|사용자|구매자|유저)(?:id|아이디|번호|명|코드)?$|(?:用户|会员|客户|顾客|买家|消费者|ユーザー?|お客様|会员卡)(?:id|编号|编码|号码|号|卡号|代码|名|名称|姓名|昵称|旺旺|番号|コード|手机号?|手机号码|uid|账号|帐号)$|^(?:open|union)id$|^设备id$|^手机$|メールアドレス$|^(?:kunden|kund|kd|knd|kaufer|besteller|nutzer|benutzer|mitglied|mitglieds)(?:nummer|nr|no|id|nummern|email|mail|konto|code)$|^(?:n|no|num|numero|numerode|code|codigo|codice|cod|clave|id|identifiant|ref)(?:du|de|del|di|do|da)?(?:client|cliente|acheteur|comprador|usuario|utilisateur|membre|socio|utente)$|^(?:client|cliente|usuario)(?:n|no|id|codigo)$|^(?:adresse)?e?mail(?:client|cliente|adresse)?$|^courriel$|^correo(?:electronico)?$/,
    against: /类型|等级|标签|备注|性别|数$/,
  },
  time: {
    for: /(?:일시|일자|날짜|시각|주문일|구매일|결제일)$|(?:时间|日期|日时|日付|年月日|时间戳)$|(?:注文|购入|受注|売上|取引|来店|利用|决済|计上)日$|(?:datum|zeitpunkt|zeitstempel)$|^(?:bestell|kauf|buchungs)zeit$|^(?:erstellt|bestellt|gekauft)am$|^(?:date|fecha|data)(?:et|y|e)?(?:de|du|d|del|da|di|do)?(?:la)?(?:heure|hora|ora|commande|achat|facture|facturation|vente|paiement|creation|compra|pedido|venta|pago|factura|registro|operacion|ordine|acquisto|venda)$|^creele$|^fechahora$/,
    against: new RegExp(
      `${SHIPPING}|结束|截止|关闭|上次|最近|最后|末次|首次|第一次|成为|更新|修改|取消|キャンセル|注册|入会|生日|出生|到期|预计|时长|耗时|登録|生年|생년|가입|geburt|naissance|nacimiento|inscription|gultig|ablauf|anderung|faelligkeit|fallig|caducidad|echeance`,
    ),
  },
  clock: {
    for: /(?:时刻|小时)$|^(?:bestell|kauf)?uhrzeit$|^heure(?:de)?(?:la)?(?:commande|achat|vente)?$|^hora(?:de)?(?:la)?(?:compra|venta|pedido)?$/,
    against: new RegExp(SHIPPING),
  },
  event: {
    for: /^(?:이벤트|행동)(?:명|유형|이름)?$|^(?:用户)?(?:事件|行为|行动|操作|动作|イベント|アクション)(?:名称|名|类型|タイプ|种别|代码)?$|^埋点(?:名称|事件)?$|^(?:ereignis|aktion)(?:styp|typ|name|sname)?$|^(?:type|nom|tipo|nombre)?(?:de|d|del)?(?:evenement|evento|accion|action)$/,
    against: /^$/,
  },
  item: {
    for: /^(?:상품|제품)(?:id|코드|번호|명|이름)?$|(?:商品|产品|货品|宝贝|制品|菜品|アイテム|品目|sku)(?:id|编号|编码|代码|货号|条码|条形码|名称|名|标题|コード|番号)$|^(?:条码|条形码|品番|jan(?:コード)?|规格编码|商家编码)$|^(?:artikel|art|produkt|waren)(?:nummer|nr|no|id|bezeichnung|name|code|nummern)$|^(?:ref|reference|code|codigo|codice|cod|id|nom|nombre|nome|designation|libelle|descripcion)(?:du|de|del|d|di|do|da)?(?:produit|article|producto|articulo|prodotto|articolo|produto)$|^(?:produit|producto|articulo|articolo)$|^designation$/,
    against: /分类|类目|类别|品类|数量|价格|金额|件数|kategorie|gruppe|preis/,
  },
  category: {
    for: /카테고리(?:명)?$|(?:类目|分类|品类|类别|大类|中类|小类|カテゴリー?|部门)(?:名称|名|id)?$|^(?:produkt|artikel|haupt|unter)?kategorie$|^(?:waren|produkt|artikel)gruppe$|^rubrik$|^(?:categorie|categoria|famille|familia|rayon|rubrique)(?:du|de|del|di|do)?(?:produits?|articles?|productos?|articulos?|prodotto|produto)?$/,
    against: /用户|会员|客户|顾客|事件|订单|支付|kunden/,
  },
  value: {
    for: /(?:금액|매출|매출액|단가|가격|결제액)$|(?:金额|销售额|交易额|消费额|成交额|营业额|净额|总价|总额|单价|単価|価格|价格|售价|売上|売上高|实收|实付|实付款|实收款|应付款|gmv)(?:元|円|人民币)?$|(?:betrag|umsatz|summe|bestellwert|warenwert|preis|erlos)$|^(?:umsatz|ums|betrag|summe)(?:netto|brutto|gesamt)$|^(?:vl|vlr|val)(?:total|unitario|liquido|bruto|pedido|venda)$|^(?:montant|prix|total|sommes?|chiffredaffaires|ca|importe|precio|monto|ventas|importo|prezzo|totale|valor|preco)(?:total|totale|unitaire|unitario|de|du|del|da|di|do|la|par)*(?:commande|vente|achat|article|produit|pedido|venta|compra|factura|ordine|venda)?(?:ttc|ht|net|neto|brut|bruto|paye|pagado)?$/,
    against: new RegExp(`${SHIPPING}|${REDUCTIONS}|累计|类型|币种|状态|方式|原价|成本`),
  },
  quantity: {
    for: /수량$|(?:数量|件数|个数|個数|点数|购入数|注文数|枚数|本数|台数)$|^(?:bestell|verkaufs)?menge$|^(?:anzahl|stuck|stk)$|^(?:anzahl|stuck)(?:artikel|stuck)$|^(?:mng|qtde)$|^(?:quantite|qte|qtde|nombrearticles|nombredarticles|nbarticles|cantidad|cant|unidades|uds|quantita|qta|quantidade|qtd)(?:de|du|d|del)?(?:commandee?|vendue?|articles?|produits?|vendidas?|pedida|compradas?|itens)?$/,
    against: /库存|在库|评价|浏览|种类|退|订单|用户|会员|客户|lager|instock/,
  },
  order: {
    for: /(?:주문|거래)(?:id|번호)$|(?:订单|注文|受注|伝票|单据|小票|票据)(?:id|编号|编码|号码|号|番号|流水号|no|コード)$|^(?:交易|取引|销售)?(?:流水号|交易号|取引id|取引番号|销售单号)$|^(?:bestell|auftrags|rechnungs|beleg|bon|kassenbon)(?:nummer|nr|no|id|code)$|^(?:n|nr|no|num|numero|ref|reference|id|code|codigo|codice|cod)(?:du|de|del|di|do|da)?(?:la)?(?:commande|facture|ticket|pedido|factura|orden|ordine|fattura|encomenda|compra|venta|vente|vendita|venda)$|^folio$|^(?:commande|pedido|facture|factura)(?:n|no|numero|id)$/,
    against: /^$/,
  },
  session: {
    for: /^세션(?:id)?$|^(?:用户)?(?:会话|访问|セッション)(?:id|编号|标识|番号)?$|^sitzungs?(?:id|nummer|kennung)?$|^(?:id)?(?:de|del)?(?:la)?(?:session|sesion|sessione|visite|visita)$/,
    against: /^$/,
  },
  title: {
    for: /(?:商品|产品|货品|宝贝|制品)(?:名称|名|标题|描述|说明|名称描述)$|^(?:produkt|artikel)(?:name|bezeichnung|beschreibung|titel)$|^(?:nom|titre|libelle|description)(?:du|de|del)?(?:produit|article)$|^(?:nombre|titulo|descripcion|nome|titolo|descrizione)(?:del|do)?(?:producto|articulo|produto|prodotto|articolo)$/,
    against: /分类|类目|类别|品类|数量|价格|金额|件数|用户|会员|客户|kategorie|gruppe|preis/,
  },
  text: {
    for: /(?:搜索|检索|查询)(?:词|关键词|关键字|内容|语句)$|(?:评论|评价|留言|反馈|咨询)(?:内容|正文)$|^(?:検索(?:キーワード|ワード|語|语)|口コミ|コメント)$|^such(?:begriffe?|wort|worter|anfrage|text)$|^(?:mots?cles?|termes?(?:de)?recherche)$|^(?:terminos?(?:de)?busqueda|palabrasclave)$/,
    against: /数|次数|时间|日期|id$|编号|类型/,
  },
  status: {
    for: /^(?:주문|결제)?상태$|^(?:订单|交易|支付|付款|注文|受注|当前)?(?:状态|状况|状況|ステータス)$|^(?:bestell|auftrags|zahlungs)status$|^(?:statut|etat|estado|stato)(?:du|de|del|dell)?(?:la)?(?:commande|paiement|pedido|pago|ordine)?$/,
    against: /^$/,
  },
};
