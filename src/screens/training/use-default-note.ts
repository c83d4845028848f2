import { useTranslation } from 'react-i18next';

/** What stands under a field: what it has where nobody chooses, and a note, if there is one. */
export function useDefaultNote(): (usual: string, note?: string) => string {
  const { t } = useTranslation();
  return (usual, note) => {
    const standard = t('training.default', { value: usual });
    return note === undefined ? standard : t('training.defaultAndNote', { note, standard });
  };
}
