import { useTranslation } from 'react-i18next';
import { Note } from '../../ui/Note';
import { Card, Section } from '../../ui/Section';
import { setMapping } from '../../workbench/actions';
import type { Draft } from '../../workbench/store';
import { ColumnsTable } from './ColumnsTable';
import common from './common.module.css';
import { AttributesTable } from './tables/AttributesTable';
import { ItemColumns } from './tables/ItemColumns';

interface Props extends Pick<Draft, 'preview' | 'mapping'> {
  readonly disabled: boolean;
}

/** What each column was taken for, by what a row of the file is. */
export function DraftColumns({ preview, mapping, disabled }: Props) {
  const { t } = useTranslation();
  if (mapping.kind === 'items') {
    return (
      <Section title={t('tables.items.title')} lead={t('tables.items.lead')}>
        <Card>
          <ItemColumns mapping={mapping} disabled={disabled} onChange={(next) => void setMapping(next)} />
        </Card>
      </Section>
    );
  }
  if (mapping.kind === 'users') {
    const used = mapping.attributes?.some(({ as, label }) => as !== 'ignore' && label !== true);
    return (
      <Section title={t('tables.attributes.title')} lead={t('tables.attributes.lead')}>
        <div className={common.stack}>
          {used ? null : <Note tone="act">{t('tables.attributes.none')}</Note>}
          <Card flush>
            <AttributesTable preview={preview} mapping={mapping} disabled={disabled} onChange={(next) => void setMapping(next)} />
          </Card>
        </div>
      </Section>
    );
  }
  return <ColumnsTable preview={preview} mapping={mapping} disabled={disabled} />;
}
