import { useFormat } from '../../../i18n/format';

/** How errors and totals of purchases or of money are written. */
export function useFigure(what: 'purchases' | 'value') {
  const format = useFormat();
  return what === 'value'
    ? { error: format.money, total: format.money }
    : { error: (value: number) => format.number(value, 3), total: (value: number) => format.number(value) };
}
