import { useTranslation } from 'react-i18next';
import type { NoAssignment } from '../../../../workers/protocol/assignment';
import { useFormat } from '../../../i18n/format';

/** What the file lacks. */
export function Missing({ none }: { none: NoAssignment }) {
  const { t } = useTranslation();
  const format = useFormat();
  const sentence = () => {
    if (none.reason === 'timeless') return t('assignment.none.timeless');
    const count = none.reason === 'few-taught' ? none.segments : none.users;
    return t(`assignment.none.${none.reason}`, { count, needed: format.number(none.needed) });
  };
  return <p data-no-assignment={none.reason}>{sentence()}</p>;
}
