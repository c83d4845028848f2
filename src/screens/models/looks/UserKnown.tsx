import { useTranslation } from 'react-i18next';
import type { UserLook } from '../../../../workers/protocol/looks';
import { segmentToken } from '../../../charts/palette';
import { clip, useFormat } from '../../../i18n/format';
import { Term } from '../../../ui/Term';
import { select } from '../../../workbench/actions';
import type { Run } from '../../../workbench/store';
import type { NamedSegment } from '../../segments/named-segments';
import { AttentionMap } from './AttentionMap';
import { StepStrip } from './StepStrip';
import { StepTable } from './StepTable';
import { sharesOf } from './user-view';
import styles from './looks.module.css';

interface Props {
  readonly run: Run;
  readonly segments: readonly NamedSegment[];
  readonly look: UserLook;
}

/** The finding, the events shaded by what they say, the figures. */
export function UserKnown({ run, segments, look }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = run.result.recipe.mapping.timeZone;
  const shares = sharesOf(look);
  const nameOf = (id: number) => segments.find((segment) => segment.id === id)?.name ?? '';
  const words = { user: clip(look.id, 40), segment: nameOf(look.segment), next: nameOf(look.next) };
  const title = shares.first
    ? t(look.outside ? 'looks.user.titleOutside' : look.margin < 0 ? 'looks.user.titleAgainst' : 'looks.user.title', {
        ...words,
        field: t(`looks.tokens.${shares.first.field}`),
        share: format.percent(shares.first.share, 0),
      })
    : t('looks.user.titleNothing', words);
  return (
    <>
      <p className={styles.finding} data-user-look={look.row}>
        {title}
      </p>
      <div className={styles.key}>
        {(['segment', 'next'] as const).map((side) => (
          <span key={side}>
            <span className={styles.swatch} data-side={side} />
            {side === 'segment' ? '+' : '−'} {t('looks.user.speaks', { segment: words[side] })}
            <span className={styles.dot} style={{ backgroundColor: segmentToken(look[side]) }} />
          </span>
        ))}
        <Term note={t('looks.user.note')}>{t('looks.how')}</Term>
        <button type="button" className={styles.link} onClick={() => select({ kind: 'user', row: look.row })}>
          {t('looks.user.open')}
        </button>
      </div>
      <StepStrip look={look} shares={shares} zone={zone} />
      <StepTable look={look} shares={shares} zone={zone} words={words} />
      {look.attention ? <AttentionMap run={run} look={look} attention={look.attention} zone={zone} /> : null}
    </>
  );
}
