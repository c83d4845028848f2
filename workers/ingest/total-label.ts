const TOTAL =
  /^\W*(?:(?:grand|sub)[\s-]?total|totals?|sum|summe|gesamt(?:summe)?|insgesamt|somme|totale?s?|suma|合计|总计|小计|总和|合計|總計|計)(?!\p{L})/iu;

/** Whether a cell says that its row is a sum of others. */
export const isTotalLabel = (cell: string) => TOTAL.test(cell);
