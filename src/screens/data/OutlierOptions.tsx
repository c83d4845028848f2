import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OUTLIER_METHODS, type DirtTouches, type OutlierSettings } from '../../../workers/protocol/cleaning';
import { CommittedInput, within } from './CommittedInput';
import { useCounting, useTouches } from './use-touches';
import classes from './DirtOptions.module.css';

const PERCENT = 100;
const COUNTED = { clip: 'clip', 'z-score': 'zScore', isolation: 'isolation' } as const;

interface Props {
  /** What is far from what. */
  readonly label: string;
  readonly outliers: OutlierSettings;
  /** null while the file is read. */
  readonly dirt: { readonly touches: Pick<DirtTouches, 'clip' | 'zScore' | 'isolation'> } | null;
  readonly disabled: boolean;
  readonly onChange: (outliers: OutlierSettings) => void;
}

/** A sentence that goes on after a colon. */
const uncapitalised = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);

/** What becomes of figures far from the others. */
export function OutlierOptions({ label, outliers, dirt, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const touches = useTouches(dirt);
  const counting = useCounting();
  const { method } = outliers;
  const set = (part: Partial<OutlierSettings>) => onChange({ ...outliers, ...part });
  const field = (key: 'low' | 'high' | 'z' | 'score', low: number, high: number, unit = 1) => (
    <CommittedInput
      label={t(`data.dirt.outliers.${key}`)}
      // Shares of a hundred without the rounding of binary fractions.
      value={Number((outliers[key] * unit).toPrecision(12))}
      disabled={disabled}
      parse={within(low, high)}
      problem={t('data.dirt.invalid.range', { low, high })}
      onCommit={(value) => set({ [key]: value / unit })}
    />
  );
  const note =
    method !== 'keep'
      ? touches(COUNTED[method])
      : dirt === null
        ? counting
        : (['clip', 'z-score', 'isolation'] as const).map((each) => (
            <span key={each} className={classes.line}>
              {t('data.dirt.outliers.would', {
                method: t(`data.dirt.outliers.methods.${each}`),
                touches: uncapitalised(touches(COUNTED[each])),
              })}
            </span>
          ));
  return (
    <fieldset className={classes.group}>
      <legend>{t('data.dirt.outliers.title')}</legend>
      <NativeSelect
        label={label}
        description={note}
        inputWrapperOrder={['label', 'input', 'description']}
        value={method}
        disabled={disabled}
        onChange={(event) => set({ method: event.currentTarget.value as OutlierSettings['method'] })}
        data={OUTLIER_METHODS.map((value) => ({ value, label: t(`data.dirt.outliers.methods.${value}`) }))}
      />
      {method === 'clip' ? (
        <div className={classes.pair}>
          {field('low', 0, 50, PERCENT)}
          {field('high', 50, 100, PERCENT)}
        </div>
      ) : null}
      {method === 'z-score' ? field('z', 1, 1000) : null}
      {method === 'isolation' ? field('score', 0.5, 1) : null}
    </fieldset>
  );
}
