import { useTranslation } from 'react-i18next';
import type { SampledTouch } from '../../../workers/protocol/cleaning';
import { useFormat } from '../../i18n/format';
import type { DirtProps } from './DirtOptions';

type Touches = NonNullable<DirtProps['dirt']>['touches'];

/** The sentence that says how many rows a setting touches. */
export function useTouches(dirt: DirtProps['dirt']): (setting: keyof Touches) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (setting) => {
    if (!dirt) return t('data.dirt.counting');
    const rows = dirt.touches[setting];
    if (rows === null) return t('data.dirt.notCounted');
    const sample = dirt.estimated?.[setting as SampledTouch];
    if (sample) {
      const figures = { rows: format.number(rows), sample: format.number(sample.rows), of: format.number(sample.of) };
      return t(rows === 0 ? 'data.dirt.touchesNoneOf' : 'data.dirt.touchesAbout', { count: rows, ...figures });
    }
    return rows === 0 ? t('data.dirt.touchesNone') : t('data.dirt.touches', { count: rows, rows: format.number(rows) });
  };
}
