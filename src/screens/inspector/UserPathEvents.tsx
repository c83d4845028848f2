import { memo, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserPath } from '../../../workers/protocol/movement';
import { clip, useFormat } from '../../i18n/format';
import { typesOf, typeWord } from '../../i18n/type-words';
import { useWorkbench, type Run } from '../../workbench/store';
import styles from './inspector.module.css';
import own from './user-path.module.css';

/** A user's newest events, with the columns that the file has. What the file says is text, and nothing else. */
export const UserPathEvents = memo(function UserPathEvents({ path, run }: { path: UserPath; run: Run }) {
  const { t } = useTranslation();
  const format = useFormat();
  const language = useWorkbench((state) => state.language);
  const title = useId();
  const types = typesOf(run);
  const zone = run.result.recipe.mapping.timeZone;
  const { latest, totalEvents } = path;
  const has = {
    item: latest.some(({ item }) => item !== null),
    category: latest.some(({ category }) => category !== null),
    value: latest.some(({ value }) => value !== null),
  };
  const said =
    totalEvents > latest.length
      ? t('movement.events.newest', { shown: format.number(latest.length), all: format.number(totalEvents) })
      : t('movement.events.all', { count: totalEvents, all: format.number(totalEvents) });
  return (
    <section>
      <h3 id={title} className={styles.subtitle}>
        {t('movement.events.title')}
      </h3>
      <p className={styles.small}>{said}</p>
      <div className={own.events} role="region" aria-labelledby={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('movement.events.time', { zone })}</th>
              <th scope="col">{t('movement.events.type')}</th>
              {has.item ? <th scope="col">{t('movement.events.item')}</th> : null}
              {has.category ? <th scope="col">{t('movement.events.category')}</th> : null}
              {has.value ? (
                <th scope="col" className={own.value}>
                  {t('movement.events.value')}
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {latest.map((event, i) => (
              <tr key={i}>
                <td className={own.time}>{format.dateTime(event.time, zone)}</td>
                <td className={own.text}>{clip(typeWord(event.type, types, language))}</td>
                {has.item ? <td className={own.text}>{event.item === null ? '–' : clip(event.item)}</td> : null}
                {has.category ? <td className={own.text}>{event.category === null ? '–' : clip(event.category)}</td> : null}
                {has.value ? <td className={own.value}>{event.value === null ? '–' : format.money(event.value)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
});
