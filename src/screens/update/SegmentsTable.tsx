import { useTranslation } from 'react-i18next';
import type { SegmentChange, UpdateProposal } from '../../../workers/protocol/update';
import { segmentToken } from '../../charts/palette';
import { clip, useFormat } from '../../i18n/format';
import { Card, Section } from '../../ui/Section';
import { FIRM, keptShare, keptWords } from './kept-share';
import classes from './SegmentsTable.module.css';

interface Props {
  readonly proposal: UpdateProposal;
  readonly names: readonly string[];
}

/** Every segment with its users and share before and after, the largest first. */
export function SegmentsTable({ proposal: { segments, usersBefore, usersAfter, strength }, names }: Props) {
  const { t } = useTranslation();
  const size = ({ usersBefore: before, usersAfter: after }: SegmentChange) => Math.max(before, after);
  const ordered = [...segments].sort((a, b) => size(b) - size(a));
  const share = (users: number, all: number) => (all > 0 ? users / all : 0);
  const rows = ordered.map((segment) => ({
    segment,
    before: share(segment.usersBefore, usersBefore),
    after: share(segment.usersAfter, usersAfter),
  }));
  const most = Math.max(...rows.map(({ before, after }) => Math.max(before, after)), 0.01);
  return (
    <Section title={t('update.segments.title')}>
      <Card flush>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('update.segments.segment')}</th>
              <th scope="col">{t('update.segments.before')}</th>
              <th scope="col">{t('update.segments.after')}</th>
              <th scope="col">{t('update.segments.change')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <SegmentRow
                key={`${row.segment.before}/${row.segment.after}`}
                {...row}
                most={most}
                names={names}
                remade={strength === 'rebuild'}
              />
            ))}
          </tbody>
        </table>
      </Card>
    </Section>
  );
}

interface RowProps {
  readonly segment: SegmentChange;
  /** Shares of the users. */
  readonly before: number;
  readonly after: number;
  /** The largest share of all, which fills the width. */
  readonly most: number;
  readonly names: readonly string[];
  /** The segments were made from nothing, so that one that keeps few of its users is not a stable one. */
  readonly remade: boolean;
}

function SegmentRow({ segment, before, after, most, names, remade }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = segment.before >= 0 ? segment.before : segment.after;
  const colour = segmentToken(id);
  const mark = segment.before < 0 ? 'emerged' : segment.after < 0 ? 'gone' : null;
  const kept = keptShare(segment);
  const loose = remade && kept < FIRM;
  const points = (after - before) * 100;
  const signed = `${points >= 0.05 ? '+' : points <= -0.05 ? '−' : '±'}${format.number(Math.abs(points), 1)}`;
  return (
    <tr data-segment={id} data-mark={mark ?? undefined}>
      <th scope="row">
        <span className={classes.swatch} style={{ backgroundColor: colour }} />
        <span className={classes.name}>{clip(names[id] ?? String(id + 1), 60)}</span>
        {mark ? <span className={classes.mark}>{t(`update.segments.${mark}`)}</span> : null}
      </th>
      <Cell label={t('update.segments.before')} users={segment.usersBefore} share={before} absent={segment.before < 0} />
      <Cell label={t('update.segments.after')} users={segment.usersAfter} share={after} absent={segment.after < 0} />
      <td className={classes.change} data-loose={loose || undefined}>
        <span className={classes.bars} aria-hidden="true">
          <span style={{ width: `${(before / most) * 100}%`, backgroundColor: `color-mix(in srgb, ${colour} 45%, transparent)` }} />
          <span style={{ width: `${(after / most) * 100}%`, backgroundColor: colour }} />
        </span>
        {mark ? null : (
          <span className={classes.points}>
            {t('update.segments.points', { points: signed })}
            {' · '}
            {t(loose ? 'update.segments.loose' : 'update.segments.keeps', { share: keptWords(kept, format) })}
          </span>
        )}
      </td>
    </tr>
  );
}

function Cell({ label, users, share, absent }: { label: string; users: number; share: number; absent: boolean }) {
  const format = useFormat();
  return (
    <td className={classes.number} data-label={label}>
      {absent ? (
        '–'
      ) : (
        <>
          <strong>{format.number(users)}</strong> <span className={classes.share}>{format.percent(share)}</span>
        </>
      )}
    </td>
  );
}
