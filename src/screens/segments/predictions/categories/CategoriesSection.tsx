import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoCategories } from '../../../../../workers/protocol/categories';
import { useFormat } from '../../../../i18n/format';
import { Card, Section } from '../../../../ui/Section';
import { useCategories } from '../../../../workbench/predictions';
import type { Run } from '../../../../workbench/store';
import type { NamedSegment } from '../../named-segments';
import { Pending } from '../Pending';
import { CategoriesKnown } from './CategoriesKnown';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
}

/** Which category users will choose next, or why that cannot be said. */
export const CategoriesSection = memo(function CategoriesSection({ run, segments }: Props) {
  const { t } = useTranslation();
  const state = useCategories(run);
  if (state.kind === 'lost') return null;
  if (state.kind === 'known') {
    const { none, prediction } = state.result;
    return prediction ? <CategoriesKnown run={run} prediction={prediction} segments={segments} /> : <Missing none={none} />;
  }
  return (
    <Section title={t('categories.title')}>
      <Pending state={state} label={t('categories.working')} start={t('categories.start')} />
    </Section>
  );
});

function Missing({ none }: { none: NoCategories }) {
  const { t } = useTranslation();
  const format = useFormat();
  const needed = 'needed' in none ? format.number(none.needed) : '';
  const sentence = () => {
    switch (none.reason) {
      case 'too-short':
        return t('categories.none.too-short', { days: format.number(none.days), needed });
      case 'few-choices':
        return t('categories.none.few-choices', { choices: format.number(none.choices), needed });
      case 'few-users':
        return t(`categories.none.${none.where}`, { users: format.number(none.users), needed });
      default:
        return t(`categories.none.${none.reason}`);
    }
  };
  return (
    <Section title={t('categories.title')}>
      <Card>
        <p data-no-categories={none.reason}>{sentence()}</p>
      </Card>
    </Section>
  );
}
