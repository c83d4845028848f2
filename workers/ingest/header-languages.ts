import type { Role } from './header-words';

/**
 * Whole names of columns, parted by commas, in languages beyond those of header-words.ts and header-patterns.ts: Russian, Ukrainian, Polish, Czech, Dutch, Swedish,
 * Turkish, Arabic, Hebrew, Thai, Vietnamese, Indonesian, and the German, French and Spanish of payment services.
 */
export const OTHER_LANGUAGES: Readonly<Partial<Record<Role, string>>> = {
  user: `клиент, код клиента, id клиента, номер клиента, покупатель, пользователь, id пользователя, заказчик, контрагент, email клиента, почта клиента, телефон клиента,
    клієнт, покупець, користувач, klient, id klienta, numer klienta, kupujący, nabywca, email klienta, użytkownik, zákazník, číslo zákazníka, uživatel, klant, klant id, klant nr,
    kund, kundnummer, kund id, müşteri, müşteri id, müşteri no, müşteri kodu, kullanıcı, kullanıcı id, alıcı, العميل, رقم العميل, معرف العميل, المستخدم, معرف المستخدم, לקוח, מספר לקוח,
    ลูกค้า, รหัสลูกค้า, ชื่อผู้ใช้, ผู้ซื้อ, ชื่อผู้ใช้ (ผู้ซื้อ), khách hàng, mã khách hàng, người mua, người dùng, pelanggan, id pelanggan, pembeli, username (pembeli),
    absender e-mail-adresse, de l'adresse email, adresse email de l'expéditeur, correo electrónico del remitente`,
  time: `дата, дата заказа, дата продажи, дата покупки, дата и время, дата создания, дата операции, время заказа, период, дата оплаты, час замовлення, дата замовлення,
    data zamówienia, data sprzedaży, data zakupu, data i godzina, data transakcji, datum objednávky, datum, orderdatum, besteldatum, factuurdatum, tarih, sipariş tarihi, satış tarihi,
    işlem tarihi, fatura tarihi, التاريخ, تاريخ الطلب, تاريخ الشراء, תאריך, วันที่, วันที่สั่งซื้อ, วันที่ทำการสั่งซื้อ, ngày, ngày đặt hàng, ngày mua, thời gian, tanggal, tanggal pesanan,
    waktu pesanan dibuat`,
  item: `товар, артикул, номенклатура, наименование, наименование товара, название товара, код товара, продукт, produkt, nazwa produktu, kod produktu, towar, produktnamn, artikelnummer,
    productnaam, artikelnaam, ürün, ürün adı, ürün kodu, stok kodu, المنتج, اسم المنتج, מוצר, สินค้า, ชื่อสินค้า, รหัสสินค้า, sản phẩm, tên sản phẩm, mã sản phẩm, produk, nama produk`,
  category: `категория, группа товаров, категория товара, kategoria, kategoria produktu, kategorie, productgroep, kategori, ürün kategorisi, الفئة, קטגוריה, หมวดหมู่, danh mục, kategori produk`,
  value: `сумма, сумма заказа, сумма продажи, стоимость, итоговая сумма, выручка, цена, сума, вартість, ціна, kwota, wartość, wartość zamówienia, cena, suma, celková cena, částka,
    totaalbedrag, bedrag, omzet, belopp, summa, tutar, toplam tutar, fiyat, birim fiyat, satış tutarı, المبلغ, السعر, الإجمالي, סכום, מחיר, ยอดเงิน, ยอดรวม, ราคา, จำนวนเงิน, ราคาขาย,
    số tiền, thành tiền, tổng tiền, giá, đơn giá, jumlah harga, harga, total harga, total pembayaran, brutto, brut, bruto`,
  quantity: `количество, кол-во, кол во, кількість, ilość, sztuk, liczba sztuk, množství, počet kusů, aantal, antal, adet, miktar, الكمية, כמות, จำนวน, số lượng, jumlah, jumlah produk`,
  order: `номер заказа, № заказа, заказ, id заказа, номер чека, номер накладной, номер замовлення, numer zamówienia, nr zamówienia, numer faktury, číslo objednávky, ordernummer, bestelnummer,
    factuurnummer, sipariş no, sipariş numarası, fatura no, رقم الطلب, رقم الفاتورة, מספר הזמנה, หมายเลขคำสั่งซื้อ, เลขที่ใบสั่งซื้อ, mã đơn hàng, số hóa đơn, no. pesanan, nomor pesanan`,
  status: `статус, статус заказа, статус замовлення, status zamówienia, stav objednávky, sipariş durumu, durum, حالة الطلب, สถานะการสั่งซื้อ, trạng thái, trạng thái đơn hàng, status pesanan`,
  event: `событие, название события, тип события, действие, подія, zdarzenie, nazwa zdarzenia, olay, الحدث, เหตุการณ์, sự kiện`,
  session: `сессия, id сессии, сеанс, визит, sesja, oturum, sessie`,
};
