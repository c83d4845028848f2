import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TableProposal } from '../../../../workers/protocol/ingest';
import type { MappingRecipe } from '../../../../workers/protocol/recipe';
import { clip, useFormat } from '../../../i18n/format';
import { Note } from '../../../ui/Note';
import { setMapping } from '../../../workbench/actions';

interface Props {
  readonly proposal: TableProposal;
  readonly mapping: MappingRecipe;
  readonly disabled: boolean;
}

/** Columns of an event file that never change within a user are offered as attributes of the users. */
export function SteadyColumns({ proposal, mapping, disabled }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const used = mapping.attributes !== undefined;
  const use = () => {
    const attributes = proposal.mappings.users.attributes?.filter(({ name }) => proposal.steady.includes(name)) ?? [];
    void setMapping({ ...mapping, attributes });
  };
  const leave = () => {
    const { attributes: _, ...rest } = mapping;
    void setMapping(rest);
  };
  return (
    <Note
      title={t('tables.steady.title')}
      action={
        <Button size="xs" variant="default" disabled={disabled} onClick={used ? leave : use}>
          {t(used ? 'tables.steady.leave' : 'tables.steady.use')}
        </Button>
      }
    >
      {t('tables.steady.body', { names: format.list(proposal.steady.map((name) => clip(name, 40))) })}
    </Note>
  );
}
