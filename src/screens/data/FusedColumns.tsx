import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format';
import { Gap } from '../../ui/Gap';
import { useWorkbench } from '../../workbench/store';
import { expectedParts, fusedPartsWords } from '../training/fused-parts';
import common from './common.module.css';

const IF_WORDS: ReadonlySet<string> = new Set(['title', 'item-title', 'item', 'category', 'brand', 'item-column']);

/** Which columns of the file at hand will take part in a fused encoder. */
export function FusedColumns() {
  const { t } = useTranslation();
  const format = useFormat();
  const mapping = useWorkbench((state) => state.draft?.mapping);
  const joined = useWorkbench((state) => state.draft?.joined);
  if (!mapping) return null;
  const read = { mapping, joined };
  const parts = expectedParts(read);
  return (
    <p className={common.small} data-fused-parts>
      {fusedPartsWords(read, parts, null, t, format)}
      <Gap />
      {parts.texts.some(({ of }) => IF_WORDS.has(of)) ? t('training.fused.ifWords') : null}
    </p>
  );
}
