import { useTranslation } from 'react-i18next';
import type { UserLook } from '../../../../workers/protocol/looks';
import { clip, useFormat } from '../../../i18n/format';
import { shadeOf, signed } from './shade';
import { stepWords } from './step-words';
import { ofOneType, type Shares } from './user-view';
import styles from './looks.module.css';
import { Gap } from '../../../ui/Gap';

/** Events in the strip; the table has all. */
const SHOWN = 64;
/** Shares are written from this one on. */
const LEAST = 0.005;

interface Props {
  readonly look: UserLook;
  readonly shares: Shares;
  readonly zone: string;
}

/** The events in order, each shaded by how much it says for the segment or, with a minus, against it. */
export function StepStrip({ look, shares, zone }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { steps, unread } = look;
  const from = Math.max(0, steps.length - SHOWN);
  const most = Math.max(...shares.steps.map(Math.abs));
  const typed = !ofOneType(steps);
  return (
    <>
      <ol className={styles.strip} start={from + 1} aria-label={t('looks.user.strip', { user: clip(look.id, 40) })}>
        {steps.slice(from).map((step, i) => {
          const share = shares.steps[from + i]!;
          return (
            <li key={from + i} style={shadeOf(share, most)} data-side={share < 0 ? 'next' : 'segment'}>
              <span>{stepWords(step, typed, zone, t, format)}</span>
              <small>{Math.abs(share) < LEAST ? '' : signed(share, format)}</small>
            </li>
          );
        })}
      </ol>
      <p className={styles.muted}>
        {from > 0
          ? t('looks.user.shownPart', { shown: format.number(SHOWN), count: steps.length })
          : t('looks.user.shown', { count: steps.length })}
        <Gap />
        {unread > 0 ? t('looks.user.unread', { count: unread }) : null}
      </p>
    </>
  );
}
