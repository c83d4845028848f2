import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QualityReport } from '../../../../workers/protocol/ingest';
import type { JoinFigures } from '../../../../workers/protocol/tables';
import { clip, useFormat } from '../../../i18n/format';
import { Note } from '../../../ui/Note';
import { Card, Section } from '../../../ui/Section';
import { exportClean, removeTable, setTableMapping } from '../../../workbench/actions';
import type { JoinedTable } from '../../../workbench/store';
import common from '../common.module.css';
import { rejections, treatment } from '../quality-figures';
import { RowsButton } from '../RowsButton';
import { AttributeDirt } from './AttributeDirt';
import { AttributesTable } from './AttributesTable';
import { ItemColumns } from './ItemColumns';
import classes from './tables.module.css';

interface Props {
  readonly tables: readonly JoinedTable[];
  readonly quality: QualityReport | null;
  readonly disabled: boolean;
}

/** Tables that stand beside the events: how many rows matched on each side, and how each is read. */
export function JoinedTables({ tables, quality, disabled }: Props) {
  const { t } = useTranslation();
  return (
    <Section title={t('tables.joined.title')} lead={t('tables.joined.lead')}>
      <div className={common.stack}>
        {tables.map((table) => {
          const { file, mapping, preview } = table;
          const figures = quality?.joins?.find(({ kind }) => kind === mapping.kind);
          const name = clip(file.name, 60);
          return (
            <div key={mapping.kind} className={classes.joined} data-joined={mapping.kind}>
              <Card>
                <div className={classes.joinedHead}>
                  <h3 className={classes.joinedName}>{name}</h3>
                  <div className={classes.joinedActions}>
                    {figures ? (
                      <RowsButton
                        part="clean"
                        rows={figures.rows}
                        fileName={file.name}
                        make={() => exportClean(figures.kind)}
                        name={t('tables.joined.clean', { name })}
                      />
                    ) : null}
                    <Button
                      size="xs"
                      variant="default"
                      disabled={disabled}
                      aria-label={t('tables.joined.remove', { name })}
                      onClick={() => void removeTable(table)}
                    >
                      {t('tables.joined.remove', { name: '' }).trim()}
                    </Button>
                  </div>
                </div>
                {figures ? <Matched figures={figures} events={quality?.kept ?? 0} /> : null}
                {mapping.kind === 'items' ? (
                  <ItemColumns mapping={mapping} disabled={disabled} onChange={(next) => void setTableMapping(table, next)} />
                ) : null}
              </Card>
              {mapping.kind === 'users' ? (
                <Card flush>
                  <AttributesTable
                    preview={preview}
                    mapping={mapping}
                    disabled={disabled}
                    onChange={(next) => void setTableMapping(table, next)}
                  />
                </Card>
              ) : null}
              {mapping.kind === 'users' && figures?.dirt ? (
                <Card>
                  <AttributeDirt
                    mapping={mapping}
                    dirt={figures.dirt}
                    disabled={disabled}
                    onChange={(next) => void setTableMapping(table, next)}
                  />
                </Card>
              ) : null}
            </div>
          );
        })}
      </div>
    </Section>
  );
}

function Matched({ figures, events }: { figures: JoinFigures; events: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, matched, inEvents, unmatched, rowsRead, rows, duplicates, rejected, eventsMatched } = figures;
  const why = rejections({ rejected: figures.reasons ?? {} }).reasons.map(({ reason, rows: count }) => {
    const ofItem = kind === 'items' && (reason === 'no-user' || reason === 'user-too-long');
    return `${format.number(count)} ${ofItem ? t(`tables.joined.ofItems.${reason}`) : t(`data.quality.reasons.${reason}`)}`;
  });
  const rejectedWords = why.length > 0 ? <p className={common.small}>{t('tables.joined.rejected', { reasons: why.join(' · ') })}</p> : null;
  const treated = treatment({ attributeDirt: figures.dirt });
  const treatedWords = { filled: format.number(treated.filled), clipped: format.number(treated.clipped) };
  if (matched === 0) {
    return (
      <>
        <Note tone="act">{t('tables.joined.none')}</Note>
        {rejectedWords}
      </>
    );
  }
  const counted = { matched: format.number(matched), inEvents: format.number(inEvents), unmatched: format.number(unmatched) };
  const read = {
    rowsRead: format.number(rowsRead),
    rows: format.number(rows),
    duplicates: format.number(duplicates),
    rejected: format.number(rejected),
  };
  return (
    <>
      <p className={classes.joinedWords} role="status">
        {format.sentences([
          t(`tables.joined.${kind}`, counted),
          t('tables.joined.events', { share: format.percent(eventsMatched / Math.max(1, events)) }),
        ])}
      </p>
      <p className={common.small}>
        {t('tables.joined.rows', read)}
        {treated.filled + treated.clipped > 0 ? `. ${t('tables.quality.treated', treatedWords)}` : null}
      </p>
      {rejectedWords}
    </>
  );
}
