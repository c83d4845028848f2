import { normalType } from './event-words';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** An order that was called off or wholly given back: it brings neither money nor units. */
const CANCELLED = words(`cancelled canceled order_cancelled order_canceled cancelled_by_customer cancelled_by_seller refunded fully_refunded
  order_refunded payment_refunded voided void returned order_returned chargeback charged_back reversed reversal
  交易关闭 订单关闭 已关闭 关闭 已取消 取消 订单取消 订单已取消 交易取消 退款成功 退款完成 已退款 全额退款 全部退款 已全额退款 退货完成 已退货
  退货退款成功 拒收 已拒收 删除 已删除
  storniert abgebrochen erstattet retourniert zurückgesendet annulé annulée remboursé remboursée cancelado cancelada reembolsado reembolsada anulado anulada devuelto devuelta annullato annullata rimborsato rimborsata
  batal dibatalkan dikembalikan iptal iptal_edildi iade iade_edildi отменен отменён отменено отмена возврат возвращен скасовано anulowane anulowano zwrócone
  geannuleerd terugbetaald zrušeno stornováno annullerad annulleret avbruten đã_hủy đã_huỷ ملغي ملغى لغو_شده 취소 취소완료 주문취소 반품 반품완료 환불 환불완료
  キャンセル キャンセル済み キャンセル済 キャンセル確定 キャンセル完了 取消済 返品 返品済み 返品済 返金済み 返金済`);
/** An order that was placed and not paid for. */
const UNPAID = words(`unpaid awaiting_payment pending_payment payment_pending payment_failed failed expired checkout_draft abandoned
  nicht_bezahlt unbezahlt zahlung_ausstehend ausstehend en_attente_de_paiement impayé impayée pendiente_de_pago pago_pendiente
  belum_bayar menunggu_pembayaran ödeme_bekliyor не_оплачен ожидает_оплаты 입금대기 결제대기 미입금
  入金待ち 未入金 支払待ち 未払い
  等待买家付款 等待付款 待付款 待支付 未付款 未支付 支付失败`);
/** An order that went through, or is on its way: such values tell a column of order states from others. */
const GOOD =
  words(`paid partially_paid authorized pending complete completed delivered shipped fulfilled processing processed invoiced approved
  created on_hold unavailable partially_refunded closed placed confirmed ready bezahlt abgeschlossen in_bearbeitung versendet geliefert zugestellt terminée payé payée
  livré livrée expédié expédiée completado completada pagado pagada enviado enviada entregado entregada
    selesai dikirim sampai tamamlandı teslim_edildi kargoda выполнен выполнено доставлен доставлено оплачен оплачено отправлен виконано доставлено zrealizowane wysłane opłacone dostarczone
    afgerond verzonden betaald bezorgd dokončeno odesláno skickad levererad 구매확정 배송완료 배송중 결제완료 발송완료 처리완료 処理済 発送済`);
const GOOD_PART = /abgeschlossen$|成功|完成|发货|签收|收货|已支付|已付款|出库|部分退款|待评价|済み?$|完了$/;
const PARTLY_REFUNDED = /^partially_refunded$|部分退款/;

export const isCancelledState = (state: string) => isAmong(CANCELLED, state) || normalType(state).startsWith('删除_');
export const isUnpaidState = (state: string) => isAmong(UNPAID, state);
export const isPartlyRefunded = (state: string) => PARTLY_REFUNDED.test(normalType(state));

/** The whole state, one of two that it names (`Storniert / Abgelehnt`), or in Chinese its last part, which says how it ended: `未发货，退款成功`. */
function isAmong(states: ReadonlySet<string>, state: string): boolean {
  const name = normalType(state);
  if (state.includes(' / ') && state.split(' / ').some((part) => states.has(normalType(part)))) return true;
  const last = name.slice(name.lastIndexOf('_') + 1);
  return states.has(name) || (/^[\u4e00-\u9fff]/.test(last) && states.has(last));
}

/** Part of the rows whose value is a known state of an order; 0 where none of them is one that calls for anything. */
export function orderStateShare(values: readonly { readonly value: string; readonly count: number }[]): number {
  let rows = 0;
  let known = 0;
  let telling = false;
  for (const { value, count } of values) {
    rows += count;
    const bad = isCancelledState(value) || isUnpaidState(value);
    telling ||= bad;
    if (bad || GOOD.has(normalType(value)) || GOOD_PART.test(value)) known += count;
  }
  return telling ? known / rows : 0;
}
