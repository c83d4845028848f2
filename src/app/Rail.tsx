import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { SCREENS } from './screens';
import classes from './Rail.module.css';

/** The screens in the order of the work: on the left, or along the bottom of a phone. */
export function Rail() {
  const { t } = useTranslation();
  const [location] = useLocation();
  return (
    <nav className={classes.rail} aria-label={t('frame.landmarks.rail')}>
      <ul>
        {SCREENS.map(({ id, path, Icon }) => (
          <li key={id}>
            <Link href={path} className={classes.railLink} aria-current={location === path ? 'page' : undefined}>
              <Icon />
              <span>{t(`frame.screens.${id}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
