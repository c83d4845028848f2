import { useTranslation } from 'react-i18next';
import type { RunInfo } from '../../../../workers/protocol/runs';
import { useLanguage } from '../../../i18n/format';
import { fieldWords, valueWords, WHOLE } from '../difference-words';
import { recipeDifferences } from '../recipe-differences';
import styles from './compare.module.css';

/** The settings in which two runs differ. */
export function SettingsTable({ first, second }: { first: RunInfo; second: RunInfo }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const differences = recipeDifferences(first.recipe, second.recipe);
  return (
    <div>
      <h3 className={styles.mapTitle}>{t('models.compare.settings')}</h3>
      {differences.length === 0 ? (
        <p>{t('models.compare.settingsSame')}</p>
      ) : (
        <table className={styles.figures} aria-label={t('models.compare.settings')}>
          <thead>
            <tr>
              <th scope="col">{t('models.compare.field')}</th>
              <th scope="col">{t('models.compare.first')}</th>
              <th scope="col">{t('models.compare.second')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, first: one, second: other }) => (
              <tr key={field} data-differs={field}>
                <th scope="row">{fieldWords(field, language)}</th>
                {WHOLE.has(field) ? (
                  <td colSpan={2}>{t('models.compare.differ')}</td>
                ) : (
                  <>
                    <td>{valueWords(field, one, language)}</td>
                    <td>{valueWords(field, other, language)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
