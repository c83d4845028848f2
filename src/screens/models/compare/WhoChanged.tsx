import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedFlow, ComparedNames } from '../../../../workers/protocol/runs';
import { AWAY } from '../../../../workers/protocol/movement';
import { DownloadIcon } from '../../../charts/icons';
import { flowTable, withoutEmpty, type FlowCell } from '../../../charts/migration/flows';
import { MigrationChart } from '../../../charts/migration/MigrationChart';
import { flowKey, type MigrationWords } from '../../../charts/migration/words';
import { fileNameFor, saveBlob } from '../../../charts/save';
import { useFormat } from '../../../i18n/format';
import { report } from '../../../workbench/actions';
import { exportChanges } from '../../../workbench/runs';
import { nameIn } from './compared-names';
import type { Compared } from './use-compared';
import styles from './compare.module.css';

interface Props {
  readonly compared: Compared;
  readonly names: ComparedNames;
}

/** From which segment to which, in users; those of a cell, or all who changed, as CSV. */
export function WhoChanged({ compared: { first, second, comparison }, names }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [flow, setFlow] = useState<FlowCell | null>(null);
  const table = useMemo(() => withoutEmpty(flowTable(comparison)), [comparison]);
  const words = useMemo((): MigrationWords => {
    const name = (id: number, side: 'from' | 'to') => (id === AWAY ? names.away : nameIn(names, side, id));
    return {
      name: (id, side) => nameIn(names, side, id),
      from: t('models.compare.first'),
      to: t('models.compare.second'),
      entered: names.away,
      left: names.away,
      total: t('models.compare.total'),
      corner: t('models.compare.corner'),
      sentence: ({ from, to, users }) =>
        t('models.compare.flow', { count: users, users: format.number(users), from: name(from, 'from'), to: name(to, 'to') }),
      shares: ({ from, to, shareFrom, shareTo }) => [
        ...(from === AWAY ? [] : [t('models.compare.ofFirst', { share: format.percent(shareFrom), segment: name(from, 'from') })]),
        ...(to === AWAY ? [] : [t('models.compare.ofSecond', { share: format.percent(shareTo), segment: name(to, 'to') })]),
      ],
    };
  }, [names, format, t]);
  const save = async (of: ComparedFlow) => {
    try {
      saveBlob(await exportChanges(first.id, second.id, of, names), fileNameFor(first.files[0] ?? 'shoal', 'changed.csv'));
    } catch (error) {
      report(error);
    }
  };
  return (
    <div className={styles.who}>
      <MigrationChart
        title={t('models.compare.matrix')}
        lead={t('models.compare.matrixLead')}
        fileName={fileNameFor(first.files[0] ?? 'shoal', 'changed.png')}
        table={table}
        words={words}
        view="matrix"
        shares={false}
        selected={flow && flowKey(flow)}
        onFlow={(cell) => setFlow((before) => (before && flowKey(before) === flowKey(cell) ? null : cell))}
      />
      <div className={styles.exports}>
        <Button
          variant="default"
          size="xs"
          leftSection={<DownloadIcon />}
          disabled={comparison.changed === 0}
          onClick={() => void save(null)}
        >
          {t('models.compare.exportAll')}
        </Button>
        {flow ? (
          <Button variant="default" size="xs" leftSection={<DownloadIcon />} onClick={() => void save({ from: flow.from, to: flow.to })}>
            {t('models.compare.exportFlow', { count: flow.users, users: format.number(flow.users) })}
          </Button>
        ) : null}
        {flow ? <span className={styles.muted}>{words.sentence(flow)}</span> : null}
      </div>
    </div>
  );
}
