import { Button, Modal, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { FilePreview } from '../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../workers/protocol/recipe';
import type { HeaderMatch } from '../../../workers/protocol/update';
import { clip } from '../../i18n/format';
import { useWorkbench } from '../../workbench/store';
import { isSure } from '../../workbench/renamed-columns';
import type { UpdateStep } from '../../workbench/update-step';
import { askAgain, confirmColumns, leaveUpdate, setMatch } from '../../workbench/updating';
import { DialogProblem } from './DialogProblem';
import classes from './UpdateDialog.module.css';

type Columns = Extract<UpdateStep, { kind: 'columns' }>;

/** Without these no row can be read. */
const NEEDED: readonly string[] = ['user', 'time'];

/** Where are the columns that the newer file does not name as before? */
export function ColumnsStep({ step: { file, preview, found, matches, asked } }: { step: Columns }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const looking = useWorkbench((state) => state.job?.kind === 'preview');
  const mapping = useWorkbench((state) => state.run?.result.recipe.mapping);
  const used = mapping?.columns.filter(({ role }) => role !== 'other') ?? [];
  const complete = matches.every(({ column }, i) => column !== null || !NEEDED.includes(used[i]?.role ?? 'other'));
  return (
    <div className={classes.step}>
      <Modal.Title className={classes.title}>{t('update.columns.title', { file: clip(file.name, 60) })}</Modal.Title>
      <p className={classes.muted}>{t('update.columns.lead')}</p>
      <DialogProblem />
      <ul className={classes.columns}>
        {matches.map((match, i) =>
          isSure(found[i]!) ? null : (
            <Column key={match.wanted} index={i} match={match} found={found[i]!} used={used[i]} preview={preview} disabled={looking} />
          ),
        )}
      </ul>
      {complete ? null : <p className={classes.watch}>{t('update.columns.needed')}</p>}
      <div className={classes.actions} data-sticky>
        <Button variant="default" onClick={() => void leaveUpdate()}>
          {t('update.ask.cancel')}
        </Button>
        {asked ? (
          <Button variant="default" onClick={askAgain} disabled={looking}>
            {t('update.columns.back')}
          </Button>
        ) : null}
        <Button onClick={() => void confirmColumns().then((opened) => opened && navigate('/data'))} disabled={!complete} loading={looking}>
          {t('update.columns.go')}
        </Button>
      </div>
    </div>
  );
}

interface ColumnProps {
  readonly index: number;
  readonly match: HeaderMatch;
  /** As it was before the person chose. */
  readonly found: HeaderMatch;
  readonly used: MappingRecipe['columns'][number] | undefined;
  readonly preview: FilePreview;
  readonly disabled: boolean;
}

function Column({ index, match, found, used, preview, disabled }: ColumnProps) {
  const { t } = useTranslation();
  const role = used?.role ?? 'other';
  const name = clip(match.wanted, 60);
  const options = preview.columns.map((column, i) => {
    const examples = column.examples.slice(0, 2).map((example) => clip(example, 24));
    const own = clip(column.name, 40);
    return {
      value: String(i),
      label: examples.length > 0 ? t('update.columns.option', { name: own, examples: examples.join(', ') }) : own,
    };
  });
  const state =
    match.column === null
      ? NEEDED.includes(role) || found.column !== null
        ? 'missing'
        : 'absent'
      : match.column !== found.column
        ? 'chosen'
        : 'similar';
  return (
    <li className={classes.column}>
      <div>
        <strong>{name}</strong>
        <span className={classes.muted}>{t('update.columns.role', { role: t(`data.roles.${role}`) })}</span>
      </div>
      <div>
        <NativeSelect
          aria-label={t('update.columns.choose', { name })}
          disabled={disabled}
          value={match.column === null ? '' : String(match.column)}
          data={[{ value: '', label: t(NEEDED.includes(role) ? 'update.columns.pick' : 'update.columns.none') }, ...options]}
          onChange={(event) => setMatch(index, event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
        />
        <span className={classes.muted} data-state={state}>
          {t(`update.columns.${state}`)}
        </span>
      </div>
    </li>
  );
}
