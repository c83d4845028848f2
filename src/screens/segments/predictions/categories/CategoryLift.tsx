import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CategoriesPrediction } from '../../../../../workers/protocol/categories';
import { liftOf } from '../../../../charts/lift';
import { LiftChart } from '../../../../charts/LiftChart';
import { fileNameFor } from '../../../../charts/save';
import { clip, useFormat } from '../../../../i18n/format';
import type { Run } from '../../../../workbench/store';
import styles from '../predictions.module.css';

/** One category against all others: the tested users in tenths by its probability, and how much of what they chose it was. */
export function CategoryLift({ run, prediction: { lifts, of } }: { run: Run; prediction: CategoriesPrediction }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [picked, setPicked] = useState(0);
  const shown = lifts[picked] ?? lifts[0];
  if (!shown) return null;
  const name = clip(shown.name, 40);
  return (
    <div className={styles.lift} data-lift>
      {lifts.length > 1 ? (
        <NativeSelect
          size="xs"
          label={t(`categories.lift.which.${of}`)}
          value={String(picked)}
          data={lifts.map((one, i) => ({ value: String(i), label: clip(one.name, 60) }))}
          onChange={(event) => setPicked(Number(event.currentTarget.value))}
        />
      ) : null}
      <LiftChart
        title={t('categories.lift.title', { name, lift: format.fixed(liftOf(shown.tenths[0]!, shown.rate), 1) })}
        fileName={fileNameFor(run.fileName, 'next-lift.png')}
        tenths={shown.tenths}
        rate={shown.rate}
        share={t('categories.lift.share', { name })}
      />
      <p className={styles.muted}>
        {t('categories.lift.note', { users: format.number(shown.users), name, what: t(`categories.of.${of}`) })}
      </p>
    </div>
  );
}
