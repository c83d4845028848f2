import { useTranslation } from 'react-i18next';
import { WORDS_RULE, type SegmentWord } from '../../../workers/protocol/portraits';
import { clip, useFormat } from '../../i18n/format';
import { Term } from '../../ui/Term';
import styles from './segments.module.css';

/** Letters that a line has room for. */
const MOST_LETTERS = 40;

/**
 * The words that stand out in what a segment's users say or meet, with the share of users who have each; nothing where none do.
 *
 * @param most so many of them
 */
export function SegmentWords({ words, most = words.length }: { words: readonly SegmentWord[]; most?: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (words.length === 0) return null;
  const rule = {
    chance: format.percent(WORDS_RULE.falseDiscovery, 0),
    least: format.number(WORDS_RULE.leastUsers),
    floor: format.percent(WORDS_RULE.leastShare, 0),
    ratio: format.significant(WORDS_RULE.leastRatio),
  };
  return (
    <ul className={styles.traits} aria-label={t('segments.words.title')} data-words>
      {words.slice(0, most).map(({ word, of, users, share, others }) => (
        <li key={`${of} ${word}`} className={styles.word}>
          <span className={styles.traitName}>
            <Term
              note={format.sentences([
                t(`segments.words.where.${of}`, { count: users, users: format.number(users) }),
                t('segments.words.note', rule),
              ])}
            >
              <bdi>{clip(word, MOST_LETTERS)}</bdi>
            </Term>
          </span>
          <span className={styles.muted}>
            {t(`segments.words.share.${of}`, { share: format.percent(share, 0), others: format.percent(others, 0) })}
          </span>
        </li>
      ))}
    </ul>
  );
}
