import { useTranslation } from 'react-i18next';
import type { SampledTouch, TouchSample } from '../../../workers/protocol/cleaning';
import { useFormat } from '../../i18n/format';
import { useWorkbench } from '../../workbench/store';

interface Counted<Setting extends string> {
  readonly touches: Readonly<Partial<Record<Setting, number | null>>>;
  readonly estimated?: Readonly<Partial<Record<SampledTouch, TouchSample>>>;
}

/** What stands where rows are not counted: they are being counted, or the file has to be read first. */
export function useCounting(): string {
  const { t } = useTranslation();
  const unread = useWorkbench(({ draft }) => Boolean(draft?.error ?? draft?.large));
  return t(unread ? 'data.dirt.unread' : 'data.dirt.counting');
}

/** The sentence that says how many rows a setting touches; `dirt` is null while they are counted. */
export function useTouches<Setting extends string>(dirt: Counted<Setting> | null): (setting: Setting) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const counting = useCounting();
  return (setting) => {
    if (!dirt) return counting;
    const rows: number | null = dirt.touches[setting] ?? null;
    if (rows === null) return t('data.dirt.notCounted');
    const sample = dirt.estimated?.[setting as SampledTouch];
    if (sample) {
      const figures = { rows: format.number(rows), sample: format.number(sample.rows), of: format.number(sample.of) };
      return t(rows === 0 ? 'data.dirt.touchesNoneOf' : 'data.dirt.touchesAbout', { count: rows, ...figures });
    }
    return rows === 0 ? t('data.dirt.touchesNone') : t('data.dirt.touches', { count: rows, rows: format.number(rows) });
  };
}
