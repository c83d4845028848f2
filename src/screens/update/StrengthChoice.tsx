import { useTranslation } from 'react-i18next';
import type { UpdateProposal, UpdateStrength } from '../../../workers/protocol/update';
import { Card, Section } from '../../ui/Section';
import { chooseStrength } from '../../workbench/updating';
import { StrengthFigures } from './StrengthFigures';
import { useWhy } from './why';
import classes from './StrengthChoice.module.css';

const STRENGTHS: readonly UpdateStrength[] = ['assign', 'tune', 'rebuild'];

/** Which strength is proposed and why, and the three to choose from. */
export function StrengthChoice({ proposal }: { proposal: UpdateProposal }) {
  const { t } = useTranslation();
  const why = useWhy(proposal);
  const { strength, proposed } = proposal;
  return (
    <Section title={t('update.strength.title')}>
      <div className={classes.stack}>
        <p>
          {why} {strength === proposed ? null : t('update.strength.other', { chosen: t(`update.strength.label.${strength}`) })}
        </p>
        <div className={classes.choices}>
          {STRENGTHS.map((one) => (
            <button
              key={one}
              type="button"
              className={classes.choice}
              aria-pressed={one === strength}
              onClick={() => {
                if (one !== strength) void chooseStrength(one);
              }}
            >
              <span className={classes.choiceHead}>
                <strong>{t(`update.strength.label.${one}`)}</strong>
                {one === proposed ? <span className={classes.badge}>{t('update.strength.proposed')}</span> : null}
              </span>
              <span className={classes.note}>{t(`update.strength.note.${one}`)}</span>
              <span className={classes.state}>{t(one === strength ? 'update.strength.shown' : 'update.strength.see')}</span>
            </button>
          ))}
        </div>
        <Card>
          <StrengthFigures proposal={proposal} />
        </Card>
      </div>
    </Section>
  );
}
