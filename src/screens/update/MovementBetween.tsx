import { useTranslation } from 'react-i18next';
import { AWAY, NO_SEGMENT } from '../../../workers/protocol/movement';
import type { UpdateProposal } from '../../../workers/protocol/update';
import { segmentToken } from '../../charts/palette';
import { clip, useFormat, useLanguage } from '../../i18n/format';
import { Card, Section } from '../../ui/Section';
import { transitionWords } from './transition-words';
import classes from './MovementBetween.module.css';

interface Props {
  readonly proposal: UpdateProposal;
  readonly names: readonly string[];
}

/** Flows that are listed. */
const LISTED = 6;

/** How many users change segment, the largest movements, and what becomes of the segments. */
export function MovementBetween({ proposal: { flows, movedUsers, usersBefore, transitions }, names }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const name = (id: number) => (id === NO_SEGMENT ? t('segments.none.name') : clip(names[id] ?? String(id + 1), 50));
  const moving = flows.filter(({ from, to }) => from !== to).sort((a, b) => b.users - a.users);
  const shown = moving.slice(0, LISTED);
  const rest = moving.length - shown.length;
  const most = shown[0]?.users ?? 1;
  const sentences = transitions.map((transition) => transitionWords(transition, name, language)).filter((words) => words !== '');
  return (
    <Section title={t('update.movement.title')}>
      <div className={classes.grid}>
        <Card>
          <p className={classes.lead}>
            {movedUsers === 0
              ? t('update.movement.none')
              : t('update.movement.moved', {
                  count: movedUsers,
                  users: format.number(movedUsers),
                  share: format.percent(usersBefore > 0 ? movedUsers / usersBefore : 0),
                })}
          </p>
          <ul className={classes.flows}>
            {shown.map(({ from, to, users }) => (
              <li key={`${from}/${to}`}>
                <span>
                  {from === AWAY
                    ? t('update.movement.entered', { count: users, users: format.number(users), b: name(to) })
                    : t('update.movement.flow', { count: users, users: format.number(users), a: name(from), b: name(to) })}
                </span>
                <span className={classes.flow} aria-hidden="true" style={{ width: `${(users / most) * 100}%` }}>
                  <span style={{ backgroundColor: from === AWAY ? 'var(--shoal-line-strong)' : segmentToken(from) }} />
                  <span style={{ backgroundColor: segmentToken(to) }} />
                </span>
              </li>
            ))}
          </ul>
          {rest > 0 ? <p className={classes.muted}>{t('update.movement.more', { count: rest })}</p> : null}
        </Card>
        <Card>
          <h3 className={classes.subTitle}>{t('update.movement.who')}</h3>
          {sentences.length === 0 ? (
            <p>{t('update.movement.allSurvive')}</p>
          ) : (
            <ul className={classes.fates}>
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </Card>
      </div>
    </Section>
  );
}
